package io.jcacheredis.internal.feed;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.Line;
import io.jcacheredis.internal.connection.LineListener;
import io.jcacheredis.internal.connection.Lines;
import io.jcacheredis.internal.connection.Lines.Reach;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The channels that the caches of a manager listen to: by one line for all of them, or one to each server, which are there as long as
 * somebody listens. Methods may be called by any thread; none waits for a server.
 */
public final class Feed {

    private static final String MESSAGE = "message";

    private final RedisConnections connections;
    private final Reach reach;
    private final Consumer<Line> check;
    private final ReplyLimits limits;
    private final String rules;
    private final Consumer<String> warnings;
    private final ReentrantLock lock = new ReentrantLock(); // around what follows, but to look who hears
    private final Map<String, List<Hearer>> hearers = new ConcurrentHashMap<>();
    private final Set<Line> open = new HashSet<>();
    private final Map<Line, Set<String>> refused = new ConcurrentHashMap<>(); // channels to be tried again
    private @Nullable Ear ear;

    private Feed(
            RedisConnections connections,
            Reach reach,
            Consumer<Line> check,
            ReplyLimits limits,
            String rules,
            Consumer<String> warnings) {
        this.connections = connections;
        this.reach = reach;
        this.check = check;
        this.limits = limits;
        this.rules = rules;
        this.warnings = warnings;
    }

    /**
     * What clients publish, by one line: each server of a cluster tells what was published at any. Nobody listens yet.
     *
     * @param limits what is kept of each message
     * @param rules of an ACL that are needed, for people
     * @param warnings take what keeps it from hearing; may be told the same again
     */
    public static Feed ofClients(
            RedisConnections connections, ReplyLimits limits, String rules, Consumer<String> warnings) {
        return new Feed(connections, Reach.ONE, line -> {}, limits, rules, warnings);
    }

    /** What servers say of the keys that expire, by a line to each, as each says what it does itself. */
    public static Feed ofExpiries(RedisConnections connections, Consumer<String> warnings) {
        return new Feed(
                connections,
                Reach.ALL,
                line -> ExpiryNotices.check(line, warnings),
                ReplyLimits.NONE,
                "+subscribe +unsubscribe &" + ExpiryNotices.CHANNELS,
                warnings);
    }

    /**
     * Listens to a channel.
     *
     * @return ends that, soon
     */
    public Runnable listen(String channel, Hearer hearer) {
        lock.lock();
        try {
            if (ear == null) { // not before it has lines, for which there may be no thread
                Ear made = new Ear();
                made.lines = connections.listen(reach, made);
                ear = made;
            }
            hearers.computeIfAbsent(channel, unheard -> new CopyOnWriteArrayList<>())
                    .add(hearer);
            open.forEach(line -> subscribe(line, channel, List.of(hearer)));
        } finally {
            lock.unlock();
        }
        return () -> {
            leave(channel, hearer);
            hearer.left();
        };
    }

    private void leave(String channel, Hearer hearer) {
        lock.lock();
        try {
            List<Hearer> left = hearers.get(channel);
            if (left != null && left.remove(hearer) && left.isEmpty()) {
                hearers.remove(channel);
                open.forEach(line -> line.send(command(Command.UNSUBSCRIBE, channel), answer -> {}));
            }
            if (hearers.isEmpty() && ear != null) {
                ear.close();
                ear = null;
                open.clear();
            }
        } finally {
            lock.unlock();
        }
    }

    private void subscribe(Line line, String channel, Collection<Hearer> whom) {
        line.send(command(Command.SUBSCRIBE, channel), answer -> {
            if (answer instanceof JedisException refusal) {
                warnings.accept("Redis does not tell us what is published on " + channel + " (" + refusal.getMessage()
                        + "): add to the user's rules " + rules);
                refused.computeIfAbsent(line, first -> ConcurrentHashMap.newKeySet())
                        .add(channel);
            } else {
                whom.forEach(Hearer::begun);
            }
        });
    }

    /** The user may have got the permission since. */
    private void tryAgain(Line line) {
        Set<String> channels = refused.remove(line);
        if (channels != null) {
            channels.retainAll(hearers.keySet());
            channels.forEach(channel -> subscribe(line, channel, hearers.getOrDefault(channel, List.of())));
        }
    }

    private static CommandArguments command(Command command, String channel) {
        return new CommandArguments(command).add(channel);
    }

    /** Those that hear anything at this moment. */
    private List<Hearer> all() {
        List<Hearer> all = new ArrayList<>();
        hearers.values().forEach(all::addAll);
        return all;
    }

    /** What hears from when the first one listens to when the last one has left. A later one has lines of its own. */
    private final class Ear implements LineListener {

        private @Nullable Lines lines;

        void close() {
            if (lines != null) {
                lines.close();
            }
        }

        @Override
        public ReplyLimits limits() {
            return limits;
        }

        @Override
        public void begun(Line line) {
            check.accept(line);
            lock.lock();
            try {
                if (ear == this) {
                    open.add(line);
                    hearers.forEach((channel, whom) -> subscribe(line, channel, whom));
                }
            } finally {
                lock.unlock();
            }
        }

        @Override
        public void told(Line line, List<@Nullable Object> message) {
            if (message.size() == 3
                    && message.get(0) instanceof byte[] kind
                    && MESSAGE.equals(new String(kind, US_ASCII))
                    && message.get(1) instanceof byte[] channel
                    && message.get(2) instanceof byte[] published) {
                List<Hearer> whom = hearers.getOrDefault(new String(channel, UTF_8), List.of());
                whom.forEach(hearer -> hearer.heard(published));
            }
        }

        @Override
        public void proven(Line line, long nanos) {
            tryAgain(line);
            all().forEach(Hearer::alive);
        }

        @Override
        public void ended(Line line) {
            refused.remove(line);
            List<Hearer> whom;
            lock.lock();
            try {
                whom = ear == this && open.remove(line) ? all() : List.of();
            } finally {
                lock.unlock();
            }
            whom.forEach(Hearer::lost);
        }
    }
}
