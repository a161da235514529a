package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.connection.Lines.Reach;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.SetParams;

/** What one server tells, and when its line begins and ends. */
class LinesIT {

    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** A beat, the silence that is borne, and a busy machine. */
    private static final Duration SILENT = Duration.ofSeconds(8);

    private static EmbeddedRedis redis;

    private final ToldByServers told = new ToldByServers("near:");
    private RedisConnections connections;
    private Jedis jedis;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        jedis = new Jedis(redis.uri());
        jedis.flushAll();
        connections = TestConnections.open(RedisAddress.parse(redis.uri().toString()), TIMEOUT);
    }

    @AfterEach
    void close() {
        connections.close();
        jedis.close();
    }

    private void awaitBegun(int count) {
        await().atMost(PATIENCE).until(() -> told.begun() >= count);
    }

    @Test
    void changesOfAllKinds_areTold() {
        connections.listen(Reach.ALL, told);
        awaitBegun(1);

        jedis.set("near:set", "1");
        jedis.set("far:set", "1");
        jedis.del("near:set");
        jedis.set("near:short", "1", new SetParams().px(20));
        jedis.eval("return redis.call('SET', KEYS[1], '1')", List.of("near:script"), List.of());

        await().atMost(PATIENCE)
                .until(() -> told.told().stream().filter("near:short"::equals).count() == 2); // written, and expired
        assertThat(told.told())
                .contains("near:set", "near:script")
                .doesNotContain("far:set")
                .allMatch(key -> key.startsWith("near:"));

        jedis.flushAll();
        await().atMost(PATIENCE).until(() -> told.told().contains("all"));
    }

    /** What a near cache relies on: nothing that was acknowledged before that moment can still come. */
    @Test
    void provenMoment_comesAfterAllThatWasDoneBeforeIt() throws InterruptedException {
        Map<String, Long> acknowledged = new ConcurrentHashMap<>();
        Set<String> late = ConcurrentHashMap.newKeySet();
        AtomicBoolean end = new AtomicBoolean();
        LineListener checking = new LineListener() {

            private final Set<String> heard = new HashSet<>();

            @Override
            public void begun(Line line) {
                told.begun(line);
            }

            @Override
            public void told(Line line, List<@Nullable Object> message) {
                for (Object key : (List<?>) message.get(1)) {
                    heard.add(new String((byte[]) key, UTF_8));
                }
            }

            @Override
            public void proven(Line line, long nanos) {
                told.proven(line, nanos);
                acknowledged.forEach((key, when) -> {
                    if (when - nanos < 0 && !heard.contains(key)) {
                        late.add(key);
                    }
                });
                line.beat(System.nanoTime()); // as often as it can be asked
            }

            @Override
            public void ended(Line line) {
                told.ended(line);
            }
        };
        connections.listen(Reach.ALL, checking);
        awaitBegun(1);
        Thread writer = new Thread(() -> {
            for (int i = 0; !end.get() && i < 20_000; i++) {
                jedis.set("near:" + i, "1");
                acknowledged.put("near:" + i, System.nanoTime());
            }
        });

        writer.start();
        writer.join(3000);
        end.set(true);
        writer.join();
        long last = System.nanoTime();

        await().atMost(PATIENCE).until(() -> told.proven() - last > 0);
        assertThat(acknowledged).hasSizeGreaterThan(100);
        assertThat(late).isEmpty();
    }

    /** It is a message by its form. If it did not count as an answer, each of those that follow would be taken for the one before. */
    @Test
    void answerToASubscription_comesInItsTurn_andMessagesAreTold() {
        List<String> heard = new CopyOnWriteArrayList<>();
        connections.listen(Reach.ONE, new LineListener() {
            @Override
            public void begun(Line line) {
                line.send(new CommandArguments(Command.ECHO).add("before"), answer -> heard.add(text(answer)));
                line.send(
                        new CommandArguments(Command.SUBSCRIBE).add("news"),
                        answer -> heard.add(text(((List<?>) answer).get(0))));
                line.send(
                        new CommandArguments(Command.UNSUBSCRIBE).add("gossip"),
                        answer -> heard.add(text(((List<?>) answer).get(0))));
                line.send(new CommandArguments(Command.ECHO).add("after"), answer -> heard.add(text(answer)));
            }

            @Override
            public void told(Line line, List<@Nullable Object> message) {
                heard.add(text(message.get(2)));
            }

            @Override
            public void ended(Line line) {}
        });
        await().atMost(PATIENCE).until(() -> heard.size() == 4);

        jedis.publish("news", "message");

        await().atMost(PATIENCE).until(() -> heard.size() == 5);
        assertThat(heard).containsExactly("before", "subscribe", "unsubscribe", "after", "message");
    }

    private static String text(@Nullable Object bytes) {
        return bytes == null ? "" : new String((byte[]) bytes, UTF_8);
    }

    @Test
    void killedConnection_endsTheLine_andAnotherBegins() {
        connections.listen(Reach.ALL, told);
        awaitBegun(1);

        jedis.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));

        awaitBegun(2);
        assertThat(told.ended()).isEqualTo(1);
    }

    @Test
    void serverThatStandsStill_endsTheLine_andAnotherBeginsWhenItGoesOn() {
        connections.listen(Reach.ALL, told);
        awaitBegun(1);
        redis.pause();
        try {
            await().atMost(SILENT).until(() -> told.ended() == 1);
        } finally {
            redis.resume();
        }

        awaitBegun(2);
    }

    @Test
    void serverThatIsDownAtFirst_isListenedToWhenItComes() {
        redis.stop();
        connections.listen(Reach.ALL, told);
        redis.restart();
        jedis.close();
        jedis = new Jedis(redis.uri());

        awaitBegun(1);
    }

    @Test
    void closing_endsTheLine_andNoneBeginsAgain() {
        Lines lines = connections.listen(Reach.ALL, told);
        awaitBegun(1);

        lines.close();

        await().atMost(PATIENCE).until(() -> told.ended() == 1);
        await().atMost(PATIENCE).until(() -> !jedis.clientList().contains("name=jcache-redis"));
    }

    @Test
    void closingTheConnections_endsTheLine() {
        connections.listen(Reach.ONE, told);
        awaitBegun(1);

        connections.close();

        await().atMost(PATIENCE).until(() -> told.ended() == 1);
    }
}
