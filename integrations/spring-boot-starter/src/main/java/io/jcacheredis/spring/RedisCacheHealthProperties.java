package io.jcacheredis.spring;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What the health indicator says.
 *
 * @param unavailableStatus the status while Redis can't be used and all caches go on without it; {@code DEGRADED} unless said
 */
@ConfigurationProperties("management.health.jcache-redis")
record RedisCacheHealthProperties(String unavailableStatus) {

    static final String DEGRADED = "DEGRADED";

    @SuppressWarnings("NullAway") // as Spring Boot hands over what nobody said
    RedisCacheHealthProperties {
        unavailableStatus = unavailableStatus == null ? DEGRADED : unavailableStatus;
    }
}
