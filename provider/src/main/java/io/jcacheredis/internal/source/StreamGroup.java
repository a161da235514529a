package io.jcacheredis.internal.source;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.RedisConnections;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A stream as one group of readers has it. An entry that was read waits for its acknowledgement, however often it is read again. All but
 * the reading of new entries are one round trip each; they throw a {@link JedisException} if Redis can't be reached, is late or refuses.
 */
final class StreamGroup {

    /** The ACL rules for all that is sent here, beside the key. */
    private static final String RULES = "+xreadgroup +xgroup|create +xack +xpending +xclaim";

    /** How long reading waits for an entry: two beats of the line wait behind it, and the line bears three seconds of silence. */
    private static final Duration BLOCK = Duration.ofMillis(500);

    /** How many entries are looked at together that were read and not acknowledged. */
    static final int PAGE = 10;

    /**
     * An entry of the stream.
     *
     * @param fields names and values in turn, each a {@code byte[]}
     */
    record Entry(String id, List<?> fields) {}

    /**
     * An entry that was read and not acknowledged for long.
     *
     * @param deliveries how often it was read
     */
    record Pending(String id, long deliveries) {}

    private final byte[] key;
    private final SourceSettings settings;
    private final RedisConnections connections;

    StreamGroup(String stream, SourceSettings settings, RedisConnections connections) {
        this.key = stream.getBytes(UTF_8);
        this.settings = settings;
        this.connections = connections;
    }

    /** What the user's rules must permit. */
    String rules() {
        return "~" + settings.stream() + " " + RULES;
    }

    /**
     * Reads the next entry that nobody of the group has read, or waits a while for one. One at a time, so that what waits is free for
     * the other JVMs.
     */
    CommandArguments reading() {
        return new CommandArguments(Command.XREADGROUP)
                .add("GROUP")
                .add(settings.group())
                .add(settings.consumer())
                .add("COUNT")
                .add(1)
                .add("BLOCK")
                .add(BLOCK.toMillis())
                .add("STREAMS")
                .key(key)
                .add(">");
    }

    /** The entry that an answer to {@link #reading} has, in RESP3. */
    static Entry entry(Object answer) {
        List<?> byStream = (List<?>) answer;
        return first((List<?>) byStream.get(1));
    }

    private static Entry first(List<?> entries) {
        List<?> entry = (List<?>) entries.get(0);
        return new Entry(id(entry), (List<?>) entry.get(1));
    }

    /** Makes the group, which begins with the oldest entry that there is, and the stream; either may be there already. */
    void create() {
        try {
            send(on(Command.XGROUP, "CREATE").add(settings.group()).add(0).add("MKSTREAM"));
        } catch (JedisDataException e) {
            if (!Refusals.startsWith(e, "BUSYGROUP")) {
                throw e;
            }
        }
    }

    /** Some of the entries that somebody has read so long ago that he will not acknowledge them any more. */
    List<Pending> pending() {
        Object rows = send(on(Command.XPENDING)
                .add(settings.group())
                .add("IDLE")
                .add(settings.retryAfter().toMillis())
                .add("-")
                .add("+")
                .add(PAGE));
        return ((List<?>) rows)
                .stream().map(List.class::cast).map(StreamGroup::pending).toList();
    }

    private static Pending pending(List<?> row) {
        return new Pending(id(row), (Long) row.get(3));
    }

    private static String id(List<?> row) {
        return new String((byte[]) row.get(0), US_ASCII);
    }

    /** Takes such an entry over, which counts as reading it again; null if somebody else has, or if the stream has it no more. */
    @Nullable
    Entry claim(Pending pending) {
        Object claimed = send(on(Command.XCLAIM)
                .add(settings.group())
                .add(settings.consumer())
                .add(settings.retryAfter().toMillis())
                .add(pending.id()));
        List<?> entries = (List<?>) claimed;
        return entries.isEmpty() ? null : first(entries);
    }

    /**
     * Says that an entry is done with.
     *
     * @return whether nobody has said so before
     */
    boolean acknowledge(String id) {
        Object count = send(on(Command.XACK).add(settings.group()).add(id));
        return count instanceof Long one && one > 0;
    }

    private CommandArguments on(Command command, String... before) {
        CommandArguments arguments = new CommandArguments(command);
        for (String word : before) {
            arguments.add(word);
        }
        return arguments.key(key);
    }

    private Object send(CommandArguments command) {
        return connections.execute(new CommandObject<>(command, BuilderFactory.RAW_OBJECT), EventForms.LIMITS);
    }

    /** Its name in a message. */
    @Override
    public String toString() {
        return "the stream '" + settings.stream() + "'";
    }
}
