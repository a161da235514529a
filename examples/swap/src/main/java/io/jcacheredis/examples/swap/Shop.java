package io.jcacheredis.examples.swap;

import java.io.PrintStream;
import java.io.Serializable;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.integration.CacheLoader;
import javax.cache.spi.CachingProvider;

/** A program that uses caches. It is plain {@code javax.cache} and knows nothing of any provider. */
public final class Shop {

    /** A value as an application has it. */
    public record Offer(String article, int cents) implements Serializable {}

    private final PrintStream out;

    private Shop(PrintStream out) {
        this.out = out;
    }

    /** Runs on the provider that {@code javax.cache.spi.CachingProvider} names. */
    public static void run(PrintStream out) {
        try (CachingProvider provider = Caching.getCachingProvider();
                CacheManager manager = provider.getCacheManager()) {
            new Shop(out).trade(manager);
        }
    }

    private void trade(CacheManager manager) {
        MutableCacheEntryListenerConfiguration<String, Offer> listener = new MutableCacheEntryListenerConfiguration<>(
                new FactoryBuilder.SingletonFactory<>(new Changes(out)), null, true, true);
        Cache<String, Offer> offers = manager.createCache(
                "offers",
                new MutableConfiguration<String, Offer>()
                        .setTypes(String.class, Offer.class)
                        .setExpiryPolicyFactory(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MINUTES, 10)))
                        .setReadThrough(true)
                        .setCacheLoaderFactory(new FactoryBuilder.SingletonFactory<>(new Catalogue()))
                        .addCacheEntryListenerConfiguration(listener));
        offers.clear();
        out.println("first look, from the catalogue: " + offers.get("tea"));
        offers.put("tea", new Offer("tea", 290));
        out.println("cheaper: " + offers.get("tea"));
        out.println("several: " + new TreeMap<>(offers.getAll(Set.of("tea", "rice"))));
        out.println("again at the old price: " + offers.replace("tea", new Offer("tea", 290), new Offer("tea", 310)));
        out.println("rice is gone: " + offers.remove("rice"));

        Cache<String, Long> sold = manager.createCache(
                "sold", new MutableConfiguration<String, Long>().setTypes(String.class, Long.class));
        sold.clear();
        for (int i = 0; i < 3; i++) {
            sold.invoke("tea", (entry, none) -> {
                entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
                return null;
            });
        }
        out.println("sold: " + sold.get("tea"));
    }

    /** Where the values come from. */
    private static final class Catalogue implements CacheLoader<String, Offer>, Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Offer load(String article) {
            return new Offer(article, 100 * article.length());
        }

        @Override
        public Map<String, Offer> loadAll(Iterable<? extends String> articles) {
            Map<String, Offer> offers = new TreeMap<>();
            articles.forEach(article -> offers.put(article, load(article)));
            return offers;
        }
    }

    /** Tells of updates and removals. */
    private static final class Changes
            implements CacheEntryUpdatedListener<String, Offer>,
                    CacheEntryRemovedListener<String, Offer>,
                    Serializable {

        private static final long serialVersionUID = 1L;

        private final transient PrintStream out;

        Changes(PrintStream out) {
            this.out = out;
        }

        @Override
        public void onUpdated(Iterable<CacheEntryEvent<? extends String, ? extends Offer>> events) {
            events.forEach(event -> out.println("  event: " + event.getKey() + " from "
                    + Objects.requireNonNull(event.getOldValue()).cents() + " to "
                    + event.getValue().cents()));
        }

        @Override
        public void onRemoved(Iterable<CacheEntryEvent<? extends String, ? extends Offer>> events) {
            events.forEach(event -> out.println("  event: " + event.getKey() + " removed"));
        }
    }
}
