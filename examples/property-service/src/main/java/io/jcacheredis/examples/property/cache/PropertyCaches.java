package io.jcacheredis.examples.property.cache;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyList;
import io.jcacheredis.examples.property.domain.PropertyScore;
import io.jcacheredis.examples.property.domain.Timeline;
import java.util.Optional;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.springframework.stereotype.Component;

/** The four caches that {@code jcache-redis.yaml} declares, with their types and with what only Redis can do. */
@Component
public final class PropertyCaches {

    private final RedisCacheManager manager;
    private final RedisCache<String, Property> details;
    private final RedisCache<String, PropertyScore> scores;
    private final RedisCache<String, Timeline> timelines;
    private final RedisCache<String, PropertyList> lists;

    /** The caches of a manager. */
    public PropertyCaches(CacheManager manager) {
        this.manager = manager.unwrap(RedisCacheManager.class);
        details = open(manager, EntryKey.DETAIL, Property.class);
        scores = open(manager, EntryKey.SCORE, PropertyScore.class);
        timelines = open(manager, EntryKey.TIMELINE, Timeline.class);
        lists = open(manager, EntryKey.LIST, PropertyList.class);
    }

    @SuppressWarnings("unchecked") // what a RedisCache of these types is
    private static <V> RedisCache<String, V> open(CacheManager manager, String name, Class<V> valueType) {
        Cache<String, V> cache = manager.getCache(name, String.class, valueType);
        if (cache == null) {
            throw new IllegalStateException("jcache-redis.yaml does not declare the cache " + name);
        }
        return cache.unwrap(RedisCache.class);
    }

    /** By identifiers of properties. */
    public RedisCache<String, Property> details() {
        return details;
    }

    /** By identifiers of properties. */
    public RedisCache<String, PropertyScore> scores() {
        return scores;
    }

    /** By identifiers of properties. */
    public RedisCache<String, Timeline> timelines() {
        return timelines;
    }

    /** By tenants and filters: see {@link EntryKey#propertyList}. */
    public RedisCache<String, PropertyList> lists() {
        return lists;
    }

    /** The cache of that name, if it is one of the four. Its keys are texts. */
    @SuppressWarnings("unchecked") // all four have the same type of keys
    public Optional<RedisCache<String, ?>> named(String name) {
        return Optional.ofNullable(manager.getCache(name)).map(cache -> cache.unwrap(RedisCache.class));
    }
}
