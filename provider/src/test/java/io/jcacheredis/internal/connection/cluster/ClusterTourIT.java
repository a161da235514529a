package io.jcacheredis.internal.connection.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ServerTour;
import io.jcacheredis.internal.connection.TestConnections;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** Whatever slots do while a cluster is looked through, each key that is there throughout is seen. */
class ClusterTourIT {

    private static final int TAGS = 30;

    private static EmbeddedCluster cluster;
    private static RedisConnections connections;

    private final SlotMoves moves = new SlotMoves(cluster);

    /** Tags are in slots that move, and are seen with each of their ten keys. */
    private final Set<String> seen = new HashSet<>();

    private final ServerTour tour = connections.tour();
    private String cursor = "0";
    private int stop = tour.stop();

    @BeforeAll
    static void start() {
        cluster = EmbeddedCluster.start();
        connections = TestConnections.open(RedisAddress.parse(cluster.uri().toString()), Duration.ofSeconds(2));
        for (int i = 0; i < 10 * TAGS; i++) {
            CommandArguments set = new CommandArguments(Command.SET).key((tag(i % TAGS) + i).getBytes(UTF_8));
            connections.execute(new CommandObject<>(set.add("x"), BuilderFactory.STRING));
        }
    }

    @AfterAll
    static void stop() {
        connections.close();
        cluster.close();
    }

    private static String tag(int number) {
        return "{toured" + number + "}";
    }

    private void page(int size) {
        if (tour.stop() != stop) {
            stop = tour.stop();
            cursor = "0";
        }
        CommandArguments scan =
                new CommandArguments(Command.SCAN).add(cursor).add("COUNT").add(size);
        List<?> page = (List<?>) tour.execute(new CommandObject<>(scan, BuilderFactory.RAW_OBJECT));
        cursor = new String((byte[]) page.get(0), UTF_8);
        ((List<?>) page.get(1)).forEach(key -> seen.add(new String((byte[]) key, UTF_8)));
    }

    private void node() {
        do {
            page(20);
        } while (!cursor.equals("0"));
    }

    private void rest() {
        do {
            node();
        } while (tour.next());
    }

    private void assertAllSeen() {
        Set<String> tags =
                seen.stream().map(key -> key.substring(0, key.indexOf('}') + 1)).collect(Collectors.toSet());
        assertThat(tags).hasSize(TAGS);
        assertThat(seen).hasSize(10 * TAGS);
    }

    private EmbeddedRedis firstSeen() {
        return cluster.masterOf(seen.iterator().next());
    }

    private void move(String tag, EmbeddedRedis to) {
        moves.move(tag, to, () -> {});
    }

    private static String tagAt(EmbeddedRedis master) {
        return tagsAt(master).get(0);
    }

    private static List<String> tagsAt(EmbeddedRedis master) {
        return IntStream.range(0, TAGS)
                .mapToObj(ClusterTourIT::tag)
                .filter(tag -> cluster.masterOf(tag) == master)
                .toList();
    }

    /** From where it was not looked yet to where it was, and back. */
    @Test
    void slotsMoveAllTheTime() {
        for (int i = 0; i < 5; i++) {
            page(20);
            move(tag(i), moves.otherThanMasterOf(tag(i)));
        }
        rest();
        assertAllSeen();
    }

    /** Slots of two masters are at a third one while those are looked through, and then come to one of them. */
    private void goAndLeave(UnaryOperator<List<EmbeddedRedis>> ends) {
        node();
        EmbeddedRedis first = firstSeen();
        List<EmbeddedRedis> homes =
                cluster.masters().stream().filter(master -> master != first).toList();
        List<String> tags = homes.stream().map(ClusterTourIT::tagAt).toList();
        tags.forEach(tag -> move(tag, first));
        tour.next();
        node();
        tour.next();
        node();
        for (int i = 0; i < tags.size(); i++) {
            move(tags.get(i), ends.apply(homes).get(i));
        }
        assertThat(tour.next()).isTrue();
        rest();
        assertAllSeen();
    }

    /** Where it is at the end it was at the beginning, but not when that node was looked through. */
    @Test
    void slotsGoAndComeBack() {
        goAndLeave(homes -> homes);
    }

    /** The node that it comes to in the end is looked through after the one that it left, but it was at neither then. */
    @Test
    void slotsTakeADetour() {
        goAndLeave(homes -> List.of(homes.get(1), homes.get(0)));
    }

    /** Nobody's epoch tells: one had the greatest, and the other one has not got the slot yet. */
    @Test
    void slotIsOnItsWayBack() {
        EmbeddedRedis there = cluster.masters().get(2);
        move(tagAt(cluster.masters().get(1)), there);
        while (seen.isEmpty()) { // as a page may be
            page(1);
        }
        EmbeddedRedis home = firstSeen();
        assertThat(home).isNotSameAs(there);
        String unseen = tagsAt(home).stream()
                .filter(tag -> seen.stream().noneMatch(key -> key.startsWith(tag)))
                .findFirst()
                .orElseThrow();
        move(unseen, there);
        node();
        AtomicInteger steps = new AtomicInteger();
        moves.move(unseen, home, () -> {
            if (steps.incrementAndGet() == 2) {
                assertThat(tour.next()).isTrue();
                rest();
            }
        });
        assertAllSeen();
    }
}
