package io.jcacheredis.spring;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import javax.cache.Cache;

/** The open caches of a manager, whatever their types. */
final class RedisCaches {

    private RedisCaches() {}

    static Stream<RedisCache<?, ?>> of(RedisCacheManager manager) {
        return StreamSupport.stream(manager.getCacheNames().spliterator(), false)
                .sorted()
                .flatMap(name -> find(manager, name).stream());
    }

    /** Empty if there is none of that name. */
    static Optional<RedisCache<?, ?>> find(RedisCacheManager manager, String name) {
        Cache<Object, Object> cache = manager.getCache(name);
        return cache == null ? Optional.empty() : Optional.of(cache.unwrap(RedisCache.class));
    }
}
