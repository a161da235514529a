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

    /** What a function throws that a cache can't: it goes through the cache in this and comes out as it was. */
    private static final class Carrier extends RuntimeException {

        private static final long serialVersionUID = 1;

        Carrier(Exception checked) {
            super(null, checked, false, false);
        }
    }

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
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new Carrier(e);
            }
        }

        /** An interrupt is for the thread that had it. */
        boolean isOfAnotherThread(Carrier carrier) {
            return !begun && carrier.getCause() instanceof InterruptedException;
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
            } catch (Carrier carrier) {
                if (!computation.isOfAnotherThread(carrier)) {
                    throw unchecked(carrier.getCause());
                }
            }
        }
    }

    /** Throws what the compiler would not let through. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <E extends Throwable> RuntimeException unchecked(@Nullable Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** Removes all whose arguments match that pattern. */
    long clear(String arguments) {
        return cache.purge(keyPrefix.replaceAll("[\\\\*?\\[\\]]", "\\\\$0") + "(" + arguments + ")");
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
