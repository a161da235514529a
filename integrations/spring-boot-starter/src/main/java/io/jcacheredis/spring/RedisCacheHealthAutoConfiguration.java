package io.jcacheredis.spring;

import io.jcacheredis.RedisCacheManager;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health indicator {@code jcacheRedis}, unless {@code management.health.jcache-redis.enabled} is false. */
@AutoConfiguration(after = RedisCacheAutoConfiguration.class)
@ConditionalOnClass({HealthIndicator.class, ConditionalOnEnabledHealthIndicator.class})
@ConditionalOnSingleCandidate(RedisCacheManager.class)
@ConditionalOnEnabledHealthIndicator("jcache-redis")
@EnableConfigurationProperties(RedisCacheHealthProperties.class)
public final class RedisCacheHealthAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean(name = {"jcacheRedisHealthIndicator", "jcacheRedisHealthContributor"})
    HealthIndicator jcacheRedisHealthIndicator(RedisCacheManager manager, RedisCacheHealthProperties properties) {
        return new RedisCacheHealthIndicator(manager, properties.unavailableStatus());
    }
}
