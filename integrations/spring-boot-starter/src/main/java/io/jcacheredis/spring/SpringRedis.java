package io.jcacheredis.spring;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/** What Spring Boot's own properties say of a Redis. */
final class SpringRedis {

    /** What makes something of the properties, in {@code spring-boot-starter-data-redis}. */
    static final String READER = "org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails";

    private static final String PROPERTIES = "spring.data.redis";
    private static final Set<String> SAYING_WHERE = Set.of(
            "url", "host", "port", "username", "password", "database", "ssl", "sentinel", "cluster", "masterreplica");

    private SpringRedis() {}

    /** Whether the manager takes it from there, unless it is told another one. */
    static boolean isUsed(Environment environment) {
        return isSaid(environment)
                && environment.getProperty(SpringSettings.STARTER + "connection-details", Boolean.class, true)
                && ClassUtils.isPresent(READER, null);
    }

    /** Whether they say where it is, or how to log in. */
    static boolean isSaid(Environment environment) {
        Map<String, Object> said = Binder.get(environment)
                .bind(PROPERTIES, Bindable.mapOf(String.class, Object.class))
                .orElse(Map.of());
        return said.keySet().stream()
                .map(name -> name.replace("-", "").split("[.\\[]", 2)[0])
                .anyMatch(SAYING_WHERE::contains);
    }
}
