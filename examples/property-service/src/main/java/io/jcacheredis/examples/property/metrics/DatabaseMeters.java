package io.jcacheredis.examples.property.metrics;

import io.jcacheredis.examples.property.database.PropertyDatabase;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import org.springframework.stereotype.Component;

/** What the database is asked in spite of the caches. */
@Component
final class DatabaseMeters implements MeterBinder {

    private final PropertyDatabase database;

    DatabaseMeters(PropertyDatabase database) {
        this.database = database;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        FunctionCounter.builder("database.queries", database, PropertyDatabase::queries)
                .register(registry);
    }
}
