package io.jcacheredis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.configuration.Warnings;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import io.jcacheredis.invalidation.PurgeStrategy;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.StreamEntryID;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.XAddParams;
import redis.clients.jedis.params.XReadGroupParams;

/** Events that other programs tell by Redis, which need no more than its commands. */
@Tag("servers")
class EventSourcesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHANNEL = "domain-events";
    private static final String STREAM = "domain:events";
    private static final String GROUP = "app";
    private static final String HANDLING = "io.jcacheredis.internal.source.Handling";

    private static EmbeddedRedis redis;

    private final List<Opened> all = new ArrayList<>();
    private final ConcurrentLinkedQueue<String> handled = new ConcurrentLinkedQueue<>();
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
    void connect() {
        jedis = new Jedis(redis.uri());
        jedis.flushAll();
    }

    @AfterEach
    void close() {
        all.forEach(Opened::close);
        jedis.aclDelUser("app");
        jedis.close();
    }

    private Opened open(String... settings) {
        List<String> given = new ArrayList<>(List.of(
                "jcache.redis.domain-events.channel", CHANNEL,
                "jcache.redis.domain-events.stream", STREAM,
                "jcache.redis.domain-events.group", GROUP,
                "jcache.redis.domain-events.retry-after", "200ms",
                "jcache.redis.domain-events.listen", "when-told",
                "jcache.redis.caches[users].key-type", "String",
                "jcache.redis.invalidation[0].on", "user.updated",
                "jcache.redis.invalidation[0].purge", "users:{user_id}"));
        given.addAll(List.of(settings));
        Opened opened = Opened.at(redis.uri(), given.toArray(String[]::new));
        all.add(opened);
        return opened;
    }

    /** One that notes which events it handles. */
    private Opened listening(String... settings) {
        return listening(id -> handled.add(id) ? 1 : 0, settings);
    }

    private Opened listening(ToLongFunction<String> strategy, String... settings) {
        Opened opened = open(settings);
        opened.manager.invalidator().add(new InvalidationStrategy() {
            @Override
            public boolean shouldInvalidate(InvalidationEvent event) {
                return event.attribute("user_id").isPresent();
            }

            @Override
            public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
                return strategy.applyAsLong(event.attribute("user_id").orElseThrow());
            }
        });
        opened.manager.invalidator().listen();
        return opened;
    }

    private static String json(String id) {
        return "{\"type\": \"user.updated\", \"user_id\": \"" + id + "\"}";
    }

    private void publish(String id) {
        jedis.publish(CHANNEL, json(id));
    }

    private void add(String id) {
        jedis.xadd(STREAM, Map.of("type", "user.updated", "user_id", id), XAddParams.xAddParams());
    }

    private void awaitSubscribers(long count) {
        await().atMost(PATIENCE).until(() -> jedis.pubsubNumSub(CHANNEL).get(CHANNEL) == count);
    }

    private void awaitHandled(String... ids) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(handled).contains(ids));
    }

    /** Nothing is left that was read and not acknowledged. */
    private void awaitAcknowledged() {
        await().atMost(PATIENCE).until(() -> jedis.xpending(STREAM, GROUP).getTotal() == 0);
    }

    private void killConnections() {
        jedis.clientKill(new ClientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES));
        jedis.clientKill(new ClientKillParams().type(ClientType.PUBSUB).skipMe(ClientKillParams.SkipMe.YES));
    }

    // The channel

    @Test
    void message_removesWhatItsEventMeans_withoutALineOfTheProgram() {
        Opened opened = open("jcache.redis.domain-events.listen", "at-once");
        RedisCache<Object, Object> users = users(opened);
        users.put("1", "v");
        users.put("2", "v");
        awaitSubscribers(1);

        publish("1");

        await().atMost(PATIENCE).until(() -> !users.containsKey("1"));
        assertThat(users.get("2")).isEqualTo("v");
    }

    @SuppressWarnings("unchecked") // of any keys and values
    private static RedisCache<Object, Object> users(Opened opened) {
        return opened.manager.getCache("users").unwrap(RedisCache.class);
    }

    @Test
    void messages_areHandledByEachManager_inTheirOrder() {
        listening("jcache.redis.client-name", "a");
        awaitSubscribers(1);
        for (int i = 0; i < 500; i++) {
            publish("u" + i);
        }
        awaitHandled("u499");
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            expected.add("u" + i);
        }
        assertThat(handled).containsExactlyElementsOf(expected);

        listening("jcache.redis.client-name", "b");
        awaitSubscribers(2);
        handled.clear();
        publish("of both");

        await().atMost(PATIENCE).until(() -> handled.size() == 2);
    }

    @Test
    void messages_afterTheConnectionWasKilled_areHandled_andALogTellsOfThoseBetween() {
        try (Logged logged = Logged.of("io.jcacheredis.internal.source.ChannelSource")) {
            listening();
            awaitSubscribers(1);
            publish("before");
            awaitHandled("before");

            killConnections();
            publish("between");
            awaitSubscribers(1);
            publish("after");

            awaitHandled("after");
            assertThat(handled).doesNotContain("between");
            assertThat(logged.text()).containsOnlyOnce("Messages until the next one are lost");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "{\"type\": \"user.updated\"",
                "[]",
                "{\"type\": {\"secret\": 1}}",
                "{\"a\": \"secret\"}"
            })
    void message_thatIsNoEvent_isLoggedWithoutWhatItSays_andOthersAreHandled(String wrong) {
        try (Logged logged = Logged.of(HANDLING)) {
            listening();
            awaitSubscribers(1);

            jedis.publish(CHANNEL, wrong);
            jedis.publish(CHANNEL.getBytes(UTF_8), new byte[] {'{', (byte) 0xFF});
            jedis.publish(CHANNEL, "{\"type\": \"" + "x".repeat(1 << 20) + "\"}");
            publish("next");

            awaitHandled("next");
            assertThat(logged.text())
                    .containsOnlyOnce("a message of the channel 'domain-events' is no event")
                    .doesNotContain("secret");
        }
    }

    @Test
    void messages_thatComeFasterThanTheyAreHandled_areDroppedBeforeTheyFillTheHeap() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicInteger count = new AtomicInteger();
        try (Logged logged = Logged.of("io.jcacheredis.internal.source.ChannelSource")) {
            listening(id -> {
                Latches.await(goOn);
                return count.incrementAndGet();
            });
            awaitSubscribers(1);
            String large = "{\"type\": \"user.updated\", \"user_id\": \"" + "x".repeat(60_000) + "\"}";
            for (int i = 0; i < 400; i++) {
                jedis.publish(CHANNEL, large);
            }
            await().atMost(PATIENCE).until(() -> logged.text().contains("come faster than they are handled"));

            goOn.countDown();
            await().atMost(PATIENCE).until(() -> count.get() >= 200);
            await().atMost(PATIENCE).until(() -> {
                publish("after");
                return count.get() > 300;
            });
            assertThat(logged.text()).containsOnlyOnce("come faster");
        }
    }

    // The stream

    @Test
    void entry_removesWhatItsEventMeans_inBothForms_withoutALineOfTheProgram() {
        Opened opened = open("jcache.redis.domain-events.listen", "at-once");
        RedisCache<Object, Object> users = users(opened);
        users.putAll(Map.of("1", "v", "2", "v", "3", "v"));

        add("1");
        jedis.xadd(STREAM, Map.of("event", json("2")), XAddParams.xAddParams());

        await().atMost(PATIENCE).until(() -> !users.containsKey("1") && !users.containsKey("2"));
        assertThat(users.get("3")).isEqualTo("v");
        awaitAcknowledged();
    }

    @Test
    void entries_thatCameWhileNobodyWasThere_areHandledAtTheStart_inTheirOrder() {
        add("before the first start");
        Opened first = listening();
        awaitHandled("before the first start");
        awaitAcknowledged();
        first.close();
        for (int i = 0; i < 100; i++) {
            add("u" + i);
        }
        handled.clear();

        listening();

        await().atMost(PATIENCE).until(() -> handled.size() >= 100);
        awaitAcknowledged();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            expected.add("u" + i);
        }
        assertThat(handled).containsExactlyElementsOf(expected);
    }

    @Test
    void entries_areHandledOnceByAGroup_andByEachGroup() {
        AtomicInteger one = new AtomicInteger();
        AtomicInteger two = new AtomicInteger();
        AtomicInteger other = new AtomicInteger();
        listening(id -> one.incrementAndGet(), "jcache.redis.domain-events.retry-after", "30s");
        listening(id -> two.incrementAndGet(), "jcache.redis.domain-events.retry-after", "30s");
        listening(id -> other.incrementAndGet(), "jcache.redis.domain-events.group", "others");
        await().atMost(PATIENCE)
                .until(() -> jedis.exists(STREAM) && jedis.xinfoGroups(STREAM).size() == 2);

        for (int i = 0; i < 500; i++) {
            add("u" + i);
        }

        await().atMost(PATIENCE).until(() -> one.get() + two.get() >= 500 && other.get() >= 500);
        awaitAcknowledged();
        assertThat(one.get() + two.get()).isEqualTo(500);
        assertThat(other).hasValue(500);
    }

    @Test
    void group_isThatOfTheKeyPrefix_unlessItIsNamed() {
        Opened opened = Opened.at(
                redis.uri(), "jcache.redis.domain-events.stream", STREAM, "jcache.redis.key-prefix", "realestate:");
        all.add(opened);

        await().atMost(PATIENCE)
                .until(() -> jedis.exists(STREAM) && !jedis.xinfoGroups(STREAM).isEmpty());
        assertThat(jedis.xinfoGroups(STREAM).get(0).getName()).isEqualTo("realestate:");
    }

    @Test
    void connectionThatIsKilled_losesNothing() {
        listening();
        add("before");
        awaitHandled("before");

        for (int i = 0; i < 20; i++) {
            killConnections();
            add("u" + i);
        }

        for (int i = 0; i < 20; i++) {
            awaitHandled("u" + i);
        }
        awaitAcknowledged();
    }

    /** It waits at the server for most of the time, and is asked each second whether it lives. */
    @Test
    void connectionOfAStreamThatIsIdle_livesOn() {
        listening();
        await().atMost(PATIENCE).until(() -> readers().size() == 1);
        String id = readers().get(0);

        await().atMost(PATIENCE)
                .until(() -> jedis.clientList(Long.parseLong(id)).matches("(?s).* age=[6-9] .*"));

        await().atMost(PATIENCE).until(() -> readers().equals(List.of(id))); // between two of its beats
    }

    /** The connections that wait for an entry. */
    private List<String> readers() {
        return jedis.clientList()
                .lines()
                .filter(client -> client.contains("cmd=xreadgroup"))
                .map(client -> client.substring("id=".length(), client.indexOf(' ')))
                .toList();
    }

    @Test
    void jvmThatIsKilledWhileItHandlesAnEntry_isReplaced() {
        try (ChildJvm child = ChildJvm.of(Hanging.class, redis.uri().toString()).start()) {
            add("hard");
            child.awaitReady(PATIENCE);
            assertThat(jedis.xpending(STREAM, GROUP).getTotal()).isEqualTo(1);
            child.kill();

            listening();

            awaitHandled("hard");
            awaitAcknowledged();
        }
    }

    /** Another JVM, which never ends with the first event. */
    static final class Hanging {

        private Hanging() {}

        public static void main(String[] arguments) {
            ChildJvm.endAfter(Duration.ofMinutes(5));
            try (Opened opened = Opened.at(
                    URI.create(arguments[0]),
                    "jcache.redis.domain-events.stream",
                    STREAM,
                    "jcache.redis.domain-events.group",
                    GROUP,
                    "jcache.redis.domain-events.listen",
                    "when-told")) {
                opened.manager.invalidator().add(new InvalidationStrategy() {
                    @Override
                    public boolean shouldInvalidate(InvalidationEvent event) {
                        System.out.println("ready");
                        LockSupport.park(this);
                        return false;
                    }

                    @Override
                    public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
                        return 0;
                    }
                });
                opened.manager.invalidator().listen();
                LockSupport.park(opened);
            }
        }
    }

    @Test
    void entry_thatAnotherReaderLeft_isTakenOver() {
        add("left");
        jedis.xgroupCreate(STREAM, GROUP, new StreamEntryID("0-0"), true);
        jedis.xreadGroup(
                GROUP,
                "killed",
                XReadGroupParams.xReadGroupParams().count(1),
                Map.of(STREAM, StreamEntryID.XREADGROUP_UNDELIVERED_ENTRY));
        assertThat(jedis.xpending(STREAM, GROUP).getTotal()).isEqualTo(1);

        listening();

        awaitHandled("left");
        awaitAcknowledged();
    }

    @Test
    void entry_whoseHandlingFails_isHandledAgain_andOthersMeanwhile() {
        AtomicInteger attempts = new AtomicInteger();
        listening(id -> {
            if (id.equals("hard") && (attempts.incrementAndGet() < 3 || !handled.contains("easy"))) {
                throw new IllegalStateException("on purpose");
            }
            handled.add(id);
            return 1;
        });

        add("hard");
        add("easy");

        awaitHandled("hard");
        awaitAcknowledged();
        assertThat(handled).containsExactly("easy", "hard");
        assertThat(attempts).hasValueGreaterThanOrEqualTo(3);
    }

    /** An error of a class that can't be loaded does not end the thread either. */
    @Test
    void entry_thatAlwaysFails_isGivenUp() {
        AtomicInteger attempts = new AtomicInteger();
        try (Logged logged = Logged.of("io.jcacheredis.internal.source.StreamSource")) {
            listening(id -> {
                if (id.equals("poison")) {
                    attempts.incrementAndGet();
                    throw new NoClassDefFoundError("on purpose");
                }
                handled.add(id);
                return 1;
            });
            add("poison");
            await().atMost(PATIENCE).until(() -> logged.text().contains("could not be handled in 10 attempts"));
            awaitAcknowledged();
            add("next");
            awaitHandled("next");

            assertThat(attempts).hasValue(10);
        }
    }

    @Test
    void entry_thatIsNoEvent_isLoggedWithoutWhatItSays_andDoneWith() {
        try (Logged logged = Logged.of(HANDLING)) {
            listening();
            jedis.xadd(STREAM, Map.of("event", "{\"secret\": 1}"), XAddParams.xAddParams());
            jedis.xadd(STREAM, Map.of("a", "secret"), XAddParams.xAddParams());
            jedis.xadd(STREAM, Map.of("type", "x".repeat(1 << 20)), XAddParams.xAddParams());
            add("next");

            awaitHandled("next");
            awaitAcknowledged();
            assertThat(logged.text())
                    .containsOnlyOnce("of the stream 'domain:events' is no event")
                    .doesNotContain("secret");
        }
    }

    @Test
    void groupOrStreamThatIsLost_isMadeAgain_andWhatIsInTheStreamIsHandled() {
        listening();
        add("a");
        awaitHandled("a");

        jedis.flushAll();
        add("after the stream was lost");
        awaitHandled("after the stream was lost");
        awaitAcknowledged();

        jedis.xgroupDestroy(STREAM, GROUP);
        add("after the group was lost");
        awaitHandled("after the group was lost");
        awaitAcknowledged();
    }

    /** Trimmed while it waited to be handled again: there is nothing to handle any more. */
    @Test
    void entry_thatIsDeletedBeforeItIsHandledAgain_isDoneWith() {
        listening(id -> {
            throw new IllegalStateException("on purpose");
        });
        add("a");
        await().atMost(PATIENCE)
                .until(() ->
                        jedis.xlen(STREAM) == 1 && jedis.xpending(STREAM, GROUP).getTotal() == 1);

        jedis.xtrim(STREAM, 0, false);

        awaitAcknowledged();
    }

    // Both

    @Test
    void listening_endsWithTheManager() {
        Opened opened = listening();
        awaitSubscribers(1);
        add("a");
        awaitHandled("a");

        opened.manager.close();

        awaitSubscribers(0);
        await().atMost(PATIENCE).until(() -> !jedis.clientList().contains("name=jcache-redis"));
        add("b");
        assertThat(handled).containsExactly("a");
    }

    @Test
    void oneManagerThatIsClosed_leavesAnotherListening_thatSharesItsConnections() {
        Opened opened = listening();
        RedisCacheManager other = opened.provider
                .getCacheManager(URI.create("other"), null, opened.manager.getProperties())
                .unwrap(RedisCacheManager.class);
        other.invalidator().add(PurgeStrategy.on("none"));
        other.invalidator().listen();
        awaitSubscribers(2);

        other.close();

        awaitSubscribers(1);
        publish("still");
        awaitHandled("still");
    }

    @Test
    void redisThatIsDownAtTheStart_isListenedToWhenItComes() {
        jedis.close();
        redis.stop();
        try {
            listening();
        } finally {
            redis.restart();
            jedis = new Jedis(redis.uri());
        }

        awaitSubscribers(1);
        publish("message");
        add("entry");

        awaitHandled("message", "entry");
    }

    @Test
    void userWhoMayNotListen_isTold_andListensAsSoonAsHeMay() {
        AdvisedUser.make(jedis);
        try (Logged logged = Logged.of(Warnings.class)) {
            listening("jcache.redis.user", "app", "jcache.redis.password", "secret");
            await().atMost(PATIENCE)
                    .until(() -> logged.text().contains("add to the user's rules &domain-events +subscribe")
                            && logged.text()
                                    .contains("add to the user's rules ~domain:events +xreadgroup +xgroup|create +xack"
                                            + " +xpending +xclaim"));

            jedis.aclSetUser("app", "&domain-events", "+subscribe");
            jedis.aclSetUser("app", "~domain:events", "+xreadgroup", "+xgroup|create", "+xack", "+xpending", "+xclaim");
            awaitSubscribers(1);
            publish("message");
            add("entry");

            awaitHandled("message", "entry");
            awaitAcknowledged();
            assertThat(logged.text())
                    .containsOnlyOnce("&domain-events")
                    .containsOnlyOnce("+xreadgroup")
                    .doesNotContain("secret");
        }
    }

    @Test
    void keyThatIsNoStream_isTold_andReadWhenItIsOne() {
        jedis.set(STREAM, "a string");
        try (Logged logged = Logged.of(Warnings.class)) {
            listening();
            await().atMost(PATIENCE).until(() -> logged.text().contains("the stream 'domain:events'"));
            assertThat(logged.text()).contains("WRONGTYPE");

            jedis.del(STREAM);
            add("entry");

            awaitHandled("entry");
        }
    }

    @Test
    void serverThatTakesNoWrites_isTold_andItsStreamIsReadWhenItDoes() {
        jedis.configSet("min-replicas-to-write", "1");
        try (Logged logged = Logged.of(Warnings.class)) {
            listening();
            await().atMost(PATIENCE).until(() -> logged.text().contains("the stream 'domain:events'"));
            assertThat(logged.text()).contains("NOREPLICAS");
        } finally {
            jedis.configSet("min-replicas-to-write", "0");
        }
        add("entry");

        awaitHandled("entry");
    }
}
