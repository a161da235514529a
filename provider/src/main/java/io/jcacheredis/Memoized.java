package io.jcacheredis;

import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A function whose results are kept in a cache: what a {@link Memoizer} makes. It may be called by any thread, and so may the function
 * that it was made of, by several at a time with different arguments.
 *
 * <p>A call whose result is in the cache is one round trip. Otherwise the function is called: by one thread of all JVMs at a time for the
 * same arguments, as {@link RedisCache#getOrLoad(Object, Function)} has it. What it throws is thrown, unchanged, to those threads of this
 * JVM too that waited for it, and nothing is kept. A cache that fails throws what {@code getOrLoad} does; one that {@linkplain
 * OnFailure#DEGRADE degrades} has the function called.
 *
 * <p>Arguments must not change while they are in use. They may be null where the function takes that.
 */
public interface Memoized {

    /**
     * Removes what is kept of this function, whichever JVM put it there, and nothing of any other one: see {@link
     * RedisCache#purge(String)}. A result that is being computed meanwhile is returned, and not kept. Walks over the whole keyspace of the
     * Redis database; for a function without arguments it is one round trip.
     *
     * @return how many results were removed
     */
    long clear();

    /**
     * A function of one argument.
     *
     * @param <A> the type of the argument
     * @param <R> the type of results
     */
    interface OfFunction<A extends @Nullable Object, R extends @Nullable Object> extends Function<A, R>, Memoized {

        /** The key in the cache of the result for that argument, to look at it, remove it or write it by the cache. No round trip. */
        String key(A argument);
    }

    /**
     * A function of two arguments.
     *
     * @param <A> the type of the first argument
     * @param <B> the type of the second argument
     * @param <R> the type of results
     */
    interface OfBiFunction<A extends @Nullable Object, B extends @Nullable Object, R extends @Nullable Object>
            extends BiFunction<A, B, R>, Memoized {

        /** The key in the cache of the result for those arguments, to look at it, remove it or write it by the cache. No round trip. */
        String key(A first, B second);
    }

    /**
     * A function without arguments.
     *
     * @param <R> the type of its result
     */
    interface OfSupplier<R extends @Nullable Object> extends Supplier<R>, Memoized {

        /** The key in the cache of the result, to look at it, remove it or write it by the cache. No round trip. */
        String key();
    }

    /**
     * A function without arguments that may throw checked exceptions, which pass unchanged.
     *
     * @param <R> the type of its result
     */
    interface OfCallable<R extends @Nullable Object> extends Callable<R>, Memoized {

        /** The key in the cache of the result, to look at it, remove it or write it by the cache. No round trip. */
        String key();
    }
}
