package io.jcacheredis.examples.property.web;

import io.jcacheredis.PurgeOptions;
import io.jcacheredis.RedisCache;
import io.jcacheredis.examples.property.cache.EntryKey;
import io.jcacheredis.examples.property.cache.PropertyCaches;
import io.jcacheredis.examples.property.cache.PropertyInvalidation;
import io.jcacheredis.examples.property.domain.NotFoundException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** {@code /admin/cache}: a look at what is cached, and purges by hand, for when something went wrong. */
@RestController
@RequestMapping("/admin/cache")
final class CacheAdminController {

    /**
     * Where something is in Redis.
     *
     * @param redisKey for {@code redis-cli}
     * @param secondsLeft null if it is not cached
     */
    record Entry(String redisKey, @Nullable Long secondsLeft) {

        static Entry of(RedisCache<String, ?> cache, EntryKey key) {
            return new Entry(
                    cache.redisKey(key.key()),
                    cache.timeToLive(key.key()).map(Duration::toSeconds).orElse(null));
        }
    }

    private final PropertyCaches caches;
    private final PropertyInvalidation invalidation;

    CacheAdminController(PropertyCaches caches, PropertyInvalidation invalidation) {
        this.caches = caches;
        this.invalidation = invalidation;
    }

    @GetMapping("/properties/{id}")
    List<Entry> look(@PathVariable String id) {
        return Stream.of(EntryKey.propertyDetail(id), EntryKey.propertyScore(id), EntryKey.timeline(id))
                .map(key -> Entry.of(cache(key.cache()), key))
                .toList();
    }

    @DeleteMapping("/properties/{id}")
    Removed property(@PathVariable String id) {
        return new Removed(invalidation.property(id));
    }

    @DeleteMapping("/properties/{id}/score")
    Removed score(@PathVariable String id) {
        return new Removed(invalidation.propertyScore(id));
    }

    @DeleteMapping("/properties/{id}/timeline")
    Removed timeline(@PathVariable String id) {
        return new Removed(invalidation.timeline(id));
    }

    @DeleteMapping("/tenants/{tenant}/list")
    Removed list(@PathVariable String tenant) {
        return new Removed(invalidation.propertyList(tenant));
    }

    /** By a pattern on the keys of a cache; with {@code dryRun=true} it only counts. */
    @DeleteMapping("/entries")
    Removed entries(
            @RequestParam String cache,
            @RequestParam String pattern,
            @RequestParam(defaultValue = "false") boolean dryRun) {
        PurgeOptions options = dryRun ? PurgeOptions.DEFAULTS.asDryRun() : PurgeOptions.DEFAULTS;
        return new Removed(cache(cache).purge(pattern, options));
    }

    private RedisCache<String, ?> cache(String name) {
        return caches.named(name).orElseThrow(() -> new NotFoundException("cache", name));
    }
}
