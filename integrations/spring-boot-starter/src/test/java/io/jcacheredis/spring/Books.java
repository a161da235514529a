package io.jcacheredis.spring;

import java.io.FileNotFoundException;
import java.io.Serializable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.annotation.CachePut;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** A service whose methods are cached in all ways, and which counts how often they run. */
public class Books {

    /** What a method gives. */
    public record Book(String isbn, String title) implements Serializable {}

    /** Caching is enabled, and the service is there. */
    @Configuration(proxyBeanMethods = false)
    @EnableCaching
    public static class Cached {

        @Bean
        Books books() {
            return new Books();
        }
    }

    /** Of all services of this JVM, as if it were a database behind them. */
    public static final AtomicInteger CALLS = new AtomicInteger();

    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Loads wait from now on until somebody counts down. */
    public CountDownLatch holdUp() {
        gate = new CountDownLatch(1);
        return gate;
    }

    private void called() {
        CALLS.incrementAndGet();
        try {
            if (!gate.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nobody opened the gate");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Cacheable("books")
    public Book byIsbn(String isbn) {
        called();
        return new Book(isbn, "Book " + isbn);
    }

    @Cacheable("books")
    public Book byTitle(String title, int edition) {
        called();
        return new Book(title + edition, title);
    }

    @Cacheable("books")
    public @Nullable Book none(String isbn) {
        called();
        return null;
    }

    @Cacheable(value = "books", sync = true)
    public Book atOnce(String isbn) {
        called();
        return new Book(isbn, "At once");
    }

    @Cacheable(value = "books", sync = true)
    public @Nullable Book noneAtOnce(String isbn) {
        called();
        return null;
    }

    @Cacheable(value = "books", sync = true)
    public Book failing(String isbn) {
        called();
        throw new IllegalArgumentException("no such book");
    }

    @Cacheable("books")
    public CompletableFuture<Book> later(String isbn) {
        called();
        return CompletableFuture.completedFuture(new Book(isbn, "Later"));
    }

    @Cacheable(value = "books", sync = true)
    public CompletableFuture<Book> laterAtOnce(String isbn) {
        called();
        return CompletableFuture.completedFuture(new Book(isbn, "Later, at once"));
    }

    @Cacheable(value = "books", sync = true)
    public CompletableFuture<Book> laterFailing(String isbn) {
        called();
        return CompletableFuture.failedFuture(new FileNotFoundException("no such book"));
    }

    @Cacheable(value = "books", sync = true)
    public CompletableFuture<Book> laterThrowing(String isbn) throws FileNotFoundException {
        called();
        throw new FileNotFoundException("no such book");
    }

    @Cacheable(value = "titles", sync = true)
    public CompletableFuture<@Nullable String> laterTitle(String isbn) {
        called();
        return CompletableFuture.completedFuture(null);
    }

    @Cacheable(value = "titles", sync = true)
    public CompletableFuture<String> laterThreadAtOnce(String isbn) {
        called();
        return CompletableFuture.completedFuture(Thread.currentThread().getName());
    }

    @CacheResult(cacheName = "books", exceptionCacheName = "failures")
    public Book annotatedFailing(String isbn) {
        called();
        throw new IllegalStateException("out of print");
    }

    @Cacheable("titles")
    public @Nullable String title(String isbn) {
        called();
        return null;
    }

    @CachePut(value = "titles", key = "#p0")
    public @Nullable String changedTitle(String isbn, @Nullable String title) {
        return title;
    }
}
