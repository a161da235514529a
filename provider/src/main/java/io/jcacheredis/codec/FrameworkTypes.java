package io.jcacheredis.codec;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The passive classes that well-known frameworks put into caches, which need no pattern. Exactly these: a wider pattern
 * such as {@code org.hibernate.**} would let in classes that do something when they are read.
 */
final class FrameworkTypes {

    /** A class by its name, since the framework need not be there, why it is in a cache, and if reading it hashes its parts. */
    private record Row(String className, String reason, boolean hashing) {

        Row(String className, String reason) {
            this(className, reason, false);
        }

        static Row hashing(String className, String reason) {
            return new Row(className, reason, true);
        }
    }

    private static final String HIBERNATE = "org.hibernate.cache.";

    private static final List<Row> ROWS = List.of(
            // Hibernate's second-level cache
            new Row(HIBERNATE + "internal.BasicCacheKeyImplementation", "key of an entity or collection, one tenant"),
            new Row(HIBERNATE + "internal.CacheKeyImplementation", "key of an entity or collection, many tenants"),
            new Row(HIBERNATE + "internal.NaturalIdCacheKey", "key of a natural id, whose value is the entity's id"),
            new Row(HIBERNATE + "internal.QueryResultsCacheImpl$CacheItem", "result of a query"),
            Row.hashing(HIBERNATE + "spi.QueryKey", "key of a query's result"),
            new Row(
                    "org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl",
                    "the parameters in a QueryKey"),
            new Row(HIBERNATE + "spi.entry.StandardCacheEntryImpl", "state of an entity"),
            new Row(HIBERNATE + "spi.entry.CollectionCacheEntry", "ids of a collection's elements"),
            new Row(HIBERNATE + "spi.support.AbstractReadWriteAccess$Item", "one of the above, read-write"),
            new Row(HIBERNATE + "spi.support.AbstractReadWriteAccess$SoftLockImpl", "while a transaction writes one"),
            // Spring
            Row.hashing("org.springframework.cache.interceptor.SimpleKey", "key made of a method's parameters"),
            new Row("org.springframework.cache.support.NullValue", "the result null"),
            // The annotations of JSR-107
            new Row("org.jsr107.ri.annotations.DefaultGeneratedCacheKey", "key made of a method's parameters"),
            new Row("io.jcacheredis.cdi.ParameterKey", "key made of a method's parameters"),
            // What @CacheResult(exceptionCacheName) keeps; those of applications need a pattern
            new Row("java.lang.Throwable", "state of every exception"),
            new Row("java.lang.StackTraceElement", "where an exception was thrown"),
            new Row("java.lang.Exception", "cached exception"),
            new Row("java.lang.RuntimeException", "cached exception"),
            new Row("java.lang.ArithmeticException", "cached exception"),
            new Row("java.lang.IllegalArgumentException", "cached exception"),
            new Row("java.lang.IllegalStateException", "cached exception"),
            new Row("java.lang.IndexOutOfBoundsException", "cached exception"),
            new Row("java.lang.NullPointerException", "cached exception"),
            new Row("java.lang.NumberFormatException", "cached exception"),
            new Row("java.lang.SecurityException", "cached exception"),
            new Row("java.lang.UnsupportedOperationException", "cached exception"),
            new Row("java.io.FileNotFoundException", "cached exception"),
            new Row("java.io.IOException", "cached exception"),
            new Row("java.io.UncheckedIOException", "cached exception"),
            new Row("java.util.NoSuchElementException", "cached exception"),
            new Row("java.util.concurrent.CompletionException", "cached exception"),
            new Row("java.util.concurrent.ExecutionException", "cached exception"),
            new Row("java.util.concurrent.TimeoutException", "cached exception"));

    static final Set<String> NAMES = ROWS.stream().map(Row::className).collect(Collectors.toUnmodifiableSet());

    private static final Set<String> HASHING =
            ROWS.stream().filter(Row::hashing).map(Row::className).collect(Collectors.toUnmodifiableSet());

    private FrameworkTypes() {}

    static boolean contains(String className) {
        return NAMES.contains(className);
    }

    /** Whether a class takes the hash codes of its parts as it is read, which {@link SerializedGraph} counts. */
    static boolean hashesItsParts(String className) {
        return HASHING.contains(className);
    }
}
