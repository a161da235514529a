package io.jcacheredis.micrometer;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
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

    /** Adds the meter of a source, which the registry does not keep from being collected: then a gauge is 0, and a counter stands still. */
    void register(MeterRegistry registry, T source, Iterable<Tag> common) {
        Tags all = tags.and(common);
        if (counts) {
            FunctionCounter.builder(name, source, value)
                    .tags(all)
                    .description(description)
                    .register(registry);
        } else {
            // Not the source itself: of one that is gone, a gauge would be NaN, which alerts take for a number that is
            // too high.
            Gauge.builder(name, new WeakReference<>(source), held -> now(held, value))
                    .strongReference(true)
                    .tags(all)
                    .description(description)
                    .register(registry);
        }
    }

    private static <T> double now(WeakReference<T> held, ToDoubleFunction<T> value) {
        T source = held.get();
        return source == null ? 0 : value.applyAsDouble(source);
    }
}
