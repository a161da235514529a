package io.jcacheredis.internal.near.redis;

import io.jcacheredis.internal.connection.Line;
import io.jcacheredis.internal.connection.LineListener;
import io.jcacheredis.internal.connection.Lines;
import io.jcacheredis.internal.connection.Lines.Reach;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.near.ChangeFeed;
import io.jcacheredis.internal.near.Trust;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Follows the changes of key spaces by {@code CLIENT TRACKING ON BCAST PREFIX}: each server tells, by one line, of every key with one of
 * the prefixes that was written, removed, expired or evicted, whoever did it. See <a
 * href="https://redis.io/docs/latest/develop/reference/client-side-caching/">the specification</a>.
 *
 * <p>What is read of a key can be trusted for a while after the last moment of which its server has {@linkplain
 * LineListener#proven proven} that it has told everything, and no longer than its line lives. Lines begin with the first question for trust.
 */
public final class Tracking implements AutoCloseable {

    /** How old an entry may be that is trusted. */
    private static final Duration BOUND = Duration.ofSeconds(5);
    /** For so long a proof holds: a server may have been replaced before it, by so much as sentinels need to tell each other. */
    private static final Duration TRUSTED = BOUND.minusSeconds(1);

    /** So many prefixes that nobody needs any more are borne beside as many as are needed. */
    private static final int SPARE = 32;

    private final RedisConnections connections;
    private final Consumer<String> warnings;
    private final Collection<Feed> feeds = new CopyOnWriteArrayList<>();
    private final Map<Line, Told> byLine = new ConcurrentHashMap<>();
    private final Map<Object, Told> byServer = new ConcurrentHashMap<>(); // the latest of each
    private final Lock lock = new ReentrantLock(); // around the beginning and the end
    private @Nullable Lines lines;
    private boolean closed;

    /**
     * Follows nothing yet.
     *
     * @param warnings take why nothing can be followed; may be told the same again
     */
    public Tracking(RedisConnections connections, Consumer<String> warnings) {
        this.connections = connections;
        this.warnings = warnings;
    }

    /** The changes of a key space. No two that overlap are followed at a time. */
    public ChangeFeed.Source of(KeySpace space) {
        return listener -> new Feed(space, listener);
    }

    private void begin(Feed feed) {
        lock.lock();
        try {
            if (closed || feed.closed) {
                return;
            }
            if (lines == null) {
                lines = connections.listen(Reach.PARTS, new Telling());
            }
            feeds.add(feed); // once, and not if there was no thread for lines
        } finally {
            lock.unlock();
        }
        // A line that begins now asks for it too; each does so once.
        byLine.values().forEach(told -> told.ask(feed));
    }

    /** Ends all lines. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            if (lines != null) {
                lines.close();
            }
        } finally {
            lock.unlock();
        }
    }

    /** What lines tell. */
    private final class Telling implements LineListener {

        @Override
        public void begun(Line line) {
            Told told = new Told(line);
            byLine.put(line, told);
            byServer.put(line.node(), told);
            feeds.forEach(told::ask);
        }

        @Override
        public void told(Line line, List<@Nullable Object> message) {
            Object keys = message.size() > 1 ? message.get(1) : null;
            if (keys instanceof List<?> list) {
                list.forEach(key -> changed((byte[]) key));
            } else {
                feeds.forEach(Feed::changedAll); // the database was flushed
            }
        }

        private void changed(byte[] redisKey) {
            for (Feed feed : feeds) {
                if (feed.changed(redisKey)) {
                    return;
                }
            }
        }

        @Override
        public void proven(Line line, long nanos) {
            Told told = byLine.get(line);
            if (told != null) {
                told.prolong(nanos + TRUSTED.toNanos());
            }
        }

        @Override
        public void ended(Line line) {
            Told told = byLine.remove(line);
            if (told != null) {
                byServer.remove(line.node(), told);
                told.end();
            }
        }
    }

    /** What one line tells. */
    private final class Told {

        private final Line line;
        private final int generation = connections.generation();
        private final Set<String> asked = ConcurrentHashMap.newKeySet();
        private final Map<String, Trust> trusts = new ConcurrentHashMap<>();

        Told(Line line) {
            this.line = line;
        }

        /** Asks to be told of a key space, unless that was done before: prefixes that overlap are refused, and the same one is. */
        void ask(Feed feed) {
            if (asked.add(feed.start)) {
                CommandArguments tracking = new CommandArguments(Command.CLIENT)
                        .add("TRACKING")
                        .add("ON")
                        .add("BCAST")
                        .add("PREFIX")
                        .add(feed.space.startBytes());
                line.send(tracking, answer -> {
                    if (answer instanceof JedisException refusal) {
                        refused(refusal);
                    } else {
                        trusts.put(feed.start, new Trust(System.nanoTime()));
                    }
                });
            }
        }

        private void refused(JedisException refusal) {
            if (refusal instanceof JedisAccessControlException) {
                warnings.accept(
                        "Redis at " + connections + " does not tell of changes, so that near caches keep nothing: "
                                + refusal.getMessage() + ". Permit +client|tracking to the user");
            } else {
                // A prefix can't be taken back, and that of a cache which was closed may overlap with the new one.
                // Other refusals
                // pass.
                line.close();
            }
        }

        /** Whether connections broke since, so that the address may lead to another server by now. A cluster says so itself. */
        boolean isOutdated() {
            boolean outdated = generation != connections.generation() && !connections.isSpread();
            if (outdated) {
                line.close();
            }
            return outdated;
        }

        /** A prefix can't be taken back, and each costs every write in Redis a comparison. The next line asks for those that are needed. */
        void endIfMostForNobody() {
            if (asked.size() > SPARE + 2 * feeds.size()) {
                line.close();
            }
        }

        void prolong(long until) {
            trusts.values().forEach(trust -> trust.prolong(until));
        }

        void end() {
            long now = System.nanoTime();
            trusts.values().forEach(trust -> trust.end(now)); // and with it of all that was read under it
        }
    }

    /** The changes of one key space. */
    private final class Feed implements ChangeFeed {

        private final String start;
        private final KeySpace space;
        private final Listener listener;
        private final AtomicBoolean begun = new AtomicBoolean();
        private volatile boolean closed;

        Feed(KeySpace space, Listener listener) {
            this.space = space;
            this.start = space.start();
            this.listener = listener;
        }

        @Override
        public @Nullable Trust trust(byte[] key) {
            if (!begun.get() && begun.compareAndSet(false, true)) {
                try {
                    begin(this);
                } catch (RuntimeException | Error e) {
                    begun.set(false);
                    throw e;
                }
            }
            Told told = byServer.get(connections.serverOf(space.key(key)));
            return told == null || told.isOutdated() ? null : told.trusts.get(start);
        }

        /** Whether it is a key of this space. */
        boolean changed(byte[] redisKey) {
            byte[] key = space.entryKey(redisKey);
            if (key != null) {
                listener.changed(key);
            }
            return key != null;
        }

        void changedAll() {
            listener.changedAll();
        }

        @Override
        public void close() {
            lock.lock();
            try {
                closed = true;
                feeds.remove(this);
            } finally {
                lock.unlock();
            }
            byLine.values().forEach(Told::endIfMostForNobody);
        }
    }
}
