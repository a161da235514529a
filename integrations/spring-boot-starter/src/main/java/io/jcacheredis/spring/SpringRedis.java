package io.jcacheredis.spring;

import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** What Spring Boot's own properties say of a Redis. */
final class SpringRedis {

    private static final String PROPERTIES = "spring.data.redis";
    private static final Set<String> SAYING_WHERE = Set.of(
            "url", "host", "port", "username", "password", "database", "ssl", "sentinel", "cluster", "masterreplica");

    private SpringRedis() {}

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
