package library;

import io.jcacheredis.RedisCache;
import java.util.Properties;
import java.util.ServiceLoader;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.spi.CachingProvider;

/** Keeps a book in the Redis whose URL is its argument, and prints what it sees. */
public final class Library {

    private Library() {}

    public static void main(String[] arguments) {
        for (CachingProvider found : ServiceLoader.load(CachingProvider.class)) {
            System.out.println("service " + found.getClass().getName() + " of " + found.getClass().getModule().getName());
        }
        Properties settings = new Properties();
        settings.setProperty("jcache.redis.url", arguments[0]);
        settings.setProperty("jcache.redis.key-prefix", "modules:");
        try (CachingProvider provider = Caching.getCachingProvider();
                CacheManager manager = provider.getCacheManager(null, Library.class.getClassLoader(), settings)) {
            Cache<String, Book> books = manager.createCache(
                    "books", new MutableConfiguration<String, Book>().setTypes(String.class, Book.class));
            books.put("b-1", new Book("Solaris", 1961));
            System.out.println("value " + books.unwrap(RedisCache.class).get("b-1"));
        }
    }
}
