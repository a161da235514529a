package io.jcacheredis.examples.property.cache;

import io.jcacheredis.embedded.EmbeddedRedis;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Tells the provider where Redis is, and Spring to obey the annotations of JSR-107. The rest of the wiring is Spring Boot's,
 * from {@code spring.cache.jcache.provider}, and the rest of the settings the provider's, from {@code jcache-redis.yaml}.
 */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CacheConfiguration {

    private static final Logger log = LoggerFactory.getLogger(CacheConfiguration.class);
    private static final String LOCAL = "redis://localhost:6379";

    /** What {@code REDIS_URL} says, which Spring calls {@code redis.url}; else the server of the demo; else the usual one. */
    @Bean
    RedisAddress redisAddress(@Value("${redis.url:}") String url, ObjectProvider<EmbeddedRedis> demo) {
        RedisAddress address = new RedisAddress(url.isBlank() ? withoutUrl(demo) : url);
        log.info("Caching in {}", address);
        return address;
    }

    private static String withoutUrl(ObjectProvider<EmbeddedRedis> demo) {
        return demo.stream().map(server -> server.uri().toString()).findFirst().orElse(LOCAL);
    }

    @Bean
    JCachePropertiesCustomizer addressOfTheCaches(RedisAddress address) {
        return properties -> properties.setProperty("jcache.redis.url", address.url());
    }
}
