package io.jcacheredis.spring;

import io.jcacheredis.internal.configuration.RelaxedNames;
import java.util.Properties;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/** Gives the manager what Spring's environment says: before all others, so that a program's customizers see and change it. */
final class EnvironmentCustomizer implements JCachePropertiesCustomizer, Ordered {

    private final Binder binder;
    private final SpringSettings settings;

    EnvironmentCustomizer(ConfigurableEnvironment environment) {
        this.binder = Binder.get(environment);
        this.settings = new SpringSettings(environment);
    }

    /** Refuses what is no boolean: a condition would take it for false. */
    @Override
    public void customize(Properties properties) {
        RelaxedNames.OF_STARTER.forEach(name -> binder.bind(SpringSettings.STARTER + name, Boolean.class));
        settings.read().forEach((name, said) -> properties.setProperty(name, said.text()));
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
