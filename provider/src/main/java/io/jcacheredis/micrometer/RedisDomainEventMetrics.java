package io.jcacheredis.micrometer;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisDomainEventsMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import javax.cache.CacheManager;

/** Meters of the domain events that a manager's invalidator was given in this JVM. */
public final class RedisDomainEventMetrics implements MeterBinder {

    private static final List<Reading<RedisDomainEventsMXBean>> METERS = List.of(
            Reading.<RedisDomainEventsMXBean>counter(
                            "cache.domain.events",
                            "Domain events that caches were told of",
                            RedisDomainEventsMXBean::getEventsHandled)
                    .tagged("result", "handled"),
            Reading.<RedisDomainEventsMXBean>counter(
                            "cache.domain.events",
                            "Domain events that caches were told of",
                            RedisDomainEventsMXBean::getEventsFailed)
                    .tagged("result", "failed"),
            Reading.counter(
                    "cache.domain.removals",
                    "Entries that domain events removed",
                    RedisDomainEventsMXBean::getEntriesRemoved));

    private final RedisDomainEventsMXBean events;
    private final Tags tags;

    /**
     * Meters of a manager's domain events, which are in no registry yet.
     *
     * @param tags of each meter
     * @throws IllegalArgumentException if it is not a manager of this provider
     */
    public RedisDomainEventMetrics(CacheManager manager, Iterable<Tag> tags) {
        this.events = manager.unwrap(RedisCacheManager.class).domainEvents();
        this.tags = Tags.of(tags);
    }

    /**
     * Adds the meters of a manager's domain events to a registry.
     *
     * @param tags as the constructor has them
     * @return the manager itself
     * @throws IllegalArgumentException if it is not a manager of this provider
     */
    public static <M extends CacheManager> M monitor(MeterRegistry registry, M manager, Iterable<Tag> tags) {
        new RedisDomainEventMetrics(manager, tags).bindTo(registry);
        return manager;
    }

    /** Adds the meters. The registry does not keep the manager from being collected. */
    @Override
    public void bindTo(MeterRegistry registry) {
        METERS.forEach(meter -> meter.register(registry, events, tags));
    }
}
