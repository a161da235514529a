package io.jcacheredis.examples.quickstart;

import io.jcacheredis.examples.quickstart.QuickStart.Property;
import java.util.function.Consumer;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;

/** Says what happens to the entries of a cache. */
final class PrintingListener
        implements CacheEntryCreatedListener<String, Property>,
                CacheEntryUpdatedListener<String, Property>,
                CacheEntryRemovedListener<String, Property> {

    private final transient Consumer<String> output;

    PrintingListener(Consumer<String> output) {
        this.output = output;
    }

    @Override
    public void onCreated(Iterable<CacheEntryEvent<? extends String, ? extends Property>> events) {
        events.forEach(event -> output.accept("CREATED " + event.getKey() + " at " + price(event.getValue())));
    }

    @Override
    public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Property>> events) {
        events.forEach(event -> output.accept("UPDATED " + event.getKey() + " from " + price(event.getOldValue())
                + " to " + price(event.getValue())));
    }

    @Override
    public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Property>> events) {
        events.forEach(
                event -> output.accept("REMOVED " + event.getKey() + ", which was at " + price(event.getOldValue())));
    }

    private static String price(Property property) {
        return "EUR " + property.price();
    }
}
