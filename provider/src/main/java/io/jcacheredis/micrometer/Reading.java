package io.jcacheredis.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.util.function.ToDoubleFunction;

/**
 * A meter that reads a number of something.
 *
 * @param counts whether the number only grows
 * @param tags those of this meter alone
 */
record Reading<T>(String name, boolean counts, Tags tags, String description, ToDoubleFunction<T> value) {

    static <T> Reading<T> counter(String name, String description, ToDoubleFunction<T> value) {
        return new Reading<>(name, true, Tags.empty(), description, value);
    }

    static <T> Reading<T> gauge(String name, String description, ToDoubleFunction<T> value) {
        return new Reading<>(name, false, Tags.empty(), description, value);
    }

    /** The same with one tag more. */
    Reading<T> tagged(String key, String text) {
        return new Reading<>(name, counts, tags.and(key, text), description, value);
    }

    /** Adds the meter of a source, which the registry does not keep from being collected. */
    void register(MeterRegistry registry, T source, Iterable<Tag> common) {
        Tags all = tags.and(common);
        if (counts) {
            FunctionCounter.builder(name, source, value)
                    .tags(all)
                    .description(description)
                    .register(registry);
        } else {
            Gauge.builder(name, source, value)
                    .tags(all)
                    .description(description)
                    .register(registry);
        }
    }
}
