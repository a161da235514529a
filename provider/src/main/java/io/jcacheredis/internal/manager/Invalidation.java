package io.jcacheredis.internal.manager;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.event.SerialExecutor;
import io.jcacheredis.internal.management.EventStatistics;
import io.jcacheredis.internal.source.EventSources;
import io.jcacheredis.internal.source.SourceSettings.Listen;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What events do to the caches of a manager, and where they come from. */
final class Invalidation implements AutoCloseable {

    private final RedisCacheManager caches;
    private final Settings settings;
    private final EventSources sources;
    private final EventStatistics statistics;
    private final AtomicReference<@Nullable EventDrivenInvalidator> invalidator = new AtomicReference<>();

    Invalidation(
            RedisCacheManager caches,
            Settings settings,
            ProviderResources resources,
            RedisConnections connections,
            EventStatistics statistics) {
        this.caches = caches;
        this.settings = settings;
        this.statistics = statistics;
        this.sources = new EventSources(
                settings.events(),
                connections,
                event -> caches.invalidator().handle(event),
                () -> new SerialExecutor(resources.threads()),
                resources.warnings()::warn);
    }

    /** Made at the first call, as its services are made then, which users wrote: no lock is held. */
    EventDrivenInvalidator invalidator() {
        EventDrivenInvalidator known = invalidator.get();
        if (known != null) {
            return known;
        }
        List<InvalidationStrategy> strategies = new ArrayList<>(settings.invalidation());
        strategies.addAll(Services.of(InvalidationStrategy.class, requireNonNull(caches.getClassLoader())));
        EventDrivenInvalidator made = new SharedInvalidator(caches, strategies, sources::begin, statistics);
        return invalidator.compareAndSet(null, made) ? made : requireNonNull(invalidator.get());
    }

    /** The declared caches are there. Before, an event would remove nothing from them, and yet be handled. */
    void open() {
        if (settings.events().listen() == Listen.AT_ONCE) {
            sources.begin();
        }
    }

    @Override
    public void close() {
        sources.close();
    }
}
