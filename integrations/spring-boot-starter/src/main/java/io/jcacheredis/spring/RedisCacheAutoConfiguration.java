package io.jcacheredis.spring;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCachingProvider;
import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import javax.cache.CacheManager;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.MutableConfiguration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.cache.autoconfigure.CacheAutoConfiguration;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.CacheManagerCustomizers;
import org.springframework.boot.cache.autoconfigure.CacheProperties;
import org.springframework.boot.cache.autoconfigure.JCacheManagerCustomizer;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.cache.interceptor.CacheAspectSupport;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;
import org.springframework.core.io.Resource;

/**
 * Makes the {@code javax.cache.CacheManager} with the settings of Spring's environment, and Spring's manager of its caches where caching is
 * enabled. Does nothing where {@code spring.cache.type} or {@code spring.cache.jcache.provider} ask for something else, and
 * leaves to the program what it makes itself.
 *
 * <p>Each application context has a provider of its own, so that contexts in one JVM don't get the managers of each other, and close
 * them.
 */
@AutoConfiguration(
        before = CacheAutoConfiguration.class,
        afterName = "org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration")
@ConditionalOnBooleanProperty(name = SpringSettings.STARTER + "enabled", matchIfMissing = true)
@Conditional(RedisCacheCondition.class)
@EnableConfigurationProperties(CacheProperties.class)
public final class RedisCacheAutoConfiguration {

    private static final Logger log = LoggerFactory.getLogger(RedisCacheAutoConfiguration.class);

    @Bean
    EnvironmentCustomizer jcacheRedisEnvironmentCustomizer(ConfigurableEnvironment environment) {
        return new EnvironmentCustomizer(environment);
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean
    RedisCachingProvider jcacheRedisProvider() {
        return new RedisCachingProvider();
    }

    @Bean(destroyMethod = "close")
    @ConditionalOnMissingBean(CacheManager.class)
    RedisCacheManager jCacheCacheManager(
            RedisCachingProvider provider,
            ApplicationContext context,
            CacheProperties cache,
            ObjectProvider<Configuration<?, ?>> standard,
            ObjectProvider<JCachePropertiesCustomizer> settings,
            ObjectProvider<LastCustomizer> last,
            ObjectProvider<JCacheManagerCustomizer> customizers)
            throws IOException {
        Properties properties = new Properties();
        settings.orderedStream().forEach(customizer -> customizer.customize(properties));
        last.forEach(customizer -> customizer.customize(properties));
        CacheManager manager = provider.getCacheManager(location(cache), context.getClassLoader(), properties);
        for (String name : cache.getCacheNames()) {
            manager.createCache(name, standard.getIfAvailable(MutableConfiguration::new));
        }
        customizers.orderedStream().forEach(customizer -> customizer.customize(manager));
        return manager.unwrap(RedisCacheManager.class);
    }

    private static @Nullable URI location(CacheProperties cache) throws IOException {
        Resource file = cache.resolveConfigLocation(cache.getJcache().getConfig());
        return file == null ? null : file.getURI();
    }

    /** Under the name and the conditions of the one that Spring Boot would make. */
    @Bean
    @ConditionalOnBean(CacheAspectSupport.class)
    @ConditionalOnSingleCandidate(CacheManager.class)
    @ConditionalOnMissingBean(value = org.springframework.cache.CacheManager.class, name = "cacheResolver")
    RedisJCacheCacheManager cacheManager(
            CacheManager jCacheCacheManager, ObjectProvider<CacheManagerCustomizer<?>> customizers) {
        return new CacheManagerCustomizers(customizers.orderedStream().toList())
                .customize(new RedisJCacheCacheManager(jCacheCacheManager));
    }

    /** Where the application has not what reads {@code spring.data.redis.*}. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnMissingClass(SpringRedis.READER)
    @ConditionalOnBooleanProperty(name = SpringSettings.STARTER + "connection-details", matchIfMissing = true)
    static class NoConnectionDetails {

        @Bean
        LastCustomizer jcacheRedisUnreadConnectionDetails(Environment environment) {
            return properties -> {
                if (!properties.containsKey("jcache.redis.url") && SpringRedis.isSaid(environment)) {
                    log.warn(
                            "spring.data.redis.* says where Redis is, and has no effect: add spring-boot-starter-data-redis, or"
                                    + " set jcache.redis.url");
                }
            };
        }
    }

    /** Where the application has Spring Boot's support of Redis. */
    @org.springframework.context.annotation.Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(DataRedisConnectionDetails.class)
    @ConditionalOnBooleanProperty(name = SpringSettings.STARTER + "connection-details", matchIfMissing = true)
    static class ConnectionDetails {

        @Bean
        ConnectionDetailsCustomizer jcacheRedisConnectionDetailsCustomizer(
                ObjectProvider<DataRedisConnectionDetails> details, Environment environment) {
            return new ConnectionDetailsCustomizer(details, environment);
        }
    }
}
