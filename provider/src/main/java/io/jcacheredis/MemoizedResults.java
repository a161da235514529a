package io.jcacheredis;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The results of one function in a cache.
 *
 * @param timeToLive null for what the cache's expiry policy says
 * @param nullMarker the value that stands for null; null if that is not kept
 */
record MemoizedResults<V>(
        RedisCache<String, V> cache,
        String keyPrefix,
        @Nullable Duration timeToLive,
        @Nullable V nullMarker) {

    /** One call of a function. It waits for another one of the same arguments, and may get what that one throws. */
    private final class Computation implements Function<String, @Nullable V> {

        private final Callable<? extends @Nullable V> source;
        private boolean begun;

        Computation(Callable<? extends @Nullable V> source) {
            this.source = source;
        }

        @Override
        public @Nullable V apply(String key) {
            begun = true;
            try {
                V result = source.call();
                return result == null ? nullMarker : result;
            } catch (Exception e) {
                throw asItIs(e);
            }
        }
    }

    /** The result that is kept under that key, or that the source gives. What it throws is thrown, checked exceptions too. */
    @Nullable
    V get(String key, Callable<? extends @Nullable V> source) {
        Computation computation = new Computation(source);
        while (true) {
            try {
                V value = timeToLive == null
                        ? cache.getOrLoad(key, computation)
                        : cache.getOrLoad(key, computation, timeToLive);
                return nullMarker != null && nullMarker.equals(value) ? null : value;
            } catch (Exception e) {
                // An interrupt is for the thread that had it, and not for those who waited for that one's result.
                if (computation.begun || !(e instanceof InterruptedException)) {
                    throw asItIs(e);
                }
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException asItIs(Exception thrown) throws E {
        throw (E) thrown;
    }

    /** Removes all whose arguments match that pattern. */
    long clear(String arguments) {
        return cache.purge(RedisCache.quoted(keyPrefix) + "(" + arguments + ")");
    }

    record OfFunction<A extends @Nullable Object, V>(
            MemoizedResults<V> results, Function<A, String> keys, Function<? super A, ? extends @Nullable V> function)
            implements Memoized.OfFunction<A, @Nullable V> {

        @Override
        public @Nullable V apply(A argument) {
            return results.get(key(argument), () -> function.apply(argument));
        }

        @Override
        public String key(A argument) {
            return keys.apply(argument);
        }

        @Override
        public long clear() {
            return results.clear("*");
        }
    }

    record OfBiFunction<A extends @Nullable Object, B extends @Nullable Object, V>(
            MemoizedResults<V> results,
            BiFunction<A, B, String> keys,
            BiFunction<? super A, ? super B, ? extends @Nullable V> function)
            implements Memoized.OfBiFunction<A, B, @Nullable V> {

        @Override
        public @Nullable V apply(A first, B second) {
            return results.get(key(first, second), () -> function.apply(first, second));
        }

        @Override
        public String key(A first, B second) {
            return keys.apply(first, second);
        }

        @Override
        public long clear() {
            return results.clear("*");
        }
    }

    record OfSupplier<V>(MemoizedResults<V> results, Supplier<? extends @Nullable V> supplier)
            implements Memoized.OfSupplier<@Nullable V> {

        @Override
        public @Nullable V get() {
            return results.get(key(), supplier::get);
        }

        @Override
        public String key() {
            return results.keyPrefix() + "()";
        }

        @Override
        public long clear() {
            return results.clear("");
        }
    }

    record OfCallable<V>(MemoizedResults<V> results, Callable<? extends @Nullable V> callable)
            implements Memoized.OfCallable<@Nullable V> {

        @Override
        public @Nullable V call() {
            return results.get(key(), callable);
        }

        @Override
        public String key() {
            return results.keyPrefix() + "()";
        }

        @Override
        public long clear() {
            return results.clear("");
        }
    }
}
