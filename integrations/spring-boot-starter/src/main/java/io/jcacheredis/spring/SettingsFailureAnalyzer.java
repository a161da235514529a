package io.jcacheredis.spring;

import io.jcacheredis.spring.SpringSettings.Said;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/** Says of settings that keep the application from starting where Spring has them from, and what to do. */
final class SettingsFailureAnalyzer extends AbstractFailureAnalyzer<CacheException> {

    private static final String OURS = "jcache.redis.";
    private static final String URL = OURS + "url";

    private final Environment environment;

    SettingsFailureAnalyzer(Environment environment) {
        this.environment = environment;
    }

    @Override
    protected @Nullable FailureAnalysis analyze(Throwable rootFailure, CacheException cause) {
        String message = cause.getMessage();
        if (message == null || !message.contains(OURS) || !(environment instanceof ConfigurableEnvironment readable)) {
            return null;
        }
        Map<String, Said> settings = new SpringSettings(readable).read();
        List<String> places = places(message, settings);
        StringBuilder description = new StringBuilder(message);
        if (!places.isEmpty()) {
            description.append("\n\nWhere Spring has them from:");
            places.forEach(place -> description.append("\n  - ").append(place));
        }
        if (message.contains(URL) && !settings.containsKey(URL) && SpringRedis.isUsed(environment)) {
            description.append("\n\nThe Redis is that of spring.data.redis.*, as no " + URL + " is set.");
        }
        return new FailureAnalysis(
                description.toString(),
                "Correct the settings. docs/configuration.md of jcache-redis lists all of them; in application.yaml and"
                        + " application.properties, IDEs complete them.",
                cause);
    }

    private static List<String> places(String message, Map<String, Said> settings) {
        List<String> places = new ArrayList<>();
        settings.forEach((name, said) -> {
            if (said.origin() != null && message.contains("property " + name + ":")) {
                places.add(said.property() + ": " + said.origin());
            }
        });
        return places;
    }
}
