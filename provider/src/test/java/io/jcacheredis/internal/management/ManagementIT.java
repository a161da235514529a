package io.jcacheredis.internal.management;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.internal.cache.CachesExtension;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What JMX shows of a cache, and when. */
class ManagementIT {

    private static final MBeanServer SERVER = ManagementFactory.getPlatformMBeanServer();

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private static Set<ObjectName> beans(String type) {
        try {
            return SERVER.queryNames(new ObjectName("javax.cache:type=" + type + ",*"), null);
        } catch (JMException e) {
            throw new AssertionError(e);
        }
    }

    private static Object attribute(String type, String name) throws JMException {
        return SERVER.getAttribute(beans(type).iterator().next(), name);
    }

    @SuppressWarnings("unchecked")
    private static CompleteConfiguration<String, String> configuration(Cache<String, String> cache) {
        return cache.getConfiguration(CompleteConfiguration.class);
    }

    @Test
    void statistics_printWhatTheyCount() {
        Cache<String, String> cache = caches.create(CachesExtension.strings().setStatisticsEnabled(true));
        cache.put("key", "v");
        cache.get("key");
        RedisCacheManager manager = (RedisCacheManager) caches.manager();

        assertThat(((RedisCache<String, String>) cache).statistics())
                .hasToString("1 hits, 0 misses, 1 puts, 0 removals, 0 loads");
        assertThat(manager.connections().toString())
                .startsWith(manager.connections().getAddress() + ": ")
                .contains("CLOSED", "outages=0");
        assertThat(manager.domainEvents()).hasToString("0 events handled, 0 failed, 0 entries removed");
    }

    @Test
    void enableStatistics_atRuntime_beanAppearsAndDisappears() throws JMException {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        cache.put("uncounted", "v");
        assertThat(beans("CacheStatistics")).isEmpty();

        for (int i = 0; i < 2; i++) {
            caches.manager().enableStatistics("cache", true);
            assertThat(beans("CacheStatistics")).hasSize(1);
            assertThat(configuration(cache).isStatisticsEnabled()).isTrue();
        }
        cache.put("counted", "v");
        assertThat(attribute("CacheStatistics", "CachePuts")).isEqualTo(1L);

        for (int i = 0; i < 2; i++) {
            caches.manager().enableStatistics("cache", false);
            assertThat(beans("CacheStatistics")).isEmpty();
            assertThat(configuration(cache).isStatisticsEnabled()).isFalse();
        }
        cache.put("uncounted", "v");
        caches.manager().enableStatistics("cache", true);
        assertThat(attribute("CacheStatistics", "CachePuts")).isEqualTo(1L);
    }

    @Test
    void enableManagement_atRuntime_beanAppearsAndDisappears() throws JMException {
        Cache<String, String> cache = caches.create(CachesExtension.strings());
        assertThat(beans("CacheConfiguration")).isEmpty();

        for (int i = 0; i < 2; i++) {
            caches.manager().enableManagement("cache", true);
            assertThat(beans("CacheConfiguration")).hasSize(1);
            assertThat(configuration(cache).isManagementEnabled()).isTrue();
        }
        assertThat(attribute("CacheConfiguration", "KeyType")).isEqualTo("java.lang.String");
        assertThat(attribute("CacheConfiguration", "ValueType")).isEqualTo("java.lang.String");
        assertThat(attribute("CacheConfiguration", "StoreByValue")).isEqualTo(true);
        assertThat(attribute("CacheConfiguration", "ReadThrough")).isEqualTo(false);
        assertThat(attribute("CacheConfiguration", "WriteThrough")).isEqualTo(false);
        assertThat(attribute("CacheConfiguration", "ManagementEnabled")).isEqualTo(true);
        assertThat(attribute("CacheConfiguration", "StatisticsEnabled")).isEqualTo(false);
        caches.manager().enableStatistics("cache", true);
        assertThat(attribute("CacheConfiguration", "StatisticsEnabled")).isEqualTo(true);

        for (int i = 0; i < 2; i++) {
            caches.manager().enableManagement("cache", false);
            assertThat(beans("CacheConfiguration")).isEmpty();
            assertThat(configuration(cache).isManagementEnabled()).isFalse();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "CacheHits, java.lang.Long",
        "CacheMisses, java.lang.Long",
        "CacheGets, java.lang.Long",
        "CachePuts, java.lang.Long",
        "CacheRemovals, java.lang.Long",
        "CacheEvictions, java.lang.Long",
        "CacheHitPercentage, java.lang.Float",
        "CacheMissPercentage, java.lang.Float",
        "AverageGetTime, java.lang.Float",
        "AveragePutTime, java.lang.Float",
        "AverageRemoveTime, java.lang.Float"
    })
    void statistic_hasItsTypeAndBeginsAtZeroAndIsCleared(String name, Class<? extends Number> type) throws JMException {
        Cache<String, String> cache = caches.create(CachesExtension.strings().setStatisticsEnabled(true));
        assertThat(attribute("CacheStatistics", name)).isInstanceOf(type);
        assertThat(((Number) attribute("CacheStatistics", name)).doubleValue()).isZero();

        cache.put("key", "v");
        cache.get("key");
        cache.get("missing");
        cache.remove("key");
        if (!name.equals("CacheEvictions")) {
            assertThat(((Number) attribute("CacheStatistics", name)).doubleValue())
                    .isPositive();
        }

        SERVER.invoke(beans("CacheStatistics").iterator().next(), "clear", new Object[0], new String[0]);
        assertThat(((Number) attribute("CacheStatistics", name)).doubleValue()).isZero();
    }

    @Test
    void percentages_areOfGets() throws JMException {
        Cache<String, String> cache = caches.create(CachesExtension.strings().setStatisticsEnabled(true));
        cache.put("key", "v");
        for (int i = 0; i < 3; i++) {
            cache.get("key");
        }
        cache.get("missing");

        assertThat(attribute("CacheStatistics", "CacheGets")).isEqualTo(4L);
        assertThat(attribute("CacheStatistics", "CacheHitPercentage")).isEqualTo(75f);
        assertThat(attribute("CacheStatistics", "CacheMissPercentage")).isEqualTo(25f);
    }

    /** Names that mean something in an ObjectName: the characters that JSR-107 lists become dots, and so do the others. */
    @ParameterizedTest
    @ValueSource(strings = {"a:b", "a=b", "a,b", "a\nb", "a\"b", "a*b", "a?b"})
    void nameWithCharactersOfJmx_isShownWithDots(String name) {
        MutableConfiguration<String, String> configuration =
                CachesExtension.strings().setStatisticsEnabled(true).setManagementEnabled(true);
        Cache<String, String> cache = caches.manager().createCache(name, configuration);
        cache.put("key", "v");

        for (String type : Set.of("CacheStatistics", "CacheConfiguration")) {
            assertThat(beans(type)).hasSize(1);
            ObjectName shown = beans(type).iterator().next();
            assertThat(shown.isPattern()).isFalse();
            assertThat(shown.getKeyProperty("Cache")).isEqualTo("a.b");
            assertThat(shown.getKeyProperty("CacheManager"))
                    .isEqualTo(caches.manager().getURI().toString().replace(':', '.'));
        }
        cache.close();
        assertThat(beans("CacheStatistics")).isEmpty();
        assertThat(beans("CacheConfiguration")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"close", "destroy", "manager", "provider"})
    void end_leavesNoBean(String way) {
        Cache<String, String> cache = caches.create(
                CachesExtension.strings().setStatisticsEnabled(true).setManagementEnabled(true));
        switch (way) {
            case "close" -> cache.close();
            case "destroy" -> caches.manager().destroyCache("cache");
            case "manager" -> caches.manager().close();
            default -> caches.provider().close();
        }

        assertThat(beans("CacheStatistics")).isEmpty();
        assertThat(beans("CacheConfiguration")).isEmpty();
    }

    /** As those of application contexts are, and of web applications. */
    @Test
    void managersOfOneUri_areAllShown_andGoByThemselves() throws JMException {
        caches.create(CachesExtension.strings().setStatisticsEnabled(true)).put("key", "v");
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            CacheManager second =
                    provider.getCacheManager(null, null, caches.manager().getProperties());
            second.createCache("cache", CachesExtension.strings().setStatisticsEnabled(true));

            assertThat(instances("javax.cache:type=CacheStatistics,*")).containsExactlyInAnyOrder("", "2");
            for (String type : List.of("Connections", "DomainEvents")) {
                assertThat(instances("io.jcacheredis:type=" + type + ",*")).containsExactlyInAnyOrder("", "2");
            }
            assertThat(SERVER.getAttribute(
                            new ObjectName(
                                    "javax.cache:type=CacheStatistics,CacheManager=jcache-redis.default,Cache=cache"),
                            "CachePuts"))
                    .isEqualTo(1L);

            caches.manager().close();
            assertThat(instances("*:CacheManager=*,*")).containsExactlyInAnyOrder("2", "2", "2");
        }
        assertThat(instances("*:CacheManager=*,*")).isEmpty();
    }

    private static List<String> instances(String pattern) throws JMException {
        return SERVER.queryNames(new ObjectName(pattern), null).stream()
                .map(name -> Objects.requireNonNullElse(name.getKeyProperty("instance"), ""))
                .toList();
    }

    @Test
    void enable_forACacheThatIsNotThere_doesNothing() {
        caches.manager().enableStatistics("absent", true);
        caches.manager().enableManagement("absent", true);

        assertThat(beans("CacheStatistics")).isEmpty();
        assertThat(beans("CacheConfiguration")).isEmpty();
    }
}
