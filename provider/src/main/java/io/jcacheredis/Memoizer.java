package io.jcacheredis;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.codec.ComposedKey;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;

/**
 * Wraps functions so that their results are kept in a cache with String keys: <em>memoization</em>.
 *
 * <pre>{@code
 * Memoizer<Property> memoizer = Memoizer.of(cache).ttl(Duration.ofMinutes(10));
 * Memoized.OfFunction<String, Property> details = memoizer.function("detail", repository::find);
 *
 * details.apply("prop-123");   // asks the repository, and keeps the answer as the entry detail(prop-123)
 * details.apply("prop-123");   // one GET
 * details.clear();             // removes what is kept of details
 * }</pre>
 *
 * <p>Each function has a <em>prefix</em>, by which all JVMs know its results: a short name for what it computes. It is said where the
 * function is wrapped, as functions with one prefix in one cache share their results. The key of a result is the prefix and, in
 * parentheses, the arguments as {@link ComposedKey} writes them; or what a <em>key builder</em> makes of them, as it is. Where the
 * arguments are of types that {@code ComposedKey} refuses, or too many to be read, a key builder is needed.
 *
 * <p>A memoizer is a value: each setter gives another one. It may be used by any thread, and so may what it makes.
 *
 * @param <V> the type of the cache's values, and of results
 */
public final class Memoizer<V> {

    private final RedisCache<String, V> cache;
    private final @Nullable Duration timeToLive;
    private final @Nullable V nullMarker;

    private Memoizer(RedisCache<String, V> cache, @Nullable Duration timeToLive, @Nullable V nullMarker) {
        this.cache = cache;
        this.timeToLive = timeToLive;
        this.nullMarker = nullMarker;
    }

    /**
     * A memoizer whose results live as the cache's expiry policy has it, and which does not keep null.
     *
     * @throws IllegalArgumentException if the cache is not one of this provider, or its keys are not Strings
     */
    public static <V> Memoizer<V> of(Cache<String, V> cache) {
        Class<?> keyType = keyType(cache);
        if (keyType != String.class && keyType != Object.class) {
            throw new IllegalArgumentException(named(cache) + " has keys of type " + keyType.getName()
                    + ", and results are kept under Strings: create it with setTypes(String.class, ...)");
        }
        return new Memoizer<>(redisCache(cache), null, null);
    }

    @SuppressWarnings("unchecked") // a class has no type arguments
    private static Class<?> keyType(Cache<?, ?> cache) {
        return cache.getConfiguration(Configuration.class).getKeyType();
    }

    @SuppressWarnings("unchecked") // of the types that the cache has
    private static <V> RedisCache<String, V> redisCache(Cache<String, V> cache) {
        try {
            return cache.unwrap(RedisCache.class);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    named(cache) + " is none of jcache-redis, but a "
                            + cache.getClass().getName() + ": take one of " + RedisCachingProvider.class.getName(),
                    e);
        }
    }

    private static String named(Cache<?, ?> cache) {
        return "cache '" + cache.getName() + "'";
    }

    /**
     * This one with results that live for so long, whatever the cache's expiry policy says of new entries.
     *
     * @param timeToLive at least a millisecond; {@code ChronoUnit.FOREVER.getDuration()} for results that never expire
     * @throws IllegalArgumentException if it is shorter
     */
    public Memoizer<V> ttl(Duration timeToLive) {
        if (timeToLive.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("a time to live is at least a millisecond, not " + timeToLive);
        }
        return new Memoizer<>(cache, timeToLive, nullMarker);
    }

    /**
     * This one with null kept too: as a value that stands for it, and that no function returns otherwise. Who reads the cache itself
     * sees that value. Without it, a function that returns null is called each time.
     *
     * @param marker a value that equals itself when it was stored and read: a constant of an enum, a record, a String
     * @throws IllegalArgumentException if its class does not define {@code equals}, so that it could not be told when it is read
     */
    public Memoizer<V> nullsAs(V marker) {
        if (!definesEquals(requireNonNull(marker, "marker").getClass())) {
            throw new IllegalArgumentException("a value that stands for null must be known when it is read, and "
                    + marker.getClass().getTypeName() + " does not define equals");
        }
        return new Memoizer<>(cache, timeToLive, marker);
    }

    private static boolean definesEquals(Class<?> type) {
        try {
            return !type.isArray() && type.getMethod("equals", Object.class).getDeclaringClass() != Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException("every class has equals", e);
        }
    }

    /**
     * Wraps a function of one argument.
     *
     * @param keyPrefix what its results are kept under, and no other function's in this cache: any text without a parenthesis
     * @throws IllegalArgumentException if the prefix is empty or has a parenthesis, or the cache has a codec of keys that does not write
     *     Strings as they are
     */
    public <A extends @Nullable Object> Memoized.OfFunction<A, @Nullable V> function(
            String keyPrefix, Function<? super A, ? extends @Nullable V> function) {
        return new MemoizedResults.OfFunction<>(
                results(keyPrefix),
                argument -> ComposedKey.of(keyPrefix, argument),
                requireNonNull(function, "function"));
    }

    /**
     * Wraps a function of one argument, with keys of one's own.
     *
     * @param keyPrefix as {@link #function(String, Function)} has it
     * @param keyBuilder gives equal text for equal arguments, and another one for others; the key is {@code keyPrefix(text)}. What it
     *     throws is thrown by the call
     * @throws IllegalArgumentException as {@link #function(String, Function)} does
     */
    public <A extends @Nullable Object> Memoized.OfFunction<A, @Nullable V> function(
            String keyPrefix,
            Function<? super A, ? extends @Nullable V> function,
            Function<? super A, String> keyBuilder) {
        requireNonNull(keyBuilder, "keyBuilder");
        return new MemoizedResults.OfFunction<>(
                results(keyPrefix),
                argument -> built(keyPrefix, keyBuilder.apply(argument)),
                requireNonNull(function, "function"));
    }

    /**
     * Wraps a function of two arguments.
     *
     * @param keyPrefix as {@link #function(String, Function)} has it
     * @throws IllegalArgumentException as {@link #function(String, Function)} does
     */
    public <A extends @Nullable Object, B extends @Nullable Object> Memoized.OfBiFunction<A, B, @Nullable V> biFunction(
            String keyPrefix, BiFunction<? super A, ? super B, ? extends @Nullable V> function) {
        return new MemoizedResults.OfBiFunction<>(
                results(keyPrefix),
                (first, second) -> ComposedKey.of(keyPrefix, first, second),
                requireNonNull(function, "function"));
    }

    /**
     * Wraps a function of two arguments, with keys of one's own.
     *
     * @param keyPrefix as {@link #function(String, Function)} has it
     * @param keyBuilder as {@link #function(String, Function, Function)} has it
     * @throws IllegalArgumentException as {@link #function(String, Function)} does
     */
    public <A extends @Nullable Object, B extends @Nullable Object> Memoized.OfBiFunction<A, B, @Nullable V> biFunction(
            String keyPrefix,
            BiFunction<? super A, ? super B, ? extends @Nullable V> function,
            BiFunction<? super A, ? super B, String> keyBuilder) {
        requireNonNull(keyBuilder, "keyBuilder");
        return new MemoizedResults.OfBiFunction<>(
                results(keyPrefix),
                (first, second) -> built(keyPrefix, keyBuilder.apply(first, second)),
                requireNonNull(function, "function"));
    }

    /**
     * Wraps a function without arguments.
     *
     * @param keyPrefix as {@link #function(String, Function)} has it; the key is {@code keyPrefix()}
     * @throws IllegalArgumentException as {@link #function(String, Function)} does
     */
    public Memoized.OfSupplier<@Nullable V> supplier(String keyPrefix, Supplier<? extends @Nullable V> supplier) {
        return new MemoizedResults.OfSupplier<>(results(keyPrefix), requireNonNull(supplier, "supplier"));
    }

    /**
     * Wraps a function without arguments that may throw checked exceptions.
     *
     * @param keyPrefix as {@link #function(String, Function)} has it; the key is {@code keyPrefix()}
     * @throws IllegalArgumentException as {@link #function(String, Function)} does
     */
    public Memoized.OfCallable<@Nullable V> callable(String keyPrefix, Callable<? extends @Nullable V> callable) {
        return new MemoizedResults.OfCallable<>(results(keyPrefix), requireNonNull(callable, "callable"));
    }

    private static String built(String keyPrefix, String text) {
        return keyPrefix + "(" + requireNonNull(text, "the key builder gave null") + ")";
    }

    private MemoizedResults<V> results(String keyPrefix) {
        String shortest = ComposedKey.of(requireNonNull(keyPrefix, "keyPrefix"));
        if (!cache.redisKey(shortest).endsWith(cache.getName() + ":" + shortest)) {
            throw new IllegalArgumentException(named(cache) + " does not write the key '" + shortest
                    + "' as it is, so that clear() would not find what is kept under it: begin with another character than @,"
                    + " or take a cache without a key codec of its own");
        }
        return new MemoizedResults<>(cache, keyPrefix, timeToLive, nullMarker);
    }
}
