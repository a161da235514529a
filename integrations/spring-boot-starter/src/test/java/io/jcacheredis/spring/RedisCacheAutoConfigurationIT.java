package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.TypeRef;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.spring.Books.Book;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.JCacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.test.context.ConfigDataApplicationContextInitializer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.cache.concurrent.ConcurrentMapCacheManager;
import org.springframework.cache.jcache.JCacheCacheManager;
import org.springframework.cache.support.SimpleCacheManager;

/** What is there for which settings and beans. Another provider is on the class path, which must not matter. */
class RedisCacheAutoConfigurationIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(RedisCacheAutoConfiguration.class, CacheAutoConfiguration.class))
            .withUserConfiguration(Books.Cached.class)
            .withPropertyValues("jcache.redis.url=" + redis.uri());

    private static RedisCache<Object, Object> cache(CacheManager manager, String name) {
        return (RedisCache<Object, Object>) manager.getCache(name);
    }

    @Test
    void settingsOfTheEnvironment_makeTheManagerAndItsCaches() {
        // In a map, as the runner takes a colon for the end of a name.
        TestPropertyValues settings = TestPropertyValues.of(Map.of(
                "jcache.redis.keyPrefix", "settings:",
                "jcache.redis.caches[property:detail].expiry.created", "10m",
                "jcache.redis.caches.property:score.on-failure", "strict",
                "jcache.redis.caches.plain", ""));
        contexts.withInitializer(settings::applyTo).run(context -> {
            RedisCacheManager manager = context.getBean(RedisCacheManager.class);
            assertThat(manager.keyPrefix()).isEqualTo("settings:");
            assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("property:detail", "property:score", "plain");
            RedisCache<Object, Object> detail = cache(manager, "property:detail");
            detail.put("1", "one");
            assertThat(detail.timeToLive("1"))
                    .hasValueSatisfying(
                            life -> assertThat(life).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
            assertThat(CacheDescription.of(cache(manager, "property:score")).settings())
                    .containsEntry("onFailure", "strict");
        });
    }

    @Test
    void fileOfTheProvider_isMergedWithTheEnvironment() {
        contexts.withPropertyValues(
                        "jcache.redis.config=classpath:merged.yaml",
                        "jcache.redis.caches[shared].expiry.created=1m",
                        "jcache.redis.caches[of-spring].expiry.created=1m")
                .run(context -> {
                    RedisCacheManager manager = context.getBean(RedisCacheManager.class);
                    assertThat(manager.keyPrefix()).isEqualTo("merged:");
                    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("of-file", "shared", "of-spring");
                    RedisCache<Object, Object> shared = cache(manager, "shared");
                    shared.put("1", "one");
                    assertThat(shared.timeToLive("1"))
                            .hasValueSatisfying(
                                    life -> assertThat(life).isBetween(Duration.ZERO, Duration.ofMinutes(1)));
                });
    }

    /** With the names of caches as the provider's own file has them, and in brackets, as Spring has them. */
    @Test
    void applicationYaml_isRead() {
        contexts.withInitializer(new ConfigDataApplicationContextInitializer())
                .withPropertyValues("spring.config.location=classpath:books.yaml")
                .run(context -> {
                    RedisCacheManager manager = context.getBean(RedisCacheManager.class);
                    assertThat(manager.keyPrefix()).isEqualTo("of-yaml:");
                    assertThat(manager.getCacheNames())
                            .containsExactlyInAnyOrder("property:detail", "property:score", "com.acme.Reports");
                    RedisCache<Object, Object> detail = cache(manager, "property:detail");
                    detail.put("prop-1", new Book("1", "One"));
                    assertThat(detail.timeToLive("prop-1").orElseThrow()).isGreaterThan(Duration.ofMinutes(9));
                    assertThat(CacheDescription.of(cache(manager, "com.acme.Reports"))
                                    .settings())
                            .containsEntry("expiry", Map.of("created", "PT1M", "accessed", "PT1M"));
                    manager.invalidator()
                            .handle(InvalidationEvent.of("property_updated", Map.of("property_id", "prop-1")));
                    assertThat(detail.containsKey("prop-1")).isFalse();
                });
    }

    @Test
    void fileThatSpringBootNames_isTheProviders() {
        contexts.withPropertyValues("spring.cache.jcache.config=classpath:merged.yaml")
                .run(context -> assertThat(
                                context.getBean(RedisCacheManager.class).keyPrefix())
                        .isEqualTo("merged:"));
    }

    @Test
    void cacheNamesOfSpringBoot_mergeWithDeclaredCaches() {
        contexts.withPropertyValues(
                        "spring.cache.cache-names=books,other",
                        "jcache.redis.caches[books].expiry.created=10m",
                        "jcache.redis.defaults.expiry.created=5m")
                .run(context -> {
                    assertThat(context.getBean(org.springframework.cache.CacheManager.class)
                                    .getCacheNames())
                            .containsExactlyInAnyOrder("books", "other");
                    CacheManager manager = context.getBean(CacheManager.class);
                    cache(manager, "books").put("1", "one");
                    assertThat(cache(manager, "books").timeToLive("1").orElseThrow())
                            .isGreaterThan(Duration.ofMinutes(9));
                });
    }

    @Test
    void beansForSpringBootsManager_areUsed() {
        contexts.withPropertyValues("spring.cache.cache-names=books", "spring.cache.type=jcache")
                .withBean(
                        javax.cache.configuration.Configuration.class,
                        () -> new MutableConfiguration<>()
                                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(
                                        new javax.cache.expiry.Duration(TimeUnit.MINUTES, 3))))
                .withBean(
                        JCacheManagerCustomizer.class,
                        () -> manager -> manager.createCache("made", new MutableConfiguration<>()))
                .withBean(
                        JCachePropertiesCustomizer.class,
                        () -> properties -> properties.setProperty("jcache.redis.key-prefix", "customized:"))
                .withBean("allowing", CacheManagerCustomizer.class, () ->
                        (CacheManagerCustomizer<JCacheCacheManager>) manager -> manager.setAllowNullValues(false))
                .run(context -> {
                    RedisCacheManager manager = context.getBean(RedisCacheManager.class);
                    assertThat(manager.keyPrefix()).isEqualTo("customized:");
                    assertThat(manager.getCacheNames()).containsExactlyInAnyOrder("books", "made");
                    cache(manager, "books").put("1", "one");
                    assertThat(cache(manager, "books").timeToLive("1").orElseThrow())
                            .isBetween(Duration.ofMinutes(2), Duration.ofMinutes(3));
                    assertThat(context.getBean(JCacheCacheManager.class).isAllowNullValues())
                            .isFalse();
                });
    }

    @Test
    void nameThatIsDeclaredNowhere_failsAtTheFirstCall() {
        contexts.withPropertyValues("jcache.redis.caches[b*].expiry.created=1m")
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(Books.class).byIsbn("1"))
                        .hasMessageContaining("Cannot find cache named 'books'"));
    }

    @Test
    void beanOfAConfiguration_saysHowLongEntriesOfADeclaredCacheLive() {
        contexts.withPropertyValues(
                        "jcache.redis.key-prefix=bean:",
                        "spring.cache.cache-names=books",
                        "jcache.redis.caches[books].expiry.created=10m")
                .withBean(
                        javax.cache.configuration.Configuration.class,
                        () -> new MutableConfiguration<>()
                                .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(
                                        new javax.cache.expiry.Duration(TimeUnit.MINUTES, 1))))
                .run(context -> {
                    RedisCache<Object, Object> books = cache(context.getBean(CacheManager.class), "books");
                    books.put("1", "one");
                    assertThat(books.timeToLive("1").orElseThrow()).isLessThanOrEqualTo(Duration.ofMinutes(1));
                });
    }

    /** A generic type, which a setting has no room for. */
    @Test
    void cacheOfACustomizer_hasTheCodecThatItIsGiven() {
        contexts.withBean(
                        JCacheManagerCustomizer.class,
                        () -> manager -> manager.createCache(
                                "offers",
                                new RedisConfiguration<String, List<Book>>()
                                        .setValueCodec(Codecs.json(new TypeRef<List<Book>>() {}))))
                .run(context -> {
                    RedisCache<Object, Object> offers = cache(context.getBean(CacheManager.class), "offers");
                    offers.put("1", List.of(new Book("isbn", "title")));
                    assertThat(offers.get("1")).isEqualTo(List.of(new Book("isbn", "title")));
                });
    }

    /** A condition would take it for false, and the caches be in another Redis than the one that was meant. */
    @Test
    void propertyOfTheStarter_thatIsNoBoolean_isRefused() {
        contexts.withPropertyValues("jcache.redis.spring.connection-details=maybe")
                .run(context -> assertThat(context)
                        .hasFailed()
                        .getFailure()
                        .hasStackTraceContaining("jcache.redis.spring.connection-details"));
    }

    @Test
    void wrongSettings_areNamedAsSpringHasThem() {
        contexts.withPropertyValues(
                        "jcache.redis.key-prefx=x",
                        "jcache.redis.spring.observation=true",
                        "jcache.redis.spring.enable=true",
                        "jcache.redis.caches[books].expiry.created=soon",
                        "jcache.redis.password=",
                        "jcache.redis.defaults.near.sizes=3")
                .run(context -> {
                    assertThat(context).hasFailed();
                    assertThat(context.getStartupFailure())
                            .rootCause()
                            .hasMessageContainingAll(
                                    "property jcache.redis.key-prefx",
                                    "did you mean jcache.redis.key-prefix?",
                                    "property jcache.redis.caches[books].expiry.created",
                                    "property jcache.redis.spring.observation: is no property of the Spring Boot starter; there"
                                            + " are enabled, connection-details, observations",
                                    "property jcache.redis.spring.enable: is no",
                                    "property jcache.redis.password",
                                    "property jcache.redis.defaults.near.sizes");
                });
    }

    @Test
    void otherTypeOfCache_isLeftToSpringBoot() {
        contexts.withPropertyValues("spring.cache.type=simple")
                .run(context -> assertThat(context)
                        .hasSingleBean(ConcurrentMapCacheManager.class)
                        .doesNotHaveBean(CacheManager.class));
    }

    @Test
    void otherProvider_isLeftToSpringBoot() {
        contexts.withPropertyValues("spring.cache.jcache.provider=" + CaffeineCachingProvider.class.getName())
                .run(context -> assertThat(context.getBean(CacheManager.class).getCachingProvider())
                        .isInstanceOf(CaffeineCachingProvider.class));
    }

    /** As a system property, which the provider sees too, and which is none of its settings. */
    @Test
    void starterThatIsOff_isNotThere() {
        contexts.withSystemProperties("jcache.redis.spring.enabled=false")
                .withPropertyValues("spring.cache.jcache.provider=" + RedisCachingProvider.class.getName())
                .run(context -> assertThat(context)
                        .hasSingleBean(JCacheCacheManager.class)
                        .doesNotHaveBean(RedisJCacheCacheManager.class)
                        .doesNotHaveBean(RedisCachingProvider.class));
    }

    @Test
    void managerOfTheProgram_isUsed() {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            Properties properties = new Properties();
            properties.setProperty("jcache.redis.url", redis.uri().toString());
            properties.setProperty("jcache.redis.key-prefix", "own:");
            CacheManager own = provider.getCacheManager(null, null, properties);
            contexts.withBean("own", CacheManager.class, () -> own).run(context -> {
                assertThat(context).hasSingleBean(CacheManager.class);
                assertThat(context.getBean(RedisJCacheCacheManager.class).getCacheManager())
                        .isSameAs(own);
            });
        }
    }

    @Test
    void springManagerOfTheProgram_isUsed() {
        contexts.withBean(SimpleCacheManager.class)
                .run(context -> assertThat(context)
                        .hasSingleBean(org.springframework.cache.CacheManager.class)
                        .hasSingleBean(RedisCacheManager.class));
    }

    @Test
    void applicationWithoutSpringsCaching_hasTheManager() {
        new ApplicationContextRunner()
                .withConfiguration(
                        AutoConfigurations.of(RedisCacheAutoConfiguration.class, CacheAutoConfiguration.class))
                .withPropertyValues("jcache.redis.url=" + redis.uri())
                .run(context -> assertThat(context)
                        .hasSingleBean(RedisCacheManager.class)
                        .doesNotHaveBean(org.springframework.cache.CacheManager.class));
    }

    @Test
    void applicationWithoutSpringBootsRedis_works() {
        contexts.withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class))
                .run(context -> assertThat(context).hasSingleBean(RedisCacheManager.class));
    }

    @Test
    void contextsOfOneJvm_haveManagersOfTheirOwn() {
        contexts.withPropertyValues("jcache.redis.key-prefix=first:", "jcache.redis.caches[books].codec=java")
                .run(first -> {
                    contexts.withPropertyValues("jcache.redis.key-prefix=second:")
                            .run(second -> assertThat(second.getBean(RedisCacheManager.class)
                                            .keyPrefix())
                                    .isEqualTo("second:"));
                    RedisCacheManager manager = first.getBean(RedisCacheManager.class);
                    assertThat(manager.isClosed()).isFalse();
                    assertThat(manager.keyPrefix()).isEqualTo("first:");
                    assertThat(manager.servers()).isNotEmpty();
                });
    }

    @Test
    void contextThatEnds_closesItsManager() {
        RedisCacheManager[] manager = new RedisCacheManager[1];
        contexts.run(context -> manager[0] = context.getBean(RedisCacheManager.class));

        assertThat(manager[0].isClosed()).isTrue();
    }

    /** Whatever its order: the password of one Redis is nothing that another one should see. */
    @Test
    void urlOfACustomizer_isNotSentTheLoginOfTheRedisThatSpringBootKnows() {
        Map<Object, Object> seen = new HashMap<>();
        JCachePropertiesCustomizer own = properties ->
                properties.setProperty("jcache.redis.url", redis.uri().toString());
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DataRedisAutoConfiguration.class,
                        RedisCacheAutoConfiguration.class,
                        CacheAutoConfiguration.class))
                .withPropertyValues(
                        "spring.data.redis.host=elsewhere.internal",
                        "spring.data.redis.username=app",
                        "spring.data.redis.password=not-for-others")
                .withBean(JCachePropertiesCustomizer.class, () -> own)
                .run(context -> {
                    RedisCacheManager manager = context.getBean(RedisCacheManager.class);
                    assertThat(manager.connections().getAddress())
                            .endsWith(":" + redis.uri().getPort());
                    assertThat(manager.servers()).hasSize(1);
                    seen.putAll(manager.getProperties());
                });
        assertThat(seen).doesNotContainKeys("jcache.redis.user", "jcache.redis.password");
    }
}
