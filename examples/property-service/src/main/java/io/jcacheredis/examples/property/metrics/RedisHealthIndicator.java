package io.jcacheredis.examples.property.metrics;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Whether Redis can be reached. Where it can't, the service is {@code DEGRADED}, which is no reason to restart it. */
@Component
final class RedisHealthIndicator implements HealthIndicator {

    private static final Status DEGRADED =
            new Status("DEGRADED", "Redis can't be reached: each request asks the database");

    private final RedisServer server;

    RedisHealthIndicator(RedisServer server) {
        this.server = server;
    }

    @Override
    public Health health() {
        ServerAnswer answer = server.answer();
        Health.Builder health = switch (answer.kind()) {
            case TOLD -> Health.up();
            case NOT_ASKED -> Health.unknown();
            case UNREACHABLE -> Health.status(DEGRADED);
        };
        answer.info().ifPresent(info -> health.withDetail("usedMemory", info.usedMemory()));
        return health.build();
    }
}
