package io.jcacheredis.spring;

import io.jcacheredis.RedisCacheManager;
import org.springframework.boot.actuate.autoconfigure.endpoint.condition.ConditionalOnAvailableEndpoint;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.context.annotation.Bean;

/** The endpoint {@code rediscaches}, where it is exposed and {@code management.endpoint.rediscaches.access} allows it. */
@AutoConfiguration(after = RedisCacheAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnAvailableEndpoint.class)
@ConditionalOnSingleCandidate(RedisCacheManager.class)
@ConditionalOnAvailableEndpoint(RedisCachesEndpoint.class)
public final class RedisCacheEndpointAutoConfiguration {

    @Bean
    @ConditionalOnMissingBean
    RedisCachesEndpoint redisCachesEndpoint(RedisCacheManager manager) {
        return new RedisCachesEndpoint(manager);
    }
}
