package io.jcacheredis.internal.manager;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.internal.management.EventStatistics;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import io.jcacheredis.invalidation.InvalidationResult.Failure;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The invalidator of a manager. Its strategies may add and remove others while it asks them: it asks those of a moment. */
final class SharedInvalidator implements EventDrivenInvalidator {

    private static final Logger log = LoggerFactory.getLogger(SharedInvalidator.class);

    private final RedisCacheManager caches;
    private final Runnable listening;
    private final EventStatistics statistics;
    private final CopyOnWriteArrayList<Asked> strategies = new CopyOnWriteArrayList<>();

    /**
     * An invalidator.
     *
     * @param first the strategies that it has from the start
     * @param listening begins to listen to the sources of events, if nobody has yet
     */
    SharedInvalidator(RedisCacheManager caches, Collection<? extends InvalidationStrategy> first, Runnable listening) {
        this(caches, first, listening, new EventStatistics());
    }

    /**
     * The same.
     *
     * @param statistics counts the events
     */
    SharedInvalidator(
            RedisCacheManager caches,
            Collection<? extends InvalidationStrategy> first,
            Runnable listening,
            EventStatistics statistics) {
        this.caches = caches;
        this.statistics = statistics;
        this.listening = listening;
        first.forEach(strategy -> strategies.addIfAbsent(new Asked(strategy)));
    }

    /** A strategy, and whether its failure was logged. One like another if the strategies are. */
    private record Asked(InvalidationStrategy strategy, AtomicBoolean failureLogged) {

        Asked(InvalidationStrategy strategy) {
            this(requireNonNull(strategy, "strategy"), new AtomicBoolean());
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Asked asked && strategy.equals(asked.strategy);
        }

        @Override
        public int hashCode() {
            return strategy.hashCode();
        }
    }

    private void requireOpen() {
        if (caches.isClosed()) {
            throw new IllegalStateException("the cache manager " + caches.getURI() + " is closed");
        }
    }

    @Override
    public boolean add(InvalidationStrategy strategy) {
        requireOpen();
        return strategies.addIfAbsent(new Asked(strategy));
    }

    @Override
    public boolean remove(InvalidationStrategy strategy) {
        requireOpen();
        return strategies.remove(new Asked(strategy));
    }

    @Override
    public InvalidationResult handle(InvalidationEvent event) {
        requireNonNull(event, "event");
        requireOpen();
        long removed = 0;
        List<Failure> failures = new ArrayList<>();
        Error error = null;
        for (Asked asked : strategies) {
            InvalidationStrategy strategy = asked.strategy();
            try {
                if (strategy.shouldInvalidate(event)) {
                    removed += strategy.invalidate(event, caches);
                }
            } catch (Exception e) { // also an undeclared checked one
                log(asked, event, e);
                failures.add(new Failure(strategy, e));
            } catch (Error e) {
                error = first(error, e);
            }
        }
        statistics.count(error != null || !failures.isEmpty(), removed);
        if (error != null) {
            throw error;
        }
        return new InvalidationResult(removed, failures);
    }

    @Override
    public void listen() {
        requireOpen();
        listening.run();
    }

    private static Error first(@Nullable Error before, Error next) {
        if (before == null || before == next) {
            return next;
        }
        before.addSuppressed(next);
        return before;
    }

    /** Once loudly: a strategy that fails may fail for every event. */
    private static void log(Asked asked, InvalidationEvent event, Exception failure) {
        String name = asked.strategy().getClass().getName();
        if (asked.failureLogged().compareAndSet(false, true)) {
            log.warn(
                    "The invalidation strategy {} failed for {}, so that caches may have what the event made stale until it"
                            + " expires. Further failures of it are logged at debug level",
                    name,
                    event,
                    failure);
        } else {
            log.debug("The invalidation strategy {} failed for {}", name, event, failure);
        }
    }
}
