package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.integration.CacheLoader;
import javax.cache.processor.EntryProcessorException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;

/** Entries that another program, or another version of this one, left in a cache's key space. */
class UnreadableEntriesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final String BAD = "not a number";
    private static final String BAD_KEY = "jcache:numbers:key";

    private RedisClient client;
    private Opened opened;

    @BeforeEach
    void open() {
        redis.server().flush();
        client = RedisClient.create(redis.uri());
        opened = Opened.at(redis.uri());
    }

    @AfterEach
    void close() {
        opened.close();
        client.close();
    }

    private static RedisConfiguration<String, Long> configuration(OnFailure onFailure) {
        return new RedisConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setStatisticsEnabled(true)
                .setOnFailure(onFailure);
    }

    private Cache<String, Long> cache(OnFailure onFailure) {
        Cache<String, Long> cache = opened.manager.createCache("numbers", configuration(onFailure));
        client.set(BAD_KEY, BAD);
        return cache;
    }

    private record Reading(String name, Function<Cache<String, Long>, Object> method, Object missing) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Methods that have to read the entry, what they return if it is missing, and what it is afterwards. */
    private static Stream<Arguments> readings() {
        return Stream.of(
                Arguments.of(new Reading("get", cache -> cache.get("key"), null), null),
                Arguments.of(new Reading("getAll", cache -> cache.getAll(Set.of("key", "other")), Map.of()), null),
                Arguments.of(new Reading("getAndPut", cache -> cache.getAndPut("key", 1L), null), "1"),
                Arguments.of(new Reading("getAndReplace", cache -> cache.getAndReplace("key", 1L), null), "1"),
                Arguments.of(new Reading("getAndRemove", cache -> cache.getAndRemove("key"), null), null),
                Arguments.of(new Reading("iterator", cache -> cache.iterator().hasNext(), false), null),
                Arguments.of(new Reading("exists", cache -> cache.invoke("key", (e, none) -> e.exists()), false), null),
                Arguments.of(
                        new Reading("getValue", cache -> cache.invoke("key", (e, none) -> e.getValue()), null), null),
                Arguments.of(new Reading("read and set", UnreadableEntriesIT::increment, 1L), "1"));
    }

    private static Long increment(Cache<String, Long> cache) {
        return cache.invoke("key", (entry, none) -> {
            entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
            return entry.getValue();
        });
    }

    @ParameterizedTest
    @MethodSource("readings")
    void reading_inACacheThatDegrades_isAMissAndCounted(Reading reading, String afterwards) {
        Cache<String, Long> cache = cache(OnFailure.DEGRADE);

        assertThat(reading.method().apply(cache)).isEqualTo(reading.missing());

        assertThat(client.get(BAD_KEY)).isEqualTo(afterwards);
        assertThat(statistics().getCacheUnreadableEntries()).isEqualTo(1);
        assertThat(statistics().getCacheHits()).isZero();
    }

    @ParameterizedTest
    @MethodSource("readings")
    void reading_inAStrictCache_isATypedErrorThatNamesTheCacheAndNoValue(Reading reading, String afterwards) {
        Cache<String, Long> cache = cache(OnFailure.STRICT);

        assertThatThrownBy(() -> reading.method().apply(cache))
                .satisfies(thrown -> assertThat(thrown instanceof EntryProcessorException ? thrown.getCause() : thrown)
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("'numbers'")
                        .hasMessageNotContaining(BAD));

        assertThat(statistics().getCacheUnreadableEntries()).isEqualTo(1);
        boolean replacesAnyway = reading.name().startsWith("getAnd");
        assertThat(client.get(BAD_KEY)).isEqualTo(replacesAnyway ? afterwards : BAD);
    }

    @Test
    void entriesThatCanNotBeRead_areCountedBeforeTheyAreShown() {
        Cache<String, Long> cache = opened.manager.createCache(
                "numbers", configuration(OnFailure.DEGRADE).setStatisticsEnabled(false));
        client.set(BAD_KEY, BAD);
        assertThat(cache.get("key")).isNull();

        opened.manager.enableStatistics("numbers", true);

        assertThat(statistics().getCacheUnreadableEntries()).isEqualTo(1);
        assertThat(statistics().getCacheMisses()).isZero();
    }

    /** As a release has it that counts the schema up; what is damaged is another matter. */
    @Test
    void entriesOfAnotherSchemaVersion_areToldOnceInALine_andWhatCanNotBeReadAsEver() {
        try (Opened release = Opened.at(redis.uri(), "jcache.redis.defaults.schema-version", "2");
                Logged log = Logged.of("io.jcacheredis.internal.cache.EntryReader")) {
            Cache<String, Long> cache = release.cache("numbers", String.class, Long.class);
            client.mset("jcache:numbers:a", "1", "jcache:numbers:b", "2");

            assertThat(cache.get("a")).isNull();
            assertThat(cache.get("b")).isNull();

            assertThat(log.text().lines())
                    .singleElement()
                    .asString()
                    .contains("INFO", "cache 'numbers'", "schema version 1", "schema-version 2");

            release.cache("texts").put("key", BAD);
            client.copy("jcache:texts:key", BAD_KEY, true);
            assertThat(cache.get("key")).isNull();

            assertThat(log.text()).contains("WARN").contains("Cache 'numbers' has an entry that can't be read");
        }
    }

    @Test
    void writing_needsNoReading() {
        Cache<String, Long> cache = cache(OnFailure.STRICT);

        assertThat(cache.containsKey("key")).isTrue();
        assertThat(cache.putIfAbsent("key", 1L)).isFalse();
        assertThat(cache.replace("key", 1L, 2L)).isFalse();
        assertThat(cache.remove("key", 1L)).isFalse();
        assertThat(cache.replace("key", 3L)).isTrue();
        assertThat(cache.get("key")).isEqualTo(3);
        assertThat(statistics().getCacheUnreadableEntries()).isZero();
    }

    @Test
    void get_withReadThrough_loadsAndStores() {
        Cache<String, Long> cache = opened.manager.createCache(
                "numbers",
                configuration(OnFailure.DEGRADE)
                        .setReadThrough(true)
                        .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new Loader())));
        client.set(BAD_KEY, BAD);

        assertThat(cache.get("key")).isEqualTo(42);

        assertThat(client.get(BAD_KEY)).isEqualTo("42");
    }

    private static final class Loader implements CacheLoader<String, Long> {

        @Override
        public Long load(String key) {
            return 42L;
        }

        @Override
        public Map<String, Long> loadAll(Iterable<? extends String> keys) {
            throw new UnsupportedOperationException();
        }
    }

    /** Somebody writes the entry while it is being decoded. */
    @Test
    void entryThatChangedMeanwhile_isNotRemoved() {
        Codec<Long> slow = new Codec<>() {
            @Override
            public String name() {
                return "slow";
            }

            @Override
            public byte[] encode(Long value) {
                return value.toString().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public Long decode(byte[] bytes) {
                client.set(BAD_KEY, "good now");
                throw new CodecException("on purpose");
            }
        };
        Cache<String, Long> cache = opened.manager.createCache(
                "numbers", configuration(OnFailure.DEGRADE).setValueCodec(slow));
        client.set(BAD_KEY, BAD);

        assertThat(cache.get("key")).isNull();

        assertThat(client.get(BAD_KEY)).isEqualTo("good now");
    }

    @ParameterizedTest
    @MethodSource("readings")
    void codecOfAUserThatThrowsAnything_isAMissAndCounted(Reading reading, String afterwards) {
        Codec<Long> careless = new Codec<>() {
            @Override
            public String name() {
                return "careless";
            }

            @Override
            public byte[] encode(Long value) {
                return value.toString().getBytes(StandardCharsets.UTF_8);
            }

            @Override
            public Long decode(byte[] bytes) {
                return Long.valueOf(new String(bytes, StandardCharsets.UTF_8));
            }
        };
        Cache<String, Long> cache = opened.manager.createCache(
                "numbers", configuration(OnFailure.DEGRADE).setValueCodec(careless));
        client.set(BAD_KEY, BAD);

        assertThat(reading.method().apply(cache)).isEqualTo(reading.missing());

        assertThat(client.get(BAD_KEY)).isEqualTo(afterwards);
        assertThat(statistics().getCacheUnreadableEntries()).isEqualTo(1);
    }

    @Test
    void iterator_skipsForeignKeysAndValues_andLeavesKeysThatNobodyCanMean() {
        Cache<Long, Long> cache = opened.manager.createCache(
                "by-number", new RedisConfiguration<Long, Long>().setTypes(Long.class, Long.class));
        cache.put(1L, 10L);
        client.set("jcache:by-number:one", "1");
        client.set("jcache:by-number:2", BAD);
        client.set("jcache:by-number:3".getBytes(StandardCharsets.UTF_8), new byte[] {(byte) 0xff});

        List<Long> keys = new ArrayList<>();
        cache.forEach(entry -> keys.add(entry.getKey()));

        assertThat(keys).containsExactly(1L);
        assertThat(client.keys("jcache:by-number:*"))
                .containsExactlyInAnyOrder("jcache:by-number:1", "jcache:by-number:one");
    }

    @Test
    void removeAll_withAListener_removesForeignKeysToo() {
        Set<Long> heard = new HashSet<>();
        CacheEntryRemovedListener<Long, Long> listener = events -> events.forEach(event -> heard.add(event.getKey()));
        Cache<Long, Long> cache = opened.manager.createCache(
                "by-number",
                new RedisConfiguration<Long, Long>()
                        .setTypes(Long.class, Long.class)
                        .addCacheEntryListenerConfiguration(
                                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, true)));
        cache.put(1L, 10L);
        client.set("jcache:by-number:one", "1");

        cache.removeAll();

        assertThat(heard).containsExactly(1L);
        assertThat(client.keys("jcache:by-number:*")).isEmpty();
    }

    @Test
    void removeAll_ofAStrictCacheWithAListener_removesAllAndSaysSo() {
        CacheEntryRemovedListener<Long, Long> listener = events -> {};
        Cache<Long, Long> cache = opened.manager.createCache(
                "by-number",
                new RedisConfiguration<Long, Long>()
                        .setTypes(Long.class, Long.class)
                        .setOnFailure(OnFailure.STRICT)
                        .addCacheEntryListenerConfiguration(
                                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, false, true)));
        cache.put(1L, 10L);
        client.set("jcache:by-number:one", "1");

        assertThatThrownBy(cache::removeAll).isInstanceOf(CodecException.class);

        assertThat(client.keys("jcache:by-number:*")).isEmpty();
    }

    @Test
    void listener_getsNoOldValue() {
        List<CacheEntryEvent<? extends String, ? extends Long>> heard = new ArrayList<>();
        CacheEntryUpdatedListener<String, Long> listener = events -> events.forEach(heard::add);
        Cache<String, Long> cache = opened.manager.createCache(
                "numbers",
                configuration(OnFailure.DEGRADE)
                        .addCacheEntryListenerConfiguration(
                                new MutableCacheEntryListenerConfiguration<>(() -> listener, null, true, true)));
        client.set(BAD_KEY, BAD);

        cache.put("key", 1L);

        assertThat(heard).singleElement().satisfies(event -> {
            assertThat(event.getValue()).isEqualTo(1);
            assertThat(event.getOldValue()).isNull();
        });
    }

    @Test
    void anotherJvmWithAnotherMode_isRefused() {
        cache(OnFailure.STRICT);
        try (Opened other = Opened.at(redis.uri())) {
            assertThatThrownBy(() -> other.manager.createCache("numbers", configuration(OnFailure.DEGRADE)))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("on-failure strict")
                    .hasMessageContaining("on-failure degrade");
        }
    }

    private RedisCacheStatisticsMXBean statistics() {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        try {
            ObjectName name = server.queryNames(
                            new ObjectName("javax.cache:type=CacheStatistics,Cache=numbers,*"), null)
                    .iterator()
                    .next();
            return JMX.newMXBeanProxy(server, name, RedisCacheStatisticsMXBean.class);
        } catch (javax.management.MalformedObjectNameException e) {
            throw new IllegalStateException(e);
        }
    }
}
