package io.jcacheredis.micrometer;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.cache.Cache;

/** Everything that a program can have shown, of a cache whose Redis is away. */
final class Catalogue {

    private Catalogue() {}

    /** Adds every meter to a registry, the one of observations too. */
    static void register(MeterRegistry registry) {
        try (Monitored away = Monitored.ofNothing("jcache.redis.timeout", "100ms")) {
            ObservationRegistry observations = ObservationRegistry.create();
            observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(registry));
            RedisCacheManager manager = away.manager;
            manager.observe(RedisCacheObservation.of(observations));
            RedisCache<String, String> cache = away.cache("c");
            RedisCacheMetrics.monitor(registry, (Cache<?, ?>) cache, List.of());
            RedisConnectionMetrics.monitor(registry, manager, List.of());
            RedisDomainEventMetrics.monitor(registry, manager, List.of());
            cache.containsKey("k");
        }
    }

    /** The names of all meters. */
    static Set<String> names() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        register(registry);
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
