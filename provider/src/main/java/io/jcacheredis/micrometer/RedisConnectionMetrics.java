package io.jcacheredis.micrometer;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisConnectionsMXBean;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;
import javax.cache.CacheManager;

/**
 * Meters of the connections of a manager to Redis, those to all its servers together, with the tag {@code address}: where Redis is, without
 * user and password. Managers of a provider with equal settings share their connections, and so these meters, until the last of them is closed.
 * To read them asks Redis nothing.
 */
public final class RedisConnectionMetrics implements MeterBinder {

    private static final List<String> BREAKER_STATES = List.of("CLOSED", "HALF_OPEN", "OPEN");

    private static final List<Reading<RedisConnectionsMXBean>> METERS = Stream.concat(
                    Stream.of(
                            Reading.counter(
                                    "cache.redis.outages",
                                    "How often a server stopped to answer",
                                    RedisConnectionsMXBean::getOutages),
                            failedCalls("not_sent", RedisConnectionsMXBean::getCallsNotSent),
                            failedCalls("late", RedisConnectionsMXBean::getCallsLate),
                            failedCalls("broken", RedisConnectionsMXBean::getCallsBroken),
                            Reading.counter(
                                    "cache.redis.reads.repeated",
                                    "Calls that only read and were sent a second time",
                                    RedisConnectionsMXBean::getReadsRepeated),
                            Reading.gauge(
                                    "cache.redis.calls.waiting",
                                    "Calls that wait for a connection",
                                    RedisConnectionsMXBean::getCallsWaiting),
                            Reading.counter(
                                    "cache.redis.connections.opened",
                                    "Connections that were opened",
                                    RedisConnectionsMXBean::getConnectionsOpened),
                            Reading.gauge(
                                    "cache.redis.connections.busy",
                                    "Connections that are being used",
                                    RedisConnectionsMXBean::getConnectionsBusy)),
                    BREAKER_STATES.stream().map(RedisConnectionMetrics::breaker))
            .toList();

    private final RedisConnectionsMXBean connections;
    private final Tags tags;

    /**
     * Meters of a manager's connections, which are in no registry yet.
     *
     * @param tags of each meter, beside the address
     * @throws IllegalArgumentException if it is not a manager of this provider
     */
    public RedisConnectionMetrics(CacheManager manager, Iterable<Tag> tags) {
        this.connections = manager.unwrap(RedisCacheManager.class).connections();
        this.tags = Tags.of(tags).and("address", connections.getAddress());
    }

    /**
     * Adds the meters of a manager's connections to a registry.
     *
     * @param tags as the constructor has them
     * @return the manager itself
     * @throws IllegalArgumentException if it is not a manager of this provider
     */
    public static <M extends CacheManager> M monitor(MeterRegistry registry, M manager, Iterable<Tag> tags) {
        new RedisConnectionMetrics(manager, tags).bindTo(registry);
        return manager;
    }

    private static Reading<RedisConnectionsMXBean> failedCalls(
            String reason, ToDoubleFunction<RedisConnectionsMXBean> value) {
        return Reading.counter("cache.redis.calls.failed", "Calls that failed", value)
                .tagged("reason", reason);
    }

    private static Reading<RedisConnectionsMXBean> breaker(String state) {
        return Reading.<RedisConnectionsMXBean>gauge(
                        "cache.redis.breaker",
                        "1 for the state of the circuit breaker, of several servers the worst; 0 for the others",
                        connections -> connections.getCircuitBreakerState().equals(state) ? 1 : 0)
                .tagged("state", state.toLowerCase(Locale.ROOT));
    }

    /** Adds the meters. The registry does not keep the manager from being collected. */
    @Override
    public void bindTo(MeterRegistry registry) {
        METERS.forEach(meter -> meter.register(registry, connections, tags));
    }
}
