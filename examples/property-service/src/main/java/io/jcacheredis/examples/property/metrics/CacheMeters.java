package io.jcacheredis.examples.property.metrics;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.micrometer.RedisCacheMetrics;
import io.jcacheredis.micrometer.RedisConnectionMetrics;
import io.jcacheredis.micrometer.RedisDomainEventMetrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import javax.cache.CacheManager;
import org.springframework.stereotype.Component;

/** The provider's own meters: of each cache, whose name is the type of its keys, of the connections, and of domain events. */
@Component
final class CacheMeters implements MeterBinder {

    private final RedisCacheManager manager;

    CacheMeters(CacheManager manager) {
        this.manager = manager.unwrap(RedisCacheManager.class);
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        manager.caches().forEach(cache -> RedisCacheMetrics.monitor(registry, cache, Tags.empty()));
        RedisConnectionMetrics.monitor(registry, manager, Tags.empty());
        RedisDomainEventMetrics.monitor(registry, manager, Tags.empty());
    }
}
