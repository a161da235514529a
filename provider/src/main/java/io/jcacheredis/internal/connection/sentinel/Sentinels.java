package io.jcacheredis.internal.connection.sentinel;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Failures;
import io.jcacheredis.internal.connection.LaneFactory;
import io.jcacheredis.internal.connection.Lanes;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.ReadFrom;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The sentinels that are known: those of the address, and those that they name. All are asked at once, and the first that knows the
 * master decides, so that nobody waits for one that stands still. Safe for use by several threads.
 */
final class Sentinels {

    private static final Logger log = LoggerFactory.getLogger(Sentinels.class);

    private final List<Node> seeds;
    private final List<CommandArguments> question;
    private final AtomicBoolean warned = new AtomicBoolean();
    private final LaneFactory factory;
    private final Executor threads;
    private final Map<Node, Lanes> lanes = new ConcurrentHashMap<>();
    private volatile Set<Node> known;
    private volatile boolean closed;

    Sentinels(ConnectionSettings settings, LaneFactory factory, Executor threads) {
        this.seeds = settings.address().nodes();
        this.question = question(Objects.requireNonNull(settings.address().masterName()), settings.readFrom());
        this.factory = factory;
        this.threads = threads;
        this.known = Set.copyOf(seeds);
    }

    private static List<CommandArguments> question(String masterName, ReadFrom readFrom) {
        Stream<String> asked = readFrom == ReadFrom.MASTER
                ? Stream.of("MASTER", "SENTINELS")
                : Stream.of("MASTER", "SENTINELS", "REPLICAS");
        return asked.map(
                        what -> new CommandArguments(Command.SENTINEL).add(what).add(masterName))
                .toList();
    }

    /** What one sentinel said: a master or why it named none. */
    private record Told(
            @Nullable NamedMaster master, @Nullable JedisException failure) {}

    /** The answers to one question, as they arrive. */
    final class Answers {

        private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();
        private final long deadline;
        private int expected;
        private JedisException failure = new JedisConnectionException("no sentinel was asked");

        private Answers(long deadline) {
            this.deadline = deadline;
        }

        private void ask(Node sentinel) {
            expected++;
            try {
                threads.execute(() -> told.add(answer(sentinel, deadline)));
            } catch (RuntimeException e) {
                told.add(new Told(null, Failures.notSent(e)));
            }
        }

        /**
         * The next one that names a master.
         *
         * @throws JedisException if there is none, or none in time; nothing was changed
         */
        NamedMaster next() {
            while (expected > 0) {
                Told answer = await();
                expected--;
                if (answer.master() != null) {
                    return answer.master();
                }
                failure = answer.failure() == null ? failure : answer.failure();
            }
            throw Failures.notSent(failure);
        }

        private Told await() {
            try {
                Told answer = told.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
                if (answer == null) {
                    throw Failures.notSent(new SocketTimeoutException("no sentinel answered in time"));
                }
                return answer;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw Failures.notSent(e);
            }
        }
    }

    /** Asks all for the master: a round trip to each, at the same time. */
    Answers ask(long deadline) {
        Answers answers = new Answers(deadline);
        Set<Node> all = new LinkedHashSet<>(known);
        all.addAll(seeds);
        all.forEach(answers::ask);
        return answers;
    }

    private Told answer(Node sentinel, long deadline) {
        try {
            @Nullable Object[] replies = lanes(sentinel).send(question, ReplyLimits.NONE, deadline);
            if (replies[0] instanceof JedisException refusal) {
                return new Told(null, refusal);
            }
            Map<String, String> master = fields(replies[0]);
            if (replies[1] instanceof List<?> others) {
                learn(sentinel, others);
            }
            boolean beingReplaced = field(master, "flags").contains("failover_in_progress");
            long epoch = Long.parseLong(field(master, "config-epoch"));
            List<Node> replicas = replies.length > 2 ? replicas(sentinel, replies[2]) : List.of();
            return new Told(new NamedMaster(node(master), epoch, beingReplaced, replicas), null);
        } catch (JedisException e) {
            return new Told(null, e);
        } catch (ClassCastException | IllegalArgumentException e) {
            return new Told(null, new JedisConnectionException(sentinel + " answers with something else", e));
        }
    }

    private void learn(Node sentinel, List<?> others) {
        Set<Node> found = new LinkedHashSet<>();
        found.add(sentinel);
        for (Object other : others) {
            Map<String, String> fields = fields(other);
            found.add(node(fields));
        }
        known = Set.copyOf(found);
        found.addAll(seeds);
        lanes.forEach((node, left) -> {
            if (!found.contains(node)) {
                lanes.remove(node);
                left.close();
            }
        });
    }

    /**
     * Those that can be read from. A master that was replaced is among its successor's replicas at once, and goes on as if it
     * were none until it is told; the state of its link says so.
     */
    private List<Node> replicas(Node sentinel, @Nullable Object reply) {
        if (reply instanceof JedisAccessControlException && warned.compareAndSet(false, true)) {
            log.warn(
                    "The sentinel {} does not tell which replicas there are, so that the master is read from: permit"
                            + " +sentinel|replicas to the user",
                    sentinel);
        }
        if (!(reply instanceof List<?> named)) {
            return List.of();
        }
        return named.stream()
                .map(Sentinels::fields)
                .filter(replica -> field(replica, "flags").equals("slave")
                        && field(replica, "master-link-status").equals("ok"))
                .map(Sentinels::node)
                .sorted(Comparator.comparing(Node::toString))
                .toList();
    }

    private static Node node(Map<String, String> fields) {
        return new Node(field(fields, "ip"), Integer.parseInt(field(fields, "port")));
    }

    private static Map<String, String> fields(@Nullable Object reply) {
        if (!(reply instanceof List<?> list) || list.size() % 2 != 0) {
            throw new IllegalArgumentException("no fields");
        }
        Map<String, String> fields = new HashMap<>();
        for (int i = 0; i < list.size(); i += 2) {
            fields.put(new String((byte[]) list.get(i), UTF_8), new String((byte[]) list.get(i + 1), UTF_8));
        }
        return fields;
    }

    private static String field(Map<String, String> fields, String name) {
        String value = fields.get(name);
        if (value == null) {
            throw new IllegalArgumentException("no field " + name);
        }
        return value;
    }

    private Lanes lanes(Node sentinel) {
        Lanes to = lanes.computeIfAbsent(sentinel, factory::toSentinel);
        if (closed) {
            to.close();
            throw Failures.notSent(new IllegalStateException("closed"));
        }
        return to;
    }

    /** Those that would be asked now. */
    List<Node> known() {
        return new ArrayList<>(known);
    }

    void close() {
        closed = true;
        lanes.values().forEach(Lanes::close);
    }
}
