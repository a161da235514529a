package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.store.Mutation;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/**
 * Where a cache tells other JVMs of its changes; {@code publish.lua} tells how. Two caches never share a channel: it has the number of
 * the database in its name, as channels are of all databases. Thread-safe.
 */
public class Publication {

    /** Tells nobody. */
    public static final Publication NONE = new Publication(new byte[0], 0, () -> {}) {
        @Override
        public boolean concerns(Mutation mutation) {
            return false;
        }

        @Override
        List<CommandArguments> probes() {
            return List.of();
        }
    };

    /** The pattern of all channels, for people. */
    public static final String CHANNELS = ClaimRegistry.RESERVED.start() + "*";

    private static final byte[] NOT_KEPT = {};

    private final byte[] channel;
    private final byte[] origin;
    private final int kept;
    private final Runnable untold;

    private Publication(byte[] channel, int kept, Runnable untold) {
        UUID id = UUID.randomUUID();
        this.channel = channel;
        this.origin = ByteBuffer.allocate(RemoteChange.ORIGIN)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        this.kept = kept;
        this.untold = untold;
    }

    /**
     * By Pub/Sub: whoever listens at that moment hears of it.
     *
     * @param untold is told of each change that could not be told; it was made all the same
     */
    public static Publication broadcast(KeySpace space, int database, Runnable untold) {
        return new Publication(channel(space, database), 0, untold);
    }

    /**
     * By a stream as well, from which those read later who do not listen at that moment.
     *
     * @param kept how many events there are at least before the first ones go
     */
    public static Publication durable(KeySpace space, int database, int kept, Runnable untold) {
        return new Publication(channel(space, database), kept, untold);
    }

    private static byte[] channel(KeySpace space, int database) {
        return (ClaimRegistry.RESERVED.start() + "events@" + database + ":" + space.start()).getBytes(UTF_8);
    }

    /** The channel on which it is told. */
    public String channelName() {
        return new String(channel, UTF_8);
    }

    /** Whether listeners hear of that mutation, if it does something. */
    public boolean concerns(Mutation mutation) {
        return mutation.isHeard();
    }

    /** Whether it was told here: whoever did it has told the listeners of its own already. */
    public boolean isOwn(RemoteChange change) {
        return Arrays.equals(origin, change.origin());
    }

    /** The keys that {@code publish.lua} uses beside those of the script that it calls. */
    List<byte[]> keys() {
        return kept == 0 ? List.of() : List.of(channel);
    }

    /** The same call of a script with what {@code publish.lua} needs. */
    CommandArguments addTo(CommandArguments call) {
        return call.add(new Bytes(channel)).add(new Bytes(origin)).add(keptBytes());
    }

    private byte[] keptBytes() {
        return kept == 0 ? NOT_KEPT : Integer.toString(kept).getBytes(US_ASCII);
    }

    /** A change that is made could not be told. */
    void noteUntold() {
        untold.run();
    }

    /** What the user must be able to do; nobody hears of it. */
    List<CommandArguments> probes() {
        List<CommandArguments> probes = new ArrayList<>();
        probes.add(new CommandArguments(Command.PUBLISH).add(channel).add(""));
        if (kept > 0) {
            byte[] none = KeySpace.join(channel, UUID.randomUUID().toString().getBytes(US_ASCII));
            probes.add(new CommandArguments(Command.XADD)
                    .key(none)
                    .add("NOMKSTREAM")
                    .add("*")
                    .add("e")
                    .add(""));
            probes.add(new CommandArguments(Command.XRANGE).key(none).add("-").add("+"));
            probes.add(new CommandArguments(Command.XINFO).add("STREAM").key(none));
        }
        return probes;
    }
}
