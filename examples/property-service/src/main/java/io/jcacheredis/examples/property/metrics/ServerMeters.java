package io.jcacheredis.examples.property.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.BaseUnits;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.function.ToDoubleFunction;
import org.springframework.stereotype.Component;

/** Redis's memory, evictions, expirations and average time to live. While it is not known they are NaN. */
@Component
final class ServerMeters implements MeterBinder {

    private final RedisServer server;

    ServerMeters(RedisServer server) {
        this.server = server;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("redis.memory.used", server, value(ServerInfo::usedMemory))
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        Gauge.builder("redis.memory.max", server, value(ServerInfo::maxMemory))
                .description("0 is no limit")
                .baseUnit(BaseUnits.BYTES)
                .register(registry);
        Gauge.builder(
                        "redis.keys.ttl.average",
                        server,
                        value(info -> info.averageTimeToLive().toSeconds()))
                .description("How long keys have left, as Redis estimates it")
                .baseUnit("seconds")
                .register(registry);
        FunctionCounter.builder("redis.keys.evicted", server, value(ServerInfo::evictedKeys))
                .register(registry);
        FunctionCounter.builder("redis.keys.expired", server, value(ServerInfo::expiredKeys))
                .register(registry);
    }

    private static ToDoubleFunction<RedisServer> value(ToDoubleFunction<ServerInfo> part) {
        return server -> server.info().map(part::applyAsDouble).orElse(Double.NaN);
    }
}
