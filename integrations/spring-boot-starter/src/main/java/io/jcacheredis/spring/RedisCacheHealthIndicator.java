package io.jcacheredis.spring;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.RedisConnectionsMXBean;
import io.jcacheredis.RedisServer;
import java.time.Duration;
import java.util.List;
import javax.cache.CacheException;
import org.springframework.boot.health.contributor.AbstractHealthIndicator;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

/**
 * Whether Redis can be used, asked over the connections of the caches: it takes no longer than their time-out for each server that has entries,
 * and nothing while a server is left alone after an outage. Without Redis the application is {@code DOWN} if it has a strict cache, which throws; else it is slower, which
 * is a status of its own.
 */
final class RedisCacheHealthIndicator extends AbstractHealthIndicator {

    private final RedisCacheManager manager;
    private final Status unavailable;

    RedisCacheHealthIndicator(RedisCacheManager manager, String unavailableStatus) {
        super("Redis could not be asked");
        this.manager = manager;
        this.unavailable =
                new Status(unavailableStatus, "Redis can't be used; the caches answer as if they were empty");
    }

    @Override
    protected void doHealthCheck(Health.Builder health) {
        RedisConnectionsMXBean connections = manager.connections();
        health.withDetail("address", connections.getAddress())
                .withDetail("circuitBreaker", connections.getCircuitBreakerState());
        try {
            describe(manager.servers(), health.up());
        } catch (CacheException e) {
            List<String> strict = strictCaches();
            health.status(strict.isEmpty() ? unavailable : Status.DOWN)
                    .withDetail("error", String.valueOf(e.getMessage()))
                    .withDetail("outages", connections.getOutages());
            if (!strict.isEmpty()) {
                health.withDetail("strictCaches", strict);
            }
        }
        health.withDetail("owedEntries", owedEntries());
    }

    private static void describe(List<RedisServer> servers, Health.Builder health) {
        RedisServer first = servers.get(0);
        Duration slowest = servers.stream()
                .map(RedisServer::latency)
                .max(Duration::compareTo)
                .orElse(first.latency());
        health.withDetail("server", first.product())
                .withDetail("version", first.version())
                .withDetail("latency", Math.round(slowest.toNanos() / 1_000.0) / 1_000.0 + "ms");
        if (servers.size() > 1) {
            health.withDetail("servers", servers.size())
                    .withDetail(
                            "versions",
                            servers.stream()
                                    .map(RedisServer::version)
                                    .distinct()
                                    .sorted()
                                    .toList());
        }
    }

    @SuppressWarnings("unchecked") // a class literal has no types
    private List<String> strictCaches() {
        return manager.caches().stream()
                .filter(cache -> {
                    RedisConfiguration<?, ?> configuration = cache.getConfiguration(RedisConfiguration.class);
                    return configuration.getOnFailure() == OnFailure.STRICT;
                })
                .map(RedisCache::getName)
                .toList();
    }

    /** How many entries Redis has still to be told of; {@code all} where a cache has lost count. */
    private Object owedEntries() {
        List<Long> owed = manager.caches().stream()
                .map(cache -> cache.statistics().getCacheOwedEntries())
                .toList();
        return owed.stream().anyMatch(count -> count < 0)
                ? "all"
                : owed.stream().mapToLong(Long::longValue).sum();
    }
}
