package io.jcacheredis.spring;

import java.util.Properties;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Gives the manager what Spring's environment says: before all others, so that a program's customizers see and change it. */
final class EnvironmentCustomizer implements JCachePropertiesCustomizer, Ordered {

    private final SpringSettings settings;

    EnvironmentCustomizer(ConfigurableEnvironment environment) {
        this.settings = new SpringSettings(environment);
    }

    @Override
    public void customize(Properties properties) {
        settings.read().forEach((name, said) -> properties.setProperty(name, said.text()));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
