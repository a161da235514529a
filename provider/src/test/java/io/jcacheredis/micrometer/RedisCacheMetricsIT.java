package io.jcacheredis.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.jcacheredis.NearCache;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.cache.CaffeineCacheMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.ref.WeakReference;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** What the meters of a cache show, and of which caches. */
class RedisCacheMetricsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final Monitored monitored = Monitored.at(redis.uri());
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @AfterEach
    void close() {
        monitored.close();
    }

    private static MutableConfiguration<String, String> counted() {
        return new MutableConfiguration<String, String>().setStatisticsEnabled(true);
    }

    private <C extends Cache<?, ?>> C shown(C cache) {
        return RedisCacheMetrics.monitor(registry, cache, List.of());
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private double gauge(String name) {
        return registry.get(name).gauge().value();
    }

    /** Names that mean something in JMX, in Redis or in a registry. */
    @ParameterizedTest
    @ValueSource(
            strings = {"property:detail", "a=b,c", "x*?[y]", "with \"quotes\"\nand lines", "ü 漢 \uD83D\uDE00", "a.b{c}"
            })
    void anyName_isTheTagOfItsMeters(String name) {
        RedisCache<String, String> cache = shown(monitored.cache(name, counted()));
        cache.put("k", "v");
        cache.get("k");
        cache.get("missing");
        cache.remove("k");

        assertThat(counter("cache.gets", "cache", name, "result", "hit")).isEqualTo(1);
        assertThat(counter("cache.gets", "cache", name, "result", "miss")).isEqualTo(1);
        assertThat(counter("cache.puts", "cache", name)).isEqualTo(1);
        assertThat(counter("cache.removals", "cache", name)).isEqualTo(1);
    }

    @Test
    void tags_areThoseOfEachMeter() {
        RedisCacheMetrics.monitor(registry, monitored.cache("c"), Tags.of("cache.manager", "m"));

        for (Meter meter : registry.getMeters()) {
            assertThat(meter.getId().getTags()).contains(Tag.of("cache", "c"), Tag.of("cache.manager", "m"));
        }
    }

    @Test
    void sizeAndEvictions_whichRedisDoesNotTell_haveNoMeters() {
        shown(monitored.cache("c"));

        assertThat(registry.find("cache.size").meters()).isEmpty();
        assertThat(registry.find("cache.evictions").meters()).isEmpty();
    }

    @Test
    void loads_areCountedAndTimed_alsoThoseThatFail() {
        RedisCache<String, String> cache = shown(monitored.cache("c", counted()));

        cache.getOrLoad("k", key -> {
            await().pollDelay(Duration.ofMillis(20)).until(() -> true);
            return "v";
        });
        cache.getOrLoad("k", key -> "not asked");
        assertThatThrownBy(() -> cache.getOrLoad("other", key -> {
                    throw new IllegalStateException("on purpose");
                }))
                .isInstanceOf(IllegalStateException.class);

        FunctionTimer loads = registry.get("cache.loads").functionTimer();
        assertThat(loads.count()).isEqualTo(2);
        assertThat(loads.totalTime(TimeUnit.MILLISECONDS)).isGreaterThanOrEqualTo(19);
        assertThat(counter("cache.load.failures")).isEqualTo(1);
        RedisCacheStatisticsMXBean statistics = cache.statistics();
        assertThat(statistics.getCacheLoads()).isEqualTo(2);
        assertThat(statistics.getCacheLoadFailures()).isEqualTo(1);
        assertThat(statistics.getAverageLoadTime()).isCloseTo(statistics.getCacheLoadTime() / 2f, within(1f));
        statistics.clear();
        assertThat(statistics.getCacheLoads() + statistics.getCacheLoadFailures() + statistics.getCacheLoadTime())
                .isZero();
    }

    /** Whoever calls it: reads, entry processors, and loads of many keys, which are one call. */
    @Test
    void loader_isCountedAtEachCall() {
        RedisCache<String, String> cache = shown(monitored.cache("c", LoadedTexts.counted()));

        cache.get("a");
        cache.getAll(Set.of("a", "b", "c"));
        cache.invoke("d", (entry, arguments) -> entry.getValue());

        assertThat(registry.get("cache.loads").functionTimer().count()).isEqualTo(3);
    }

    @Test
    void entryThatCantBeRead_isCounted_alsoWithoutStatistics() {
        RedisCache<Integer, Integer> cache = shown(numbers());
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.set(cache.redisKey(1), "no number");
        }

        assertThat(cache.get(1)).isNull();

        assertThat(counter("cache.unreadable")).isEqualTo(1);
        assertThat(counter("cache.gets", "result", "miss")).isZero();
    }

    @SuppressWarnings("unchecked")
    private RedisCache<Integer, Integer> numbers() {
        return monitored
                .manager
                .createCache(
                        "numbers", new MutableConfiguration<Integer, Integer>().setTypes(Integer.class, Integer.class))
                .unwrap(RedisCache.class);
    }

    @Test
    void nearCache_showsHitsAndEntries() {
        RedisConfiguration<String, String> configuration = new RedisConfiguration<>();
        configuration.setNearCache(NearCache.ofSize(10)).setStatisticsEnabled(true);
        RedisCache<String, String> cache = shown(monitored.cache("near", configuration));
        cache.put("k", "v");

        await().untilAsserted(() -> {
            cache.get("k");
            assertThat(counter("cache.near.hits")).isPositive();
        });

        assertThat(gauge("cache.near.entries")).isEqualTo(1);
    }

    @Test
    void redisThatIsAway_showsDegradedAnswersAndDebt() {
        try (Monitored away = Monitored.ofNothing("jcache.redis.timeout", "200ms")) {
            RedisCache<String, String> cache = shown(away.cache("c"));

            cache.put("k", "v");
            cache.get("other");

            assertThat(counter("cache.degraded")).isEqualTo(2);
            cache.getOrLoad("loaded", key -> "v");
            assertThat(counter("cache.degraded")).isBetween(3.0, 5.0);
            assertThat(gauge("cache.owed.entries")).isEqualTo(1);
            cache.clear();
            assertThat(gauge("cache.owed.entries")).isEqualTo(-1);
        }
    }

    @Test
    void statisticsThatAreEnabledLater_countFromThenOn() {
        RedisCache<String, String> cache = shown(monitored.cache("c"));
        cache.put("uncounted", "v");
        assertThat(counter("cache.puts")).isZero();

        monitored.manager.enableStatistics("c", true);
        cache.put("counted", "v");

        assertThat(counter("cache.puts")).isEqualTo(1);
    }

    @Test
    void closedCache_leavesItsMetersAsTheyAre() {
        RedisCache<String, String> cache = shown(monitored.cache("c", counted()));
        cache.put("k", "v");
        cache.close();

        assertThat(counter("cache.puts")).isEqualTo(1);
        assertThat(cache.statistics().getCachePuts()).isEqualTo(1);
    }

    @Test
    void gaugesOfAClosedCache_areZero() {
        try (Monitored away = Monitored.ofNothing("jcache.redis.timeout", "200ms")) {
            RedisCache<String, String> cache = shown(away.cache("c"));
            cache.put("k", "v");
            assertThat(gauge("cache.owed.entries")).isEqualTo(1);

            cache.close();

            assertThat(gauge("cache.owed.entries")).isZero();
        }
    }

    /** Not NaN, which is another number than 0 to who is alerted of those. */
    @Test
    void gaugesOfACacheThatIsGone_areZero() {
        WeakReference<Object> gone = new WeakReference<>(shown(monitored.cache("gone")));
        monitored.manager.destroyCache("gone");

        await().untilAsserted(() -> {
            System.gc();
            assertThat(gone.get()).as("the registry keeps it").isNull();
        });

        assertThat(gauge("cache.owed.entries")).isZero();
        assertThat(gauge("cache.near.entries")).isZero();
    }

    @Test
    void cacheOfAnotherProvider_isRefusedByName() {
        Cache<?, ?> other = (Cache<?, ?>) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("unwrap")) {
                        throw new IllegalArgumentException("not ours");
                    }
                    return method.getName().equals("getName") ? "theirs" : null;
                });

        assertThatThrownBy(() -> new RedisCacheMetrics(other, List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'theirs'")
                .hasMessageContaining("JCacheMetrics");
    }

    /** A registry for Prometheus refuses a name that comes with other tags. */
    @Test
    void meters_goTogetherWithThoseOfMicrometersOwnBinders() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(key -> null);
        prometheus.throwExceptionOnRegistrationFailure();

        RedisCacheMetrics.monitor(prometheus, monitored.cache("ours"), List.of());
        CaffeineCacheMetrics.monitor(
                prometheus, Caffeine.newBuilder().recordStats().build(), "caffeine");

        assertThat(prometheus.scrape())
                .contains("cache_puts_total{cache=\"ours\"}", "cache_puts_total{cache=\"caffeine\"}");
    }
}
