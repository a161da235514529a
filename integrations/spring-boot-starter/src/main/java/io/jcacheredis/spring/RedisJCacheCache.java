package io.jcacheredis.spring;

import io.jcacheredis.RedisCache;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import javax.cache.configuration.Configuration;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.interceptor.CacheOperationInvoker.ThrowableWrapper;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.support.NullValue;

/** A cache in Redis as Spring has it: see {@link RedisJCacheCacheManager}. */
final class RedisJCacheCache extends JCacheCache {

    private final RedisCache<Object, Object> cache;
    /** Whether the results of methods that are null can be entries: their stand-in must be of the cache's type. */
    private final boolean holdsNull;

    @SuppressWarnings("unchecked") // a class literal has no types
    RedisJCacheCache(RedisCache<Object, Object> cache, boolean allowNullValues) {
        super(cache, allowNullValues);
        this.cache = cache;
        this.holdsNull =
                cache.getConfiguration(Configuration.class).getValueType().isInstance(NullValue.INSTANCE);
    }

    /**
     * The value of an entry, or what the loader gives, which is stored: called by one thread of all JVMs at a time, for which the
     * others wait. See {@link RedisCache#getOrLoad(Object, java.util.function.Function)}.
     */
    @Override
    @SuppressWarnings("unchecked") // as Spring has it
    public <T> @Nullable T get(Object key, Callable<T> valueLoader) {
        return (T) fromStoreValue(cache.getOrLoad(key, any -> loaded(key, valueLoader)));
    }

    private <T> @Nullable Object loaded(Object key, Callable<T> loader) {
        T value;
        try {
            value = loader.call();
        } catch (Exception e) {
            throw new ValueRetrievalException(key, loader, e);
        }
        return stored(value);
    }

    /** As it is stored; null if it is not. */
    private @Nullable Object stored(@Nullable Object value) {
        Object stored = toStoreValue(value);
        return value == null && !holdsNull ? null : stored;
    }

    /** A null that can't be an entry removes the one that is there, which was something else. */
    @Override
    public void put(Object key, @Nullable Object value) {
        Object stored = stored(value);
        if (stored == null) {
            cache.remove(key);
        } else {
            cache.put(key, stored);
        }
    }

    @Override
    public @Nullable ValueWrapper putIfAbsent(Object key, @Nullable Object value) {
        return stored(value) == null ? get(key) : super.putIfAbsent(key, value);
    }

    @Override
    public CompletableFuture<?> retrieve(Object key) {
        return cache.async().get(key).thenApply(this::toValueWrapper).toCompletableFuture();
    }

    /**
     * The same as by {@link #get(Object, Callable)}. The loader is called by a thread of the provider, which waits for its future: the lease on
     * the key has to be had before, and is not waited for by the caller.
     */
    @Override
    @SuppressWarnings("unchecked") // as Spring has it
    public <T> CompletableFuture<T> retrieve(Object key, Supplier<CompletableFuture<T>> valueLoader) {
        return cache.async()
                .getOrLoad(key, any -> loaded(key, () -> valueLoader.get().join()))
                .handle((value, failure) -> {
                    if (failure != null) {
                        throw new CompletionException(causeOf(failure));
                    }
                    return (T) fromStoreValue(value);
                })
                .toCompletableFuture();
    }

    /** What the method threw, or its future ended with, without what that came through. */
    private static Throwable causeOf(Throwable failure) {
        Throwable cause = failure;
        for (Throwable next = cause; next != null; next = inside(cause)) {
            cause = next;
        }
        return cause;
    }

    private static @Nullable Throwable inside(Throwable wrapper) {
        if (wrapper instanceof ThrowableWrapper ofSpring) {
            return ofSpring.getOriginal();
        }
        return wrapper instanceof CompletionException || wrapper instanceof ValueRetrievalException
                ? wrapper.getCause()
                : null;
    }
}
