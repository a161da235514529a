package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.AsyncRedisCache;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.micrometer.RedisCacheObservation;
import io.jcacheredis.micrometer.RedisCacheObservationConvention;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.boot.cache.autoconfigure.metrics.CacheMetricsAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cache.Cache.ValueRetrievalException;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class MetersIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    CacheAutoConfiguration.class,
                    CacheMetricsAutoConfiguration.class,
                    RedisCacheAutoConfiguration.class,
                    RedisCacheMetersAutoConfiguration.class))
            .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
            .withPropertyValues("jcache.redis.url=" + redis.uri())
            .withInitializer(
                    TestPropertyValues.of(Map.of("jcache.redis.caches[property:detail].expiry.created", "10m"))
                            ::applyTo);

    private static void requireMeters(MeterRegistry registry, CacheManager manager) {
        manager.getCache("property:detail").put("1", "one");

        assertThat(registry.get("cache.puts")
                        .tag("name", "property:detail")
                        .functionCounter()
                        .count())
                .isOne();
        assertThat(registry.get("cache.degraded")
                        .tag("name", "property:detail")
                        .functionCounter()
                        .count())
                .isZero();
    }

    @Test
    void cacheOfAnyName_hasMeters() {
        contexts.withUserConfiguration(Books.Cached.class)
                .run(context ->
                        requireMeters(context.getBean(MeterRegistry.class), context.getBean(CacheManager.class)));
    }

    @Test
    void withoutSpringsCaching_cachesHaveMeters() {
        contexts.run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean("jcacheRedisMeters", MeterBinder.class).bindTo(registry);
            requireMeters(context.getBean(MeterRegistry.class), context.getBean(CacheManager.class));
        });
    }

    @Test
    void managerThatSpringBootMakes_hasTheSameMeters() {
        contexts.withUserConfiguration(Books.Cached.class)
                .withPropertyValues(
                        "jcache.redis.spring.enabled=false",
                        "spring.cache.jcache.provider=" + RedisCachingProvider.class.getName())
                .withBean(JCachePropertiesCustomizer.class, () -> properties -> {
                    properties.setProperty("jcache.redis.url", redis.uri().toString());
                    properties.setProperty("jcache.redis.caches[property:detail].codec", "java");
                })
                .run(context ->
                        requireMeters(context.getBean(MeterRegistry.class), context.getBean(CacheManager.class)));
    }

    @Test
    void connectionsAndDomainEvents_haveMeters() {
        contexts.run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBeansOfType(MeterBinder.class).values().forEach(binder -> binder.bindTo(registry));
            assertThat(registry.find("cache.redis.outages").functionCounter()).isNotNull();
            assertThat(registry.find("cache.domain.events").functionCounters()).isNotEmpty();
        });
    }

    private ApplicationContextRunner observing(List<String> observed) {
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public void onStop(Observation.Context context) {
                Throwable error = context.getError();
                observed.add(context.getName()
                        + (error == null ? "" : " " + error.getClass().getSimpleName()));
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return true;
            }
        });
        return contexts.withConfiguration(AutoConfigurations.of(RedisCacheObservationAutoConfiguration.class))
                .withBean(ObservationRegistry.class, () -> observations);
    }

    @Test
    void calls_areObservedWhereThatIsAskedFor() {
        List<String> observed = new CopyOnWriteArrayList<>();
        ApplicationContextRunner observing = observing(observed);

        observing.run(context ->
                context.getBean(CacheManager.class).getCache("property:detail").get("1"));
        assertThat(observed).isEmpty();

        observing
                .withPropertyValues("jcache.redis.spring.observations=true")
                .run(context -> context.getBean(CacheManager.class)
                        .getCache("property:detail")
                        .get("1"));
        assertThat(observed).containsExactly("cache.operation");
    }

    @Test
    void loadThatFails_isObservedByTheNameThatSpringHasForIt() {
        List<String> observed = new CopyOnWriteArrayList<>();

        observing(observed)
                .withUserConfiguration(Books.Cached.class)
                .withPropertyValues("jcache.redis.spring.observations=true")
                .run(context -> {
                    org.springframework.cache.Cache cache =
                            context.getBean(RedisJCacheCacheManager.class).getCache("property:detail");
                    assertThatThrownBy(() -> cache.get("missing", () -> {
                                throw new IOException("no book");
                            }))
                            .isInstanceOf(ValueRetrievalException.class)
                            .hasCauseInstanceOf(IOException.class);
                });

        assertThat(observed).containsExactly("cache.operation ValueRetrievalException");
    }

    @Test
    void calls_areNamedByTheConventionOfTheProgram() {
        List<String> observed = new CopyOnWriteArrayList<>();
        observing(observed)
                .withPropertyValues("jcache.redis.spring.observations=true")
                .withBean(RedisCacheObservationConvention.class, () -> new RedisCacheObservationConvention() {
                    @Override
                    public String getName() {
                        return "shop.cache";
                    }
                })
                .run(context -> context.getBean(CacheManager.class)
                        .getCache("property:detail")
                        .get("1"));

        assertThat(observed).containsExactly("shop.cache");
    }

    /** An observation of the program, which notes what it carried. */
    @Configuration(proxyBeanMethods = false)
    static class Carrying {

        private final AtomicInteger carried = new AtomicInteger();

        @Bean
        RedisCacheObservation observation(ObservationRegistry registry) {
            return RedisCacheObservation.of(registry).carrying(task -> {
                carried.incrementAndGet();
                return task;
            });
        }
    }

    @Test
    void calls_areObservedByTheObservationOfTheProgram() {
        List<String> observed = new CopyOnWriteArrayList<>();
        observing(observed)
                .withPropertyValues("jcache.redis.spring.observations=true")
                .withUserConfiguration(Carrying.class)
                .run(context -> {
                    Cache<Object, Object> cache =
                            context.getBean(CacheManager.class).getCache("property:detail");
                    AsyncRedisCache<?, ?> async = (AsyncRedisCache<?, ?>)
                            cache.unwrap(RedisCache.class).async();
                    async.size().toCompletableFuture().get(20, TimeUnit.SECONDS);
                    assertThat(context.getBean(Carrying.class).carried).hasValue(1);
                });

        assertThat(observed).containsExactly("cache.operation");
    }

    /** As of {@code spring.main.lazy-initialization}. */
    @Test
    void calls_areObservedWhereBeansAreLazy() {
        List<String> observed = new CopyOnWriteArrayList<>();
        observing(observed)
                .withInitializer(context ->
                        context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor()))
                .withPropertyValues("jcache.redis.spring.observations=true")
                .run(context -> context.getBean(CacheManager.class)
                        .getCache("property:detail")
                        .get("1"));

        assertThat(observed).containsExactly("cache.operation");
    }

    @Test
    void cachesBesideASpringManagerOfTheProgram_haveMeters() {
        contexts.withUserConfiguration(Books.Cached.class)
                .withBean(
                        "localCacheManager",
                        org.springframework.cache.CacheManager.class,
                        () -> new ConcurrentMapCacheManager("local"))
                .run(context -> {
                    MeterRegistry registry = context.getBean(MeterRegistry.class);
                    context.getBean("jcacheRedisMeters", MeterBinder.class).bindTo(registry);
                    requireMeters(registry, context.getBean(CacheManager.class));
                });
    }

    @Test
    void cacheThatSpringBootBinds_isNotBoundTwice() {
        contexts.withUserConfiguration(Books.Cached.class).run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            context.getBean("jcacheRedisMeters", MeterBinder.class).bindTo(registry);
            assertThat(registry.get("cache.puts").functionCounters()).hasSize(1);
        });
    }

    /** What the page says of it: the file is asked after Spring's environment, to which the starter adds. */
    @Test
    void statisticsOfAFile_areOffByCacheOnly() {
        contexts.withPropertyValues("jcache.redis.config=classpath:without-statistics.yaml")
                .run(context -> assertThat(
                                context.getBean(RedisCacheManager.class).caches())
                        .filteredOn(cache -> CacheDescription.of(cache)
                                .settings()
                                .get("statistics")
                                .equals(true))
                        .extracting(Cache::getName)
                        .containsExactly("property:detail", "usual"));
    }

    @Test
    void statistics_canBeOff() {
        contexts.withUserConfiguration(Books.Cached.class)
                .withPropertyValues("jcache.redis.defaults.statistics=false")
                .run(context -> {
                    RedisCache<Object, Object> cache = (RedisCache<Object, Object>)
                            context.getBean(RedisCacheManager.class).getCache("property:detail");
                    cache.put("1", "one");
                    assertThat(cache.statistics().getCachePuts()).isZero();
                });
    }
}
