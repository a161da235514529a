package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.configuration.Warnings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.event.CacheEntryEvent;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** Listeners of caches whose events are broadcast: who hears what, in which order, and who waits for nobody. */
class RemoteEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHANNEL = "jcache-redis:events@0:jcache:c:";

    private static EmbeddedRedis redis;

    @RegisterExtension
    final OpenedManagers managers = OpenedManagers.with("jcache.redis.defaults.events", "broadcast");

    private Jedis admin;
    private Cache<String, String> here;
    private Cache<String, String> there;

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
        there = cache(redis.uri());
    }

    @AfterEach
    void close() {
        admin.close();
    }

    private Cache<String, String> cache(URI uri, String... settings) {
        return managers.open(uri, settings).cache("c");
    }

    private long subscribers() {
        return admin.pubsubNumSub(CHANNEL).get(CHANNEL);
    }

    private void awaitSubscribers(long count) {
        await().atMost(PATIENCE).until(() -> subscribers() == count);
    }

    private Heard hearThere() {
        Heard heard = Heard.of(there);
        awaitSubscribers(1);
        return heard;
    }

    private static RedisCacheStatisticsMXBean statistics(Cache<String, String> cache) {
        return Statistics.of(cache);
    }

    @Test
    void changes_areHeardByOtherCachesOnce_andHereOnce() {
        Heard own = Heard.of(here);
        Heard heard = Heard.of(there);
        awaitSubscribers(2);

        here.put("k", "1");
        here.put("k", "2");
        here.remove("k");
        there.put("end", "v");

        own.await("CREATED end v null");
        await().atMost(PATIENCE).until(() -> heard.events().size() == 4);
        assertThat(heard.events()).contains("CREATED k 1 null", "UPDATED k 2 1", "REMOVED k 2 2");
        assertThat(own.events())
                .containsExactly("CREATED k 1 null", "UPDATED k 2 1", "REMOVED k 2 2", "CREATED end v null");
    }

    @Test
    void localCache_publishesNothing_andIsNotListenedTo() {
        try (Opened local = Opened.at(redis.uri())) {
            admin.configResetStat();
            Cache<String, String> cache = local.cache("local");
            Heard.of(cache);
            cache.put("k", "v");

            assertThat(admin.pubsubChannels("*")).isEmpty();
            assertThat(admin.info("commandstats")).doesNotContain("cmdstat_publish", "cmdstat_subscribe");
        }
    }

    @Test
    void cacheWithoutListeners_subscribesToNothing_andPublishes() {
        Heard heard = hearThere();

        here.put("k", "v");

        heard.await("CREATED k v null");
        assertThat(subscribers()).isOne();
    }

    @Test
    void listenerThatIsDeregistered_endsTheSubscription() {
        var listener = new Heard().configuration();
        there.registerCacheEntryListener(listener);
        awaitSubscribers(1);

        there.deregisterCacheEntryListener(listener);

        awaitSubscribers(0);
        await().atMost(PATIENCE)
                .until(() -> !admin.clientList(ClientType.PUBSUB).contains("name="));
    }

    @Test
    void closedCache_callsNoListenerAnyMore_andEndsTheSubscription() {
        Heard heard = hearThere();
        here.put("before", "v");
        heard.await("CREATED before v null");

        there.close();
        here.put("after", "v");

        awaitSubscribers(0);
        assertThat(heard.events()).containsExactly("CREATED before v null");
    }

    @Test
    void cachesThatComeAndGo_leaveNoThreadAndNoConnection() {
        Heard heard = hearThere();
        there.close();
        long threads = ownThreads();
        for (int i = 0; i < 100; i++) {
            Cache<String, String> cache = managers.first().cache("brief" + i % 7);
            Heard brief = Heard.of(cache);
            here.put("k" + i, "v");
            if (i % 2 == 0) {
                cache.deregisterCacheEntryListener(brief.configuration());
            }
            cache.getCacheManager().destroyCache(cache.getName());
        }

        await().atMost(PATIENCE).until(() -> admin.pubsubChannels("*").isEmpty());
        await().atMost(PATIENCE)
                .until(() -> !admin.clientList(ClientType.PUBSUB).contains("name="));
        await().atMost(PATIENCE).until(() -> ownThreads() <= threads);
        assertThat(heard.events()).isEmpty();
    }

    private static long ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("jcache-redis-"))
                .count();
    }

    @Test
    void synchronousListenerElsewhereThatHangs_holdsUpNobody() throws InterruptedException {
        CountDownLatch go = new CountDownLatch(1);
        CountDownLatch hangs = new CountDownLatch(1);
        Heard hanging = new Heard() {
            @Override
            void take(CacheEntryEvent<? extends String, ? extends String> event) {
                hangs.countDown();
                Latches.await(go);
            }
        }.at(there);
        awaitSubscribers(1);
        Heard own = Heard.of(here);

        here.put("a", "1");
        assertThat(hangs.await(30, TimeUnit.SECONDS)).isTrue();
        long start = System.nanoTime();
        for (int i = 0; i < 100; i++) {
            here.put("b", "" + i);
        }

        assertThat(System.nanoTime() - start).isLessThan(TimeUnit.SECONDS.toNanos(10));
        assertThat(own.events()).contains("CREATED a 1 null", "UPDATED b 99 98");
        assertThat(hanging.events()).isEmpty();
        go.countDown();
        hanging.await("UPDATED b 99 98");
    }

    @Test
    void listenerThatThrows_hearsLaterEvents() {
        Heard heard = new Heard() {
            @Override
            void take(CacheEntryEvent<? extends String, ? extends String> event) {
                if (event.getKey().equals("bad")) {
                    throw new IllegalStateException("on purpose");
                }
            }
        }.at(there);
        awaitSubscribers(1);

        here.put("bad", "v");
        here.put("good", "v");

        heard.await("CREATED good v null");
        assertThat(heard.events()).hasSize(1);
    }

    @Test
    void listenerThatWritesToItsCache_works() {
        Heard heard = new Heard() {
            @Override
            void take(CacheEntryEvent<? extends String, ? extends String> event) {
                if (event.getKey().equals("k")) {
                    there.put("echo", event.getValue());
                }
            }
        }.at(there);
        awaitSubscribers(1);

        here.put("k", "v");

        heard.await("CREATED k v null");
        assertThat(here.get("echo")).isEqualTo("v");
        assertThat(heard.events()).contains("CREATED echo v null");
    }

    @Test
    void listenerThatIsTooSlow_missesWhatComesThen_andIsToldHowMuch() {
        CountDownLatch go = new CountDownLatch(1);
        Heard heard = new Heard() {
            @Override
            void take(CacheEntryEvent<? extends String, ? extends String> event) {
                Latches.await(go);
            }
        }.at(there);
        awaitSubscribers(1);
        int count = 10_500;

        for (int from = 0; from < count; from += 500) {
            Map<String, String> some = new HashMap<>();
            for (int i = from; i < from + 500; i++) {
                some.put("k" + i, "v");
            }
            here.putAll(some);
        }
        await().atMost(PATIENCE).until(() -> statistics(there).getCacheMissedEvents() > 0);
        await().atMost(PATIENCE)
                .until(() -> statistics(there).getCacheMissedEvents()
                                + statistics(there).getCacheRemoteEvents()
                        == count);
        long missed = statistics(there).getCacheMissedEvents();
        go.countDown();

        await().atMost(PATIENCE).until(() -> heard.events().contains("MISSED " + missed));
        here.put("after", "v");
        heard.await("CREATED after v null");
        assertThat(heard.events()).hasSize(count - (int) missed + 2);
    }

    @Test
    void connectionThatBreaks_isMadeAnew_andListenersAreToldThatTheyMayHaveMissedSomething() {
        Heard heard = hearThere();

        admin.clientKill(new ClientKillParams().type(ClientType.PUBSUB));

        heard.await("MISSED 0");
        here.put("k", "v");
        heard.await("CREATED k v null");
        assertThat(statistics(there).getCacheMissedEvents()).isZero();
    }

    @Test
    void redisThatIsAway_isListenedToAgain_andNoOperationFailsByEvents() {
        Heard heard = hearThere();
        redis.stop();
        here.put("lost", "v");
        redis.restart();
        admin.close();
        admin = new Jedis(redis.uri());

        heard.await("MISSED 0");
        await().atMost(PATIENCE).until(() -> {
            here.put("k", "v");
            return heard.events().stream().anyMatch(event -> event.contains(" k v "));
        });
    }

    @Test
    void messageThatIsNoEvent_isToldAsMissed_andLaterOnesAreHeard() {
        Heard heard = hearThere();

        admin.publish(CHANNEL, "no event");
        admin.publish(CHANNEL, "");
        here.put("k", "v");

        heard.await("CREATED k v null");
        assertThat(heard.events()).containsExactly("MISSED 1", "CREATED k v null");
        assertThat(statistics(there).getCacheMissedEvents()).isOne();
    }

    @Test
    void binaryKeysAndValues_areHeardAsTheyAre() {
        StringBuilder all = new StringBuilder();
        for (char c = 1; c < 0x300; c++) {
            all.append(c);
        }
        String text = all + "\u0000\r\n" + all;
        Heard heard = hearThere();

        here.put(text, text);
        here.put("empty", "");
        here.remove("empty");

        heard.await("REMOVED empty  ");
        assertThat(heard.events()).contains("CREATED " + text + " " + text + " null");
    }

    @Test
    void cachesOfTwoDatabases_doNotHearEachOther() {
        Cache<String, String> elsewhere = cache(redis.uri(), "jcache.redis.database", "1");
        Heard heard = hearThere();
        elsewhere.put("k", "elsewhere");
        here.put("k", "here");

        heard.await("CREATED k here null");
        assertThat(heard.events()).hasSize(1);
    }

    @Test
    void entriesThatArePurgedOrCleared_areHeardByNobody() {
        Heard heard = hearThere();
        here.put("k", "v");
        here.clear();
        here.put("k", "v");
        here.unwrap(RedisCache.class).purge("k");
        here.put("l", "v");
        here.removeAll();

        heard.await("REMOVED l v v");
        assertThat(heard.events())
                .containsExactly("CREATED k v null", "CREATED k v null", "CREATED l v null", "REMOVED l v v");
    }

    @Test
    void tagsAndLifetimes_areHeardAsPuts() {
        Heard heard = hearThere();
        RedisCache<String, String> redisCache = unwrapped(here);
        redisCache.put("k", "1", Duration.ofHours(1), "tag");
        redisCache.put("k", "2", Duration.ofHours(1), "tag");
        redisCache.putThrough("k", "3", value -> {}, Duration.ofHours(1));
        redisCache.getOrLoad("l", key -> "loaded");

        heard.await("CREATED l loaded null");
        assertThat(heard.events())
                .containsExactly("CREATED k 1 null", "UPDATED k 2 1", "UPDATED k 3 2", "CREATED l loaded null");
    }

    @SuppressWarnings("unchecked")
    private static RedisCache<String, String> unwrapped(Cache<String, String> cache) {
        return cache.unwrap(RedisCache.class);
    }

    /** A third cache hears a history of each key in which each event goes on from the one before. */
    @Test
    void eventsOfAKeyThatTwoCachesChange_areHeardInTheOrderOfTheChanges() throws InterruptedException {
        Cache<String, String> third = cache(redis.uri());
        Heard heard = Heard.of(third);
        awaitSubscribers(1);
        AtomicInteger number = new AtomicInteger();
        List<Thread> threads = new ArrayList<>();
        for (Cache<String, String> cache : List.of(here, there, here)) {
            threads.add(new Thread(() -> {
                for (int i = 0; i < 700; i++) {
                    change(cache, "k" + ThreadLocalRandom.current().nextInt(3), "" + number.incrementAndGet());
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        here.put("end", "v");

        heard.await("CREATED end v null");
        Map<String, String> state = new HashMap<>();
        for (String event : heard.events()) {
            String[] words = event.split(" ", -1);
            String before = state.getOrDefault(words[1], "null");
            assertThat(words[3]).as("before %s", event).isEqualTo(before);
            state.put(words[1], words[0].equals("REMOVED") ? "null" : words[2]);
        }
        state.forEach((key, value) -> assertThat(String.valueOf(here.get(key))).isEqualTo(value));
        assertThat(heard.events()).hasSizeGreaterThan(1000);
    }

    private static void change(Cache<String, String> cache, String key, String value) {
        switch (ThreadLocalRandom.current().nextInt(7)) {
            case 0 -> cache.remove(key);
            case 1 -> cache.putIfAbsent(key, value);
            case 2 -> cache.putAll(Map.of(key, value));
            case 3 ->
                cache.invoke(key, (entry, none) -> {
                    entry.setValue(entry.exists() ? value + "+" : value);
                    return null;
                });
            case 4 -> cache.getAndRemove(key);
            case 5 -> cache.removeAll(Set.of(key));
            default -> cache.put(key, value);
        }
    }

    @Test
    void userWhoMayNotPublish_isToldSoAtTheStart() {
        AdvisedUser.make(admin);
        assertThatThrownBy(() -> cache(AdvisedUser.at(redis.port())))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("+publish");

        AdvisedUser.make(admin, "+publish");
        assertThatThrownBy(() -> cache(AdvisedUser.at(redis.port())))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("&jcache-redis:*");
        admin.aclDelUser("app");
    }

    @Test
    void userWhoMayPublishNoMore_changesAllTheSame_andAWarningSaysThatNobodyHears() {
        AdvisedUser.make(admin, AdvisedUser.EVENTS.toArray(String[]::new));
        try (Logged log = Logged.of(Warnings.class)) {
            Cache<String, String> advised = cache(AdvisedUser.at(redis.port()));
            advised.put("k", "1");
            admin.aclSetUser("app", "-publish");
            advised.put("k", "2");
            assertThat(advised.getAndRemove("k")).isEqualTo("2");

            assertThat(log.text()).containsOnlyOnce("could not tell other JVMs");
        }
        admin.aclDelUser("app");
    }

    @Test
    void userWhoMayNotSubscribe_isWarned_mayPublish_andHearsAsSoonAsHeMay() {
        AdvisedUser.make(admin, "+publish", "&jcache-redis:*");
        Heard heard = hearThere();
        try (Logged log = Logged.of(Warnings.class)) {
            Cache<String, String> deaf = cache(AdvisedUser.at(redis.port()));
            Heard late = Heard.of(deaf);
            await().atMost(PATIENCE).until(() -> log.text().contains("+subscribe +unsubscribe &jcache-redis:*"));
            deaf.put("k", "v");
            heard.await("CREATED k v null");

            admin.aclSetUser("app", "+subscribe", "+unsubscribe");
            awaitSubscribers(2);
            here.put("late", "v");
            await().atMost(PATIENCE).until(() -> late.events().contains("CREATED late v null"));
        }
        admin.aclDelUser("app");
    }

    @Test
    void userWithWhatIsAdvised_hearsAndTells() {
        AdvisedUser.make(admin, AdvisedUser.EVENTS.toArray(String[]::new));
        Cache<String, String> advised = cache(AdvisedUser.at(redis.port()));
        Heard heard = Heard.of(advised);
        awaitSubscribers(1);
        Heard back = hearTwo();

        here.put("k", "v");
        heard.await("CREATED k v null");
        advised.put("l", "v");
        back.await("CREATED l v null");
        admin.aclDelUser("app");
    }

    private Heard hearTwo() {
        Heard heard = Heard.of(there);
        awaitSubscribers(2);
        return heard;
    }
}
