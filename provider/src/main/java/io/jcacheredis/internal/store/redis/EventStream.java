package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** The stream of the events of one cache, as one subscriber reads it; {@code read-events.lua} tells how. Thread-safe. */
public final class EventStream {

    private static final Script READ = Script.load("read-events.lua");
    private static final int MOST_EVENTS = 64;
    private static final long MOST_BYTES = 16L << 20;
    private static final Duration REMEMBERED = Duration.ofDays(7);

    private final byte[] stream;
    private final byte @Nullable [] memory;
    private final RedisConnections connections;
    private final Trips trips;

    /**
     * The stream of a publication.
     *
     * @param subscriber by which name the position is remembered; null if it is not
     */
    public EventStream(
            KeySpace space, Publication publication, @Nullable String subscriber, RedisConnections connections) {
        this.stream = publication.channelName().getBytes(UTF_8);
        this.memory = subscriber == null
                ? null
                : (ClaimRegistry.RESERVED.start() + "heard:" + space.start() + subscriber).getBytes(UTF_8);
        this.connections = connections;
        this.trips = new Trips(space.cacheName(), connections);
    }

    /**
     * How far somebody has read.
     *
     * @param id of the last event; empty for where the subscriber was the last time, or else the end of the stream
     * @param number of that event, counted from the first one that there ever was
     */
    public record Position(String id, long number) {

        /** What is not known yet. */
        public static final Position UNKNOWN = new Position("", 0);
    }

    /**
     * An event, and where its reader is when he has heard it.
     *
     * @param message as {@link RemoteChange#read} reads it
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    public record Event(Position position, byte[] message) {}

    /**
     * What comes next.
     *
     * @param missed how many events before these are gone; -1 if nobody knows
     * @param from where these go on
     * @param events none if there are no more
     */
    public record Page(long missed, Position from, List<Event> events) {}

    /**
     * Reads what comes after a position, and has that remembered: one round trip.
     *
     * @throws javax.cache.CacheException if Redis can't be asked
     */
    public Page after(Position position) {
        byte[][] keys = memory == null ? new byte[][] {stream} : new byte[][] {stream, memory};
        CommandArguments call = READ.call(keys)
                .add(position.id())
                .add(position.number())
                .add(MOST_EVENTS)
                .add(REMEMBERED.toMillis());
        List<?> reply = (List<?>) trips.one(
                connections,
                new CommandObject<>(call, BuilderFactory.RAW_OBJECT),
                new ReplyLimits(Integer.MAX_VALUE, MOST_BYTES));
        Position from = new Position(text(reply.get(1)), (Long) Objects.requireNonNull(reply.get(2)));
        List<Event> events = new ArrayList<>();
        for (int i = 3; i < reply.size() && reply.get(i + 1) != ReplyLimits.LEFT_OUT; i += 2) {
            Position heard = new Position(text(reply.get(i)), from.number() + events.size() + 1);
            events.add(new Event(heard, (byte[]) Objects.requireNonNull(reply.get(i + 1))));
        }
        return new Page((Long) Objects.requireNonNull(reply.get(0)), from, events);
    }

    private static String text(@Nullable Object bytes) {
        return new String((byte[]) Objects.requireNonNull(bytes), US_ASCII);
    }

    /** Removes the stream, for all subscribers. */
    public void remove() {
        CommandArguments unlink = new CommandArguments(Command.UNLINK).key(stream);
        trips.one(connections, new CommandObject<>(unlink, BuilderFactory.LONG), ReplyLimits.NONE);
    }
}
