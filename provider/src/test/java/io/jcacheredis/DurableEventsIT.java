package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;
import redis.clients.jedis.params.XAddParams;

/** Listeners of caches whose events are durable: what they hear when they were away, and what they are told when that was too long. */
@Tag("servers")
class DurableEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String STREAM = "jcache-redis:events@0:jcache:c:";
    private static final String KEPT = "100";
    /** What a stream has more than it is to keep: a block of it. */
    private static final int BLOCK = 100;

    private static EmbeddedRedis redis;

    @RegisterExtension
    final OpenedManagers managers = OpenedManagers.with("jcache.redis.defaults.events", "durable");

    private Jedis admin;
    private Cache<String, String> here;

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
        admin = new Jedis(redis.uri());
        admin.flushAll();
        here = cache(redis.uri());
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private Cache<String, String> cache(URI uri, String... settings) {
        return managers.open(uri, settings).cache("c");
    }

    private ChildJvm jvm(String... settings) {
        List<String> arguments =
                new ArrayList<>(List.of(redis.uri().toString(), "jcache.redis.defaults.events", "durable"));
        arguments.addAll(List.of(settings));
        ChildJvm jvm =
                ChildJvm.of(HearingJvm.class, arguments.toArray(String[]::new)).start();
        jvm.awaitReady(PATIENCE);
        return jvm;
    }

    private Heard hearing(Cache<String, String> cache) {
        Heard heard = Heard.of(cache);
        awaitHeardFirst(heard);
        return heard;
    }

    /** Until it hears something: where it begins is the end of the stream at some moment before that. */
    private void awaitHeardFirst(Heard heard) {
        await().atMost(PATIENCE).until(() -> {
            here.put("first", "v");
            return !heard.events().isEmpty();
        });
        here.put("last of the first", "v");
        heard.await("CREATED last of the first v null");
        heard.events().clear();
    }

    private static void awaitEvent(ChildJvm jvm, String event) {
        await().atMost(PATIENCE).until(() -> jvm.values("event").contains(event));
    }

    private void awaitHeardFirst(ChildJvm jvm, String name) {
        await().atMost(PATIENCE).until(() -> {
            here.put("first", "v");
            return !jvm.values("event").isEmpty();
        });
        here.put(name, "v");
        awaitEvent(jvm, "CREATED " + name + " v null");
    }

    private void putMany(int count) {
        for (int from = 0; from < count; from += 100) {
            Map<String, String> some = new HashMap<>();
            IntStream.range(from, from + 100).forEach(i -> some.put("k" + i, "v"));
            here.putAll(some);
        }
    }

    private static List<String> keysOf(List<String> events) {
        return events.stream().map(event -> event.split(" ", -1)[1]).toList();
    }

    @Test
    void changes_areHeardByOtherCachesOnce() {
        Heard own = Heard.of(here);
        Heard heard = hearing(cache(redis.uri()));
        own.events().clear();

        here.put("k", "1");
        here.put("k", "2");
        here.remove("k");

        heard.await("REMOVED k 2 2");
        assertThat(heard.events()).containsExactly("CREATED k 1 null", "UPDATED k 2 1", "REMOVED k 2 2");
        assertThat(own.events()).isEqualTo(heard.events());
    }

    @Test
    void connectionsThatBreakAllTheTime_loseNothing_andRepeatNothing() {
        Heard heard = hearing(cache(redis.uri()));
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (i % 50 == 0) {
                admin.clientKill(new ClientKillParams().type(ClientType.PUBSUB));
            }
            here.put("k" + i, "v");
            expected.add("CREATED k" + i + " v null");
        }

        heard.await("CREATED k399 v null");
        assertThat(heard.events()).isEqualTo(expected);
    }

    /** The stream is one more key beside those of tags and leases. */
    @Test
    void tagsLoadsAndWrites_areHeard_andWorkAsEver() {
        Heard heard = hearing(cache(redis.uri()));
        @SuppressWarnings("unchecked")
        RedisCache<String, String> redisCache = here.unwrap(RedisCache.class);
        redisCache.put("k", "1", Duration.ofHours(1), "tag", "other");
        redisCache.put("k", "2", Duration.ofHours(1), "tag");
        redisCache.putThrough("l", "3", value -> {}, Duration.ofHours(1));
        redisCache.getOrLoad("m", key -> "loaded");

        heard.await("CREATED m loaded null");
        assertThat(heard.events())
                .containsExactly("CREATED k 1 null", "UPDATED k 2 1", "CREATED l 3 null", "CREATED m loaded null");
        assertThat(redisCache.purgeByTag("other")).isOne();
        assertThat(here.containsKey("k")).isFalse();
        assertThat(here.containsKey("l")).isTrue();
    }

    @Test
    void userWhoMayReadNoMore_isWarned_andHearsWhenHeMayAgain() {
        AdvisedUser.make(admin, AdvisedUser.EVENTS.toArray(String[]::new));
        admin.aclSetUser("app", AdvisedUser.DURABLE_EVENTS.toArray(String[]::new));
        Heard heard = hearing(cache(AdvisedUser.at(redis.port())));
        try (Logged log = Logged.of("io.jcacheredis.internal.manager.DurableHearer")) {
            admin.aclSetUser("app", "-xinfo|stream");
            here.put("k", "v");
            await().atMost(PATIENCE).until(() -> log.text().contains("can't be read"));
            assertThat(heard.events()).isEmpty();
            admin.aclSetUser("app", "+xinfo|stream");

            heard.await("CREATED k v null");
            assertThat(log.text()).containsOnlyOnce("can't be read");
        }
    }

    @Test
    void jvmThatStartsAgain_hearsWhatItMissed() {
        try (ChildJvm first = jvm("jcache.redis.event-subscriber", "one")) {
            awaitHeardFirst(first, "ready");
            first.tell("close");
            first.awaitEnd(PATIENCE);
        }
        for (int i = 0; i < 250; i++) {
            here.put("k" + i, "v");
        }

        try (ChildJvm again = jvm("jcache.redis.event-subscriber", "one")) {
            awaitEvent(again, "CREATED k249 v null");
            List<String> keys = keysOf(again.values("event"));
            assertThat(new LinkedHashSet<>(keys))
                    .containsSubsequence(
                            IntStream.range(0, 250).mapToObj(i -> "k" + i).toList());
            assertThat(keys.stream().filter(key -> key.startsWith("k"))).hasSize(250);
        }
    }

    @Test
    void jvmThatIsKilled_hearsWhatItMissed_andPerhapsSomeAgain() {
        try (ChildJvm first = jvm("jcache.redis.event-subscriber", "two")) {
            awaitHeardFirst(first, "ready");
            putMany(1000);
            first.kill();
        }
        here.put("while away", "v");

        try (ChildJvm again = jvm("jcache.redis.event-subscriber", "two")) {
            awaitEvent(again, "CREATED while away v null");
            assertThat(again.values("event")).noneMatch(event -> event.startsWith("MISSED"));
        }
    }

    @Test
    void everyEventIsHeardAtLeastOnce_howeverOftenTheJvmIsKilled() {
        List<String> heard = new ArrayList<>();
        try (ChildJvm first = jvm("jcache.redis.event-subscriber", "three")) {
            awaitHeardFirst(first, "ready");
            heard.addAll(first.values("event"));
            first.kill();
        }
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 300; i++) {
                here.put("r" + round + "." + i, "v");
            }
            String some = "CREATED r" + round + "." + 50 * round + " v null";
            try (ChildJvm again = jvm("jcache.redis.event-subscriber", "three")) {
                awaitEvent(again, some);
                again.kill();
                heard.addAll(again.values("event"));
            }
        }
        here.put("end", "v");
        try (ChildJvm last = jvm("jcache.redis.event-subscriber", "three")) {
            awaitEvent(last, "CREATED end v null");
            heard.addAll(last.values("event"));
        }

        assertThat(keysOf(heard))
                .containsAll(IntStream.range(0, 900)
                        .mapToObj(i -> "r" + i / 300 + "." + i % 300)
                        .toList());
        assertThat(heard).noneMatch(event -> event.startsWith("MISSED"));
    }

    @Test
    void jvmWithoutAName_hearsWhatHappensFromItsStartOn() {
        here.put("before", "v");

        Heard heard = Heard.of(cache(redis.uri()));
        await().atMost(PATIENCE).until(() -> {
            here.put("after", "v");
            return !heard.events().isEmpty();
        });

        assertThat(keysOf(heard.events())).doesNotContain("before");
    }

    @Test
    void jvmThatIsAwayForTooLong_isToldHowMuchItMissed_andHearsTheRest() {
        here = cache(redis.uri(), "jcache.redis.defaults.events-kept", KEPT);
        Opened away = managers.open(redis.uri(), "jcache.redis.event-subscriber", "four");
        hearing(away.cache("c"));
        away.close();

        putMany(1000);
        long kept = admin.xlen(STREAM);
        Heard again = Heard.of(cache(redis.uri(), "jcache.redis.event-subscriber", "four"));

        await().atMost(PATIENCE).until(() -> again.events().size() == kept + 1);
        assertThat(again.events().get(0)).matches("MISSED \\d+");
        long missed = Long.parseLong(again.events().get(0).substring("MISSED ".length()));
        assertThat(missed + kept).isEqualTo(1000);
        assertThat(kept).isBetween(Long.parseLong(KEPT), Long.parseLong(KEPT) + BLOCK);
    }

    @Test
    void entryThatIsNoEvent_isToldAsMissed_andLaterOnesAreHeard() {
        Heard heard = hearing(cache(redis.uri()));
        admin.xadd(STREAM, XAddParams.xAddParams(), Map.of("e", "no event"));
        here.put("k", "v");

        heard.await("CREATED k v null");
        assertThat(heard.events()).containsExactly("MISSED 1", "CREATED k v null");
    }

    /** It waits for its own listeners first, and goes on to hear of others meanwhile; what it does not hear any more is for the next time. */
    @Test
    void cacheThatIsClosedWhileItHears_goesOnThereTheNextTime() throws Exception {
        CountDownLatch hanging = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        Cache<String, String> closing = cache(redis.uri(), "jcache.redis.event-subscriber", "s");
        closing.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>((CacheEntryCreatedListener<String, String>) events -> events.forEach(event -> {
                    if (event.getKey().equals("own")) {
                        hangs.countDown();
                        awaitUninterruptibly(hanging);
                    }
                })),
                null,
                false,
                false));
        Heard first = hearing(closing);
        closing.put("own", "v");
        hangs.await();
        Thread closer = new Thread(closing::close);
        closer.start();
        await().atMost(PATIENCE).until(() -> closer.getState() == Thread.State.TIMED_WAITING);
        putMany(300);
        hanging.countDown();
        closer.join();

        Heard second = Heard.of(cache(redis.uri(), "jcache.redis.event-subscriber", "s"));

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<String> heard = new ArrayList<>(keysOf(first.events()));
            heard.addAll(keysOf(second.events()));
            assertThat(heard)
                    .contains(IntStream.range(0, 300).mapToObj(i -> "k" + i).toArray(String[]::new));
        });
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void streamThatWasRemoved_isToldAsMissed_andLaterEventsAreHeard() {
        Heard heard = hearing(cache(redis.uri()));
        admin.flushAll();
        here.put("k", "v");

        heard.await("MISSED 0");
        here.put("l", "v");
        heard.await("CREATED l v null");
    }

    @Test
    void listenerThatIsTooSlow_missesNothing() {
        CountDownLatch go = new CountDownLatch(1);
        Heard heard = new Heard() {
            @Override
            void take(CacheEntryEvent<? extends String, ? extends String> event) {
                if (event.getKey().equals("k0")) {
                    Latches.await(go);
                }
            }
        }.at(cache(redis.uri(), "jcache.redis.defaults.events-kept", "20000"));
        awaitHeardFirst(heard);
        here = cache(redis.uri(), "jcache.redis.defaults.events-kept", "20000");

        putMany(11_000);
        go.countDown();

        await().atMost(PATIENCE).until(() -> heard.events().size() == 11_000);
    }

    @Test
    void destroyedCache_leavesNoStream() {
        here.put("k", "v");
        assertThat(admin.exists(STREAM)).isTrue();

        here.getCacheManager().destroyCache("c");

        assertThat(admin.keys("jcache-redis:events*")).isEmpty();
    }

    @Test
    void cacheThatWouldTellOthersNothing_isRefusedBesideADurableOne() {
        try (Opened broadcast = Opened.at(redis.uri(), "jcache.redis.defaults.events", "broadcast")) {
            assertThatThrownBy(() -> broadcast.cache("c"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("events durable");
        }
    }

    /** A script that has changed something may use memory that is not there. */
    @Test
    void memoryThatIsFull_removalIsHeardAllTheSame() {
        Heard heard = hearing(cache(redis.uri()));
        here.put("k", "v");
        admin.configSet("maxmemory", "1");
        try {
            assertThat(here.remove("k")).isTrue();

            heard.await("REMOVED k v v");
        } finally {
            admin.configSet("maxmemory", "0");
        }
    }

    @Test
    void userWithWhatIsAdvised_hearsAndTells_andWithLessIsToldSo() {
        AdvisedUser.make(admin, AdvisedUser.EVENTS.toArray(String[]::new));
        assertThatThrownBy(() -> cache(AdvisedUser.at(redis.port())))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("+xadd +xrange +xinfo|stream");
        AdvisedUser.make(admin, AdvisedUser.EVENTS.toArray(String[]::new));
        admin.aclSetUser("app", AdvisedUser.DURABLE_EVENTS.toArray(String[]::new));
        Cache<String, String> advised = cache(AdvisedUser.at(redis.port()), "jcache.redis.event-subscriber", "five");
        Heard heard = hearing(advised);
        Heard back = Heard.of(here);
        awaitHeardBack(advised, back);

        here.put("k", "v");
        heard.await("CREATED k v null");
    }

    private static void awaitHeardBack(Cache<String, String> advised, Heard back) {
        await().atMost(PATIENCE).until(() -> {
            advised.put("back", "v");
            return !back.events().isEmpty();
        });
    }
}
