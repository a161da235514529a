package io.jcacheredis.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.URI;
import java.util.List;
import java.util.Map;
import javax.cache.Cache;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Meters of what the caches of a manager share. */
class ManagerMetersIT {

    private static EmbeddedRedis redis;

    private final Monitored monitored = Monitored.at(redis.uri(), "jcache.redis.timeout", "400ms");
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @AfterEach
    void close() {
        monitored.close();
    }

    private double counter(String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private double breaker(String state) {
        return registry.get("cache.redis.breaker").tags("state", state).gauge().value();
    }

    @Test
    void outage_showsInTheMetersOfConnections() {
        RedisConnectionMetrics.monitor(registry, monitored.manager, List.of());
        Cache<String, String> cache = monitored.cache("c");
        cache.put("k", "v");
        assertThat(breaker("closed")).isEqualTo(1);
        assertThat(counter("cache.redis.connections.opened")).isPositive();
        assertThat(counter("cache.redis.outages")).isZero();

        redis.pause();
        try {
            for (int i = 0; i < 10; i++) {
                cache.put("k", "new");
            }
            assertThat(breaker("closed")).isZero();
            assertThat(breaker("open") + breaker("half_open")).isEqualTo(1);
            assertThat(counter("cache.redis.outages")).isEqualTo(1);
            assertThat(counter("cache.redis.calls.failed", "reason", "late")).isPositive();
            assertThat(counter("cache.redis.calls.failed", "reason", "late")
                            + counter("cache.redis.calls.failed", "reason", "not_sent"))
                    .isGreaterThanOrEqualTo(10);
        } finally {
            redis.resume();
        }

        await().untilAsserted(() -> {
            cache.get("k");
            assertThat(breaker("closed")).isEqualTo(1);
        });
        await("what was owed is removed by another thread").untilAsserted(() -> {
            assertThat(registry.get("cache.redis.connections.busy").gauge().value())
                    .isZero();
            assertThat(registry.get("cache.redis.calls.waiting").gauge().value())
                    .isZero();
        });
    }

    @Test
    void address_isATagOfEachMeter_withoutUserAndPassword() {
        try (Monitored away = Monitored.ofNothing()) {
            RedisConnectionMetrics.monitor(registry, away.manager, Tags.of("app", "a"));
        }

        assertThat(registry.getMeters()).hasSize(11).extracting(Meter::getId).allSatisfy(id -> {
            assertThat(id.getTag("address")).isEqualTo("redis://127.0.0.1:1");
            assertThat(id.getTag("app")).isEqualTo("a");
        });
    }

    /** Which share their connections, while the first of them is gone. */
    @Test
    void managersOfOneProvider_haveTheirMetersUntilTheLastIsClosed() {
        WeakReference<Object> first = new WeakReference<>(
                RedisConnectionMetrics.monitor(registry, monitored.another(URI.create("jcache:first")), List.of()));
        Cache<String, String> cache = monitored.cache("c");
        monitored.another(URI.create("jcache:first")).close();
        await().untilAsserted(() -> {
            System.gc();
            assertThat(first.get()).as("something keeps it").isNull();
        });

        cache.put("k", "v");

        assertThat(breaker("closed")).isEqualTo(1);
        assertThat(counter("cache.redis.connections.opened")).isPositive();
    }

    @Test
    void domainEvents_areCountedByWhatCameOfThem() {
        RedisDomainEventMetrics.monitor(registry, monitored.manager, List.of());
        Cache<String, String> cache = monitored.cache("c");
        cache.put("k", "v");
        InvalidationStrategy purges = strategy("purge", monitored.manager::purge);
        InvalidationStrategy fails = strategy("fail", pattern -> {
            throw new IllegalStateException("on purpose");
        });
        InvalidationStrategy breaks = strategy("break", pattern -> {
            throw new AssertionError("on purpose");
        });
        List.of(purges, fails, breaks).forEach(monitored.manager.invalidator()::add);

        handle("purge");
        handle("nothing");
        handle("fail");
        assertThatThrownBy(() -> handle("break")).isInstanceOf(AssertionError.class);

        assertThat(counter("cache.domain.events", "result", "handled")).isEqualTo(2);
        assertThat(counter("cache.domain.events", "result", "failed")).isEqualTo(2);
        assertThat(counter("cache.domain.removals")).isEqualTo(1);
    }

    private void handle(String type) {
        monitored.manager.invalidator().handle(InvalidationEvent.of(type, Map.of()));
    }

    private interface Purge {
        long purge(String pattern);
    }

    private static InvalidationStrategy strategy(String type, Purge purge) {
        return new InvalidationStrategy() {
            @Override
            public boolean shouldInvalidate(InvalidationEvent event) {
                return event.type().equals(type);
            }

            @Override
            public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
                return purge.purge("c:*");
            }
        };
    }

    /** The same as JMX shows. */
    @Test
    void beansOfTheManager_areInJmx_whileItIsOpen() throws JMException {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        ObjectName events = new ObjectName("io.jcacheredis:type=DomainEvents,CacheManager=jcache-redis.default");
        ObjectName connections = new ObjectName("io.jcacheredis:type=Connections,CacheManager=jcache-redis.default");
        handle("nothing");

        assertThat(server.getAttribute(events, "EventsHandled")).isEqualTo(1L);
        assertThat(server.getAttribute(events, "EventsFailed")).isEqualTo(0L);
        assertThat(server.getAttribute(events, "EntriesRemoved")).isEqualTo(0L);
        assertThat(server.getAttribute(connections, "Address"))
                .isEqualTo(monitored.manager.connections().getAddress());

        monitored.manager.close();
        assertThat(server.isRegistered(events)).isFalse();
        assertThat(server.isRegistered(connections)).isFalse();
        assertThat(monitored.manager.domainEvents().getEventsHandled()).isEqualTo(1);
    }

    /** What only a cache in Redis has. */
    @Test
    void loads_areInJmx() throws JMException {
        Cache<String, String> cache = monitored.cache("c", LoadedTexts.counted());
        cache.get("k");

        ObjectName statistics =
                new ObjectName("javax.cache:type=CacheStatistics,CacheManager=jcache-redis.default,Cache=c");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        assertThat(server.getAttribute(statistics, "CacheLoads")).isEqualTo(1L);
        assertThat(server.getAttribute(statistics, "CacheLoadFailures")).isEqualTo(0L);
        assertThat((long) server.getAttribute(statistics, "CacheLoadTime")).isNotNegative();
        assertThat((float) server.getAttribute(statistics, "AverageLoadTime")).isNotNegative();
    }
}
