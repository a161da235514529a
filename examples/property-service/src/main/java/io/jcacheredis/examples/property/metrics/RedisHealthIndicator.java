package io.jcacheredis.examples.property.metrics;

import io.jcacheredis.RedisCacheManager;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/**
 * Whether Redis answers, over the connections of the caches. Where it doesn't, the service is {@code DEGRADED}, which is no reason to
 * restart it.
 */
@Component
final class RedisHealthIndicator implements HealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "Redis can't be reached: each request asks the database");

    private final RedisCacheManager manager;

    RedisHealthIndicator(CacheManager manager) {
        this.manager = manager.unwrap(RedisCacheManager.class);
    }

    @Override
    public Health health() {
        try {
            return Health.up()
                    .withDetail(
                            "servers",
                            manager.servers().stream()
                                    .map(server -> server.product() + " " + server.version())
                                    .toList())
                    .build();
        } catch (CacheException e) {
            return Health.status(DEGRADED).build();
        }
    }
}
