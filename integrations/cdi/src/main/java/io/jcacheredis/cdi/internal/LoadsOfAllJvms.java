package io.jcacheredis.cdi.internal;

import io.jcacheredis.RedisCache;
import java.util.concurrent.Callable;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/**
 * One load per key among all JVMs, for caches of jcache-redis; others are left to the next. The one class that knows
 * jcache-redis, which may not be there: see {@link Beans}.
 */
final class LoadsOfAllJvms implements Loads {

    private final Loads others;

    LoadsOfAllJvms(Loads others) {
        this.others = others;
    }

    @Override
    public @Nullable Object load(Cache<Object, Object> cache, Object key, Callable<@Nullable Object> method)
            throws Exception {
        RedisCache<Object, Object> redis = unwrapped(cache);
        return redis == null ? others.load(cache, key, method) : redis.getOrLoad(key, ignored -> call(method));
    }

    @SuppressWarnings("unchecked") // It is the same cache.
    private static @Nullable RedisCache<Object, Object> unwrapped(Cache<Object, Object> cache) {
        try {
            return cache.unwrap(RedisCache.class);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object call(Callable<@Nullable Object> method) {
        try {
            return method.call();
        } catch (Exception e) {
            throw Thrown.unchanged(e);
        }
    }
}
