package io.jcacheredis.spring;

import io.jcacheredis.RedisCache;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import org.springframework.cache.Cache;
import org.springframework.cache.jcache.JCacheCache;
import org.springframework.cache.jcache.JCacheCacheManager;

/**
 * Spring's manager of the caches of a {@code javax.cache.CacheManager}, of which those in Redis do what Spring's own {@link JCacheCache}
 * can't: load an entry once for all JVMs where a method asks for it ({@code @Cacheable(sync = true)}), cache what methods give that return
 * a {@code CompletableFuture}, and leave out results that are null where a cache's type has no room for them.
 *
 * <p>Caches of other providers are as they are in a {@link JCacheCacheManager}.
 */
public final class RedisJCacheCacheManager extends JCacheCacheManager {

    /** A manager of these caches, which is closed by who made it. */
    public RedisJCacheCacheManager(CacheManager caches) {
        super(caches);
    }

    @Override
    protected Collection<Cache> loadCaches() {
        List<Cache> caches = new ArrayList<>();
        for (Cache cache : super.loadCaches()) {
            caches.add(ours(cache));
        }
        return caches;
    }

    @Override
    protected @Nullable Cache getMissingCache(String name) {
        Cache cache = super.getMissingCache(name);
        return cache == null ? null : ours(cache);
    }

    private Cache ours(Cache cache) {
        return cache instanceof JCacheCache jcache
                        && jcache.getNativeCache() instanceof RedisCache<Object, Object> redis
                ? new RedisJCacheCache(redis, isAllowNullValues())
                : cache;
    }
}
