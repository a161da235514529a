package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

/** Entries removed by a pattern on their keys, as users do it. */
class PurgeIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private Opened opened;
    private RedisCache<String, String> users;
    private Jedis jedis;

    @BeforeEach
    void open() {
        opened = Opened.at(redis.uri());
        users = cache("users");
        jedis = new Jedis(redis.uri());
        jedis.flushDB();
    }

    @AfterEach
    void close() {
        jedis.close();
        opened.close();
    }

    @SuppressWarnings("unchecked")
    private RedisCache<String, String> cache(String name) {
        return opened.cache(name).unwrap(RedisCache.class);
    }

    private static void putMany(Cache<String, String> cache, String prefix, int count) {
        Map<String, String> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put(prefix + i, "v");
        }
        cache.putAll(entries);
    }

    private @Nullable Object statistic(String cacheName, String name) throws Exception {
        ObjectName bean = ManagementFactory.getPlatformMBeanServer()
                .queryNames(new ObjectName("javax.cache:type=CacheStatistics,Cache=" + cacheName + ",*"), null)
                .iterator()
                .next();
        return ManagementFactory.getPlatformMBeanServer().getAttribute(bean, name);
    }

    @Test
    void quotedText_meansItselfOnly() {
        for (String id : List.of("*", "a?", "[ab]", "back\\slash", "]", "é*")) {
            users.put(id + ":1", "v");
            users.put("a" + id + ":1", "another's");
            users.put("ab:1", "another's");
            assertThat(users.purge(RedisCache.quoted(id) + ":*")).as(id).isOne();
            assertThat(users.containsKey(id + ":1")).as(id).isFalse();
        }
        assertThat(users.size()).isEqualTo(7);
    }

    @Test
    void entriesThatMatch_areGone_andCounted_andNothingElseIs() throws Exception {
        RedisCache<String, String> others = cache("others");
        putMany(users, "user:", 2500);
        putMany(users, "group:", 10);
        putMany(others, "user:", 10);
        jedis.set("jcache:userss:user:1", "not ours");
        opened.manager.enableStatistics("users", true);

        assertThat(users.purge("user:*")).isEqualTo(2500);

        assertThat(users.size()).isEqualTo(10);
        assertThat(others.size()).isEqualTo(10);
        assertThat(jedis.dbSize()).isGreaterThanOrEqualTo(21);
        assertThat(jedis.get("jcache:userss:user:1")).isEqualTo("not ours");
        assertThat(statistic("users", "CacheRemovals")).isEqualTo(2500L);
        assertThat(users.purge("user:*")).isZero();
        assertThat(users.purge("group:[0-4]")).isEqualTo(5);
        assertThat(users.purge("group:5")).isOne();
        assertThat(users.purge("*")).isEqualTo(4);
        assertThat(users.purge("")).isZero();
        assertThat(others.size()).isEqualTo(10);
    }

    /** The text of a key in Redis is what counts, whatever its type. */
    @Test
    @SuppressWarnings("unchecked")
    void keysOfOtherTypes_matchByTheirText() {
        RedisCache<Long, String> numbers = opened.manager
                .createCache("numbers", new RedisConfiguration<Long, String>().setTypes(Long.class, String.class))
                .unwrap(RedisCache.class);
        for (long i = 1; i <= 20; i++) {
            numbers.put(i, "v");
        }
        assertThat(numbers.redisKey(12L)).isEqualTo("jcache:numbers:12");
        assertThat(numbers.purge("1*")).isEqualTo(11);
        assertThat(numbers).hasSize(9);
    }

    @Test
    void dryRun_onlyCounts() {
        putMany(users, "user:", 1500);
        putMany(users, "group:", 3);
        PurgeOptions dry = PurgeOptions.DEFAULTS.asDryRun();
        assertThat(users.purge("user:*", dry)).isEqualTo(1500);
        assertThat(users.purge("user:7", dry)).isOne();
        assertThat(users.purge("nobody", dry)).isZero();
        assertThat(users.size()).isEqualTo(1503);
    }

    @Test
    void progress_isToldStepByStep_andMayEndIt() {
        putMany(users, "user:", 5000);
        List<PurgeProgress> told = new ArrayList<>();
        PurgeOptions options = PurgeOptions.DEFAULTS.withBatchSize(500).withProgress(told::add);

        assertThat(users.purge("user:1*", options.asDryRun())).isEqualTo(1111);
        assertThat(told).hasSizeGreaterThanOrEqualTo(10);
        assertThat(told).extracting(PurgeProgress::lookedAt).isSorted();
        assertThat(told).extracting(PurgeProgress::found).isSorted();
        assertThat(told.get(0).lookedAt()).isEqualTo(500);
        assertThat(told.get(told.size() - 1).found()).isEqualTo(1111);

        IllegalStateException enough = new IllegalStateException("enough");
        PurgeOptions impatient = options.withProgress(done -> {
            throw enough;
        });
        assertThatThrownBy(() -> users.purge("*", impatient)).isSameAs(enough);
        assertThat(users.size()).isGreaterThan(3000).isLessThan(5000);
    }

    @Test
    void rate_isKept() {
        putMany(users, "user:", 2000);
        long begin = System.nanoTime();
        PurgeOptions slow = PurgeOptions.DEFAULTS.withBatchSize(100).withKeysPerSecond(4000);
        assertThat(users.purge("*", slow)).isEqualTo(2000);
        assertThat(Duration.ofNanos(System.nanoTime() - begin))
                .isBetween(Duration.ofMillis(490), Duration.ofSeconds(20));
    }

    @Test
    void interrupt_endsTheWaitForTheRate_andIsKept() throws Exception {
        putMany(users, "user:", 2000);
        ExecutorService threads = Executors.newSingleThreadExecutor();
        AtomicBoolean kept = new AtomicBoolean();
        try {
            AtomicInteger steps = new AtomicInteger();
            PurgeOptions slow = PurgeOptions.DEFAULTS
                    .withBatchSize(100)
                    .withKeysPerSecond(1)
                    .withProgress(done -> {
                        if (steps.incrementAndGet() == 1) {
                            Thread.currentThread().interrupt();
                        }
                    });
            Future<?> ended = threads.submit(() -> {
                assertThatThrownBy(() -> users.purge("*", slow))
                        .isInstanceOf(CacheException.class)
                        .hasMessageContaining("was interrupted while it purged, after ");
                kept.set(Thread.interrupted());
            });
            ended.get(20, TimeUnit.SECONDS);
            assertThat(kept).isTrue();
            assertThat(users.size()).isGreaterThan(1500);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void optionsThatMakeNoSense_areRefused() {
        assertThatThrownBy(() -> PurgeOptions.DEFAULTS.withBatchSize(0))
                .hasMessageContaining("1 to 100000 keys, not 0");
        assertThatThrownBy(() -> PurgeOptions.DEFAULTS.withKeysPerSecond(-1)).hasMessageContaining("not -1");
        assertThatThrownBy(() -> users.purge(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> users.purge("*", null)).isInstanceOf(NullPointerException.class);
        users.close();
        assertThatThrownBy(() -> users.purge("*")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> users.size()).isInstanceOf(IllegalStateException.class);
    }

    /** What was put before it began is gone, and what is put after it returned is there, however many put meanwhile. */
    @Test
    void purgeAmongWrites_takesAllThatWasThere_andNothingThatCameAfter() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        AtomicBoolean over = new AtomicBoolean();
        try {
            List<Future<?>> writers = new ArrayList<>();
            for (int t = 0; t < 3; t++) {
                String own = "noise" + t + ":";
                writers.add(threads.submit(() -> {
                    for (int i = 0; !over.get(); i++) {
                        users.put(own + i % 500, "v");
                    }
                }));
            }
            for (int round = 0; round < 30; round++) {
                putMany(users, "k:", 300);
                assertThat(users.purge("k:*")).isEqualTo(300);
                putMany(users, "k:", 3);
                assertThat(users.purge("k:*", PurgeOptions.DEFAULTS.asDryRun())).isEqualTo(3);
                users.purge("k:?");
            }
            over.set(true);
            for (Future<?> writer : writers) {
                writer.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void manager_purgesAllItsCachesThatMatch() {
        RedisCache<String, String> details = cache("property:detail");
        RedisCache<String, String> scores = cache("property:score");
        RedisCache<String, String> lists = cache("properties:list");
        for (RedisCache<String, String> cache : List.of(details, scores, lists)) {
            cache.putAll(Map.of("prop-1", "v", "prop-2", "v", "*", "v"));
        }
        jedis.set("jcache:property:other:prop-1", "not of an open cache");

        assertThat(opened.manager.purge("property:*:prop-1")).isEqualTo(2);
        assertThat(details.size() + scores.size()).isEqualTo(4);
        assertThat(lists.size()).isEqualTo(3);
        assertThat(opened.manager.purge("property:detail:\\*")).isOne();
        assertThat(opened.manager.purge("prop*:prop-2")).isEqualTo(3);
        assertThat(opened.manager.purge("nothing*")).isZero();
        assertThat(opened.manager.purge("*")).isEqualTo(3);
        assertThat(jedis.get("jcache:property:other:prop-1")).isEqualTo("not of an open cache");
        assertThatThrownBy(() -> opened.manager.purge(null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void manager_canTryAPurgeOfAllItsCachesFirst() {
        RedisCache<String, String> details = cache("property:detail");
        RedisCache<String, String> scores = cache("property:score");
        details.putAll(Map.of("prop-1", "v", "prop-2", "v"));
        scores.put("prop-1", "v");
        List<PurgeProgress> steps = new ArrayList<>();
        PurgeOptions dry = PurgeOptions.DEFAULTS.withProgress(steps::add).asDryRun();

        assertThat(opened.manager.purge("property:*:prop-1", dry)).isEqualTo(2);
        assertThat(opened.manager.purge("*", dry)).isEqualTo(3);
        assertThat(details.size() + scores.size()).isEqualTo(3);
        assertThat(steps).isNotEmpty();
        assertThat(opened.manager.purge("property:*", PurgeOptions.DEFAULTS.withBatchSize(1)))
                .isEqualTo(3);
        assertThatThrownBy(() -> opened.manager.purge("*", null)).isInstanceOf(NullPointerException.class);
    }
}
