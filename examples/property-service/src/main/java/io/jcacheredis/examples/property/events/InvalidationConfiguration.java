package io.jcacheredis.examples.property.events;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.util.List;
import javax.cache.CacheManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Gives the invalidator of the manager all strategies that are beans, and only then lets it take the events that other programs tell by
 * Redis. A program adds its own strategy by declaring one.
 */
@Configuration(proxyBeanMethods = false)
class InvalidationConfiguration {

    @Bean
    EventDrivenInvalidator invalidator(CacheManager manager, List<InvalidationStrategy> strategies) {
        EventDrivenInvalidator invalidator =
                manager.unwrap(RedisCacheManager.class).invalidator();
        strategies.forEach(invalidator::add);
        invalidator.listen();
        return invalidator;
    }
}
