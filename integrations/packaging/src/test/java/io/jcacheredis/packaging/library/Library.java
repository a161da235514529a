package io.jcacheredis.packaging.library;

import io.jcacheredis.RedisCachingProvider;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.spi.CachingProvider;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/**
 * A bundle that keeps books and loans, each time by a provider that it has come by in another way: a service for each, which
 * takes the URL of a Redis and tells what was in its caches.
 */
public final class Library implements BundleActivator {

    private static final ClassLoader OWN = Library.class.getClassLoader();
    private static final ClassLoader OF_THE_PROVIDER = RedisCachingProvider.class.getClassLoader();

    /** For the framework. */
    public Library() {}

    @Override
    public void start(BundleContext context) {
        offer(context, "constructor", RedisCachingProvider::new);
        offer(context, "loader", () -> Caching.getCachingProvider(OF_THE_PROVIDER));
        offer(context, "name", () -> Caching.getCachingProvider(RedisCachingProvider.class.getName(), OWN));
        offer(context, "service", () -> {
            ServiceReference<CachingProvider> found = context.getServiceReference(CachingProvider.class);
            if (found == null) {
                throw new IllegalStateException("no bundle offers a CachingProvider");
            }
            return context.getService(found);
        });
    }

    private static void offer(BundleContext context, String way, Supplier<CachingProvider> provider) {
        Function<String, String> service = url -> lend(provider.get(), url);
        context.registerService(Function.class, service, FrameworkUtil.asDictionary(Map.of("way", way)));
    }

    private static String lend(CachingProvider provider, String url) {
        Properties settings = new Properties();
        settings.setProperty("jcache.redis.url", url);
        try (CacheManager manager = provider.getCacheManager(null, OWN, settings)) {
            Cache<String, Book> books = manager.getCache("books", String.class, Book.class);
            Cache<String, Loan> loans = manager.getCache("loans", String.class, Loan.class);
            books.put("b-1", new Book("Solaris", 1961));
            loans.put("b-1", new Loan("Ijon", 14));
            int extended = loans.invoke("b-1", (entry, none) -> {
                Loan loan = entry.getValue();
                entry.setValue(new Loan(loan.reader(), loan.days() + 7));
                return entry.getValue().days();
            });
            return books.get("b-1") + " " + loans.get("b-1") + " " + extended;
        }
    }

    @Override
    public void stop(BundleContext context) {}
}
