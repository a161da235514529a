package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Entries with a time to live of their own and with tags, as users put and purge them. */
class TagsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

    private Opened opened;
    private RedisCache<String, String> cache;
    private Jedis jedis;

    @BeforeEach
    void open() {
        opened = Opened.at(redis.uri());
        cache = cache("c", new RedisConfiguration<>());
        jedis = new Jedis(redis.uri());
        jedis.flushDB();
    }

    @AfterEach
    void close() {
        jedis.close();
        opened.close();
    }

    @SuppressWarnings("unchecked")
    private RedisCache<String, String> cache(String name, RedisConfiguration<String, String> configuration) {
        return opened.manager
                .createCache(name, configuration.setTypes(String.class, String.class))
                .unwrap(RedisCache.class);
    }

    private Set<String> kept() {
        return jedis.keys("jcache-redis:tag*");
    }

    @Test
    void entry_livesAsLongAsItIsToldTo() {
        cache.put("short", "v", Duration.ofMinutes(5));
        cache.put("tagged", "v", Duration.ofMinutes(7), "x");
        cache.put("eternal", "v", FOREVER, "x");
        cache.put("plain", "v");

        assertThat(cache.timeToLive("short").orElseThrow()).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5));
        assertThat(cache.timeToLive("tagged").orElseThrow()).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(7));
        assertThat(cache.timeToLive("eternal")).contains(FOREVER);
        assertThat(cache.timeToLive("plain")).contains(FOREVER);
        cache.put("eternal", "v", Duration.ofMillis(1));
        await().until(() -> !cache.containsKey("eternal"));
    }

    @Test
    void entriesWithTags_arePurgedByThem_andNothingElseIs() {
        RedisCache<String, String> other = cache("other", new RedisConfiguration<>());
        cache.put("a", "v", HOUR, "user:1", "list");
        cache.put("b", "v", HOUR, "user:1");
        cache.put("c", "v", HOUR, "user:2");
        cache.put("d", "v", HOUR);
        other.put("a", "v", HOUR, "user:1");

        assertThat(cache.purgeByTag("user:1")).isEqualTo(2);
        assertThat(cache.getAll(Set.of("a", "b", "c", "d"))).containsOnlyKeys("c", "d");
        assertThat(other.containsKey("a")).isTrue();
        assertThat(cache.purgeByTag("list", "user:2")).isOne();
        assertThat(cache.purgeByTag("user:1", "unknown")).isZero();
        assertThat(other.purgeByTag("user:1")).isOne();
    }

    @Test
    void cacheWithoutTags_keepsNothingOfThem() {
        cache.put("a", "v");
        cache.put("b", "v", HOUR);
        cache.purgeByTag("x");
        assertThat(jedis.keys("jcache-redis:*"))
                .allMatch(key -> key.contains("{registry}") || key.equals("jcache-redis:loads:jcache:c:"));
    }

    /** A heavy use of many tags leaves behind what is still there, and little else. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whatIsKeptOfTags_goesWithTheEntries(boolean byExpiry) {
        for (int i = 0; i < 500; i++) {
            cache.put("k" + i, "v", Duration.ofMillis(byExpiry ? 20 : 50), "tag" + i);
        }
        if (!byExpiry) {
            cache.clear();
        }
        assertThat(kept()).contains("jcache-redis:tag:jcache:c:tag499");
        await().untilAsserted(() -> {
            for (int i = 0; i < 100; i++) {
                cache.put("again", "v", HOUR, "one");
            }
            assertThat(kept())
                    .containsExactlyInAnyOrder("jcache-redis:tag:jcache:c:one", "jcache-redis:tags:jcache:c:");
        });
        assertThat(cache.purgeByTag("one")).isOne();
    }

    @Test
    void entryThatAccessesKeepAlive_isNotMissed() {
        RedisCache<String, String> touched = cache(
                "touched",
                new RedisConfiguration<String, String>()
                        .setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(javax.cache.expiry.Duration.ONE_HOUR)));
        touched.put("k", "v", Duration.ofMillis(300), "x");
        assertThat(touched.get("k")).isEqualTo("v");
        assertThat(touched.timeToLive("k").orElseThrow()).isGreaterThan(Duration.ofMinutes(50));
        long begin = System.nanoTime();
        await().until(() -> System.nanoTime() - begin > TimeUnit.MILLISECONDS.toNanos(400));
        touched.put("other", "v", HOUR, "y");

        assertThat(touched.purgeByTag("x")).isOne();
    }

    /** Counts what it is told. */
    static final class Events
            implements CacheEntryCreatedListener<String, String>, CacheEntryUpdatedListener<String, String> {

        static final List<String> HEARD = new ArrayList<>();

        @Override
        public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            events.forEach(event -> HEARD.add("created " + event.getKey()));
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends String>> events) {
            events.forEach(event -> HEARD.add("updated " + event.getKey()));
        }
    }

    /** Keeps what it is told. */
    static final class Database implements CacheWriter<String, String> {

        static final Map<String, String> ROWS = new ConcurrentHashMap<>();

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            ROWS.put(entry.getKey(), entry.getValue());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.forEach(this::write);
        }

        @Override
        public void delete(Object key) {
            ROWS.remove(key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(this::delete);
        }
    }

    @Test
    void put_tellsListenersAndTheWriter_andPurgeDoesNot() {
        Events.HEARD.clear();
        Database.ROWS.clear();
        RedisCache<String, String> all = cache(
                "all",
                new RedisConfiguration<String, String>()
                        .setWriteThrough(true)
                        .setCacheWriterFactory(Database::new)
                        .addCacheEntryListenerConfiguration(
                                new MutableCacheEntryListenerConfiguration<>(Events::new, null, false, true)));
        all.put("k", "v", HOUR, "x");
        all.put("k", "w", Duration.ofMinutes(2), "y");

        assertThat(Events.HEARD).containsExactly("created k", "updated k");
        assertThat(Database.ROWS).containsExactly(Map.entry("k", "w"));
        assertThat(all.timeToLive("k").orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(2));
        assertThat(all.purgeByTag("x")).isOne();
        assertThat(Events.HEARD).hasSize(2);
        assertThat(Database.ROWS).hasSize(1);
    }

    /** Four threads put and purge one tag: what a put left is there, or a purge that ended after it took it away. */
    @Test
    void putsAmongPurges_areNeverMissed() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        AtomicBoolean over = new AtomicBoolean();
        try {
            List<Future<?>> purging = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                purging.add(threads.submit(() -> {
                    while (!over.get()) {
                        cache.purgeByTag("x");
                    }
                }));
            }
            List<Future<?>> putting = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                int thread = t;
                putting.add(threads.submit(() -> {
                    for (int i = 0; i < 3000; i++) {
                        cache.put("k" + thread + i % 50, "v", i % 2 == 0 ? HOUR : FOREVER, "x");
                    }
                }));
            }
            for (Future<?> each : putting) {
                each.get(60, TimeUnit.SECONDS);
            }
            over.set(true);
            for (Future<?> each : purging) {
                each.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
        cache.purgeByTag("x");
        assertThat(cache.size()).isZero();
        assertThat(jedis.exists("jcache-redis:tag:jcache:c:x")).isFalse();
    }

    @Test
    void dryRun_onlyCounts() {
        for (int i = 0; i < 300; i++) {
            cache.put("k" + i, "v", HOUR, i % 2 == 0 ? "even" : "odd", "all");
        }
        cache.put("other", "v", HOUR, "none of them");
        cache.remove("k0");
        PurgeOptions dry = PurgeOptions.DEFAULTS.withBatchSize(10).asDryRun();

        assertThat(cache.purgeByTag(Set.of("even"), dry)).isEqualTo(149);
        assertThat(cache.purgeByTag(Set.of("even", "all", "unknown"), dry)).isEqualTo(299);
        assertThat(cache.purgeByTag(Set.of("unknown"), dry)).isZero();
        assertThat(cache.size()).isEqualTo(300);
        assertThat(cache.purgeByTag("even", "odd")).isEqualTo(299);
    }

    @Test
    void progress_isToldStepByStep_andMayEndIt() {
        for (int i = 0; i < 300; i++) {
            cache.put("k" + i, "v", HOUR, "x");
        }
        List<PurgeProgress> told = new ArrayList<>();
        PurgeOptions options = PurgeOptions.DEFAULTS.withBatchSize(50).withProgress(told::add);
        assertThat(cache.purgeByTag(Set.of("x"), options.asDryRun())).isEqualTo(300);
        assertThat(told.get(told.size() - 1)).isEqualTo(new PurgeProgress(300, 300));
        assertThat(told).hasSizeGreaterThan(1);

        told.clear();
        IllegalStateException enough = new IllegalStateException("enough");
        PurgeOptions impatient = options.withProgress(done -> {
            told.add(done);
            throw enough;
        });
        assertThatThrownBy(() -> cache.purgeByTag(Set.of("x"), impatient)).isSameAs(enough);
        assertThat(told).containsExactly(new PurgeProgress(50, 50));
        assertThat(cache.size()).isEqualTo(250);
        told.clear();
        assertThat(cache.purgeByTag(Set.of("x"), options)).isEqualTo(250);
        assertThat(told).last().isEqualTo(new PurgeProgress(250, 250));
        assertThat(told).hasSize(5);
    }

    @Test
    void rate_isKept() {
        for (int i = 0; i < 200; i++) {
            cache.put("k" + i, "v", HOUR, "x");
        }
        PurgeOptions slow = PurgeOptions.DEFAULTS.withBatchSize(20).withKeysPerSecond(400);
        for (PurgeOptions options : List.of(slow.asDryRun(), slow)) {
            long begin = System.nanoTime();
            assertThat(cache.purgeByTag(Set.of("x"), options)).isEqualTo(200);
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .isBetween(Duration.ofMillis(490), Duration.ofSeconds(20));
        }
    }

    /** A rate that others write faster than: without larger steps there would always be some left. */
    @Test
    void purgeThatIsSlowerThanOthersWrite_ends() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        AtomicBoolean over = new AtomicBoolean();
        try {
            for (int i = 0; i < 100; i++) {
                cache.put("old" + i, "v", HOUR, "x");
            }
            Future<?> writing = threads.submit(() -> {
                for (int i = 0; !over.get(); i++) {
                    cache.put("new" + i, "v", Duration.ofMinutes(1), "x");
                }
            });
            PurgeOptions slow = PurgeOptions.DEFAULTS.withBatchSize(10).withKeysPerSecond(100);
            Future<Long> purging = threads.submit(() -> cache.purgeByTag(Set.of("x"), slow));
            assertThat(purging.get(30, TimeUnit.SECONDS)).isGreaterThanOrEqualTo(100);
            over.set(true);
            writing.get(20, TimeUnit.SECONDS);
            assertThat(cache.purge("old*", PurgeOptions.DEFAULTS.asDryRun())).isZero();
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
    }

    @Test
    void manager_goesAboutAllItsCachesAsItIsTold() {
        RedisCache<String, String> other = cache("other", new RedisConfiguration<>());
        cache.put("a", "v", HOUR, "x");
        cache.put("b", "v", HOUR, "y");
        other.put("a", "v", HOUR, "x");
        List<PurgeProgress> steps = new ArrayList<>();
        PurgeOptions dry = PurgeOptions.DEFAULTS.withProgress(steps::add).asDryRun();

        assertThat(opened.manager.purgeByTag(Set.of("x"), dry)).isEqualTo(2);
        assertThat(opened.manager.purgeByTag(Set.of("x", "y"), dry)).isEqualTo(3);
        assertThat(steps).isNotEmpty();
        assertThat(cache.size() + other.size()).isEqualTo(3);
        assertThat(opened.manager.purgeByTag(Set.of("x"), PurgeOptions.DEFAULTS.withBatchSize(1)))
                .isEqualTo(2);
        assertThat(opened.manager.purgeByTag("x", "y")).isOne();
        assertThatThrownBy(() -> opened.manager.purgeByTag()).hasMessageContaining("no tag is given");
        assertThatThrownBy(() -> opened.manager.purgeByTag(Set.of("x"), null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void whatMakesNoSense_isRefused() {
        PurgeOptions options = PurgeOptions.DEFAULTS;
        assertThatThrownBy(() -> cache.purgeByTag(Set.of(), options)).hasMessageContaining("no tag is given");
        assertThatThrownBy(() -> cache.purgeByTag(Set.of(""), options)).hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> cache.purgeByTag(null, options)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.purgeByTag(Set.of("x"), null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.put("k", "v", Duration.ZERO)).hasMessageContaining("at least a millisecond");
        assertThatThrownBy(() -> cache.put("k", "v", Duration.ofSeconds(-1))).hasMessageContaining("not PT-1S");
        assertThatThrownBy(() -> cache.put("k", "v", HOUR, "")).hasMessageContaining("a tag must not be empty");
        assertThatThrownBy(() -> cache.put("k", "v", HOUR, "x", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.put("k", null, HOUR)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.put(null, "v", HOUR)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.put("k", "v", null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> cache.purgeByTag()).hasMessageContaining("no tag is given");
        assertThat(cache.size()).isZero();
        cache.close();
        assertThatThrownBy(() -> cache.put("k", "v", HOUR)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> cache.purgeByTag("x")).isInstanceOf(IllegalStateException.class);
    }
}
