package io.jcacheredis.spring;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.PurgeOptions;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.InvalidEndpointRequestException;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/**
 * The caches of the application: what they are set to, what this JVM has counted, and what removes entries for all JVMs. It never shows a
 * key, a value or a password, and reading it asks Redis nothing.
 */
@Endpoint(id = "rediscaches")
public final class RedisCachesEndpoint {

    private final RedisCacheManager manager;

    RedisCachesEndpoint(RedisCacheManager manager) {
        this.manager = manager;
    }

    /**
     * All caches.
     *
     * @param address where Redis is, without user and password
     * @param keyPrefix what all keys in Redis begin with
     */
    public record Caches(String address, String keyPrefix, Map<String, CacheDescription> caches) {}

    /**
     * What was removed.
     *
     * @param entries how many there were, or would have been in a dry run
     * @param complete false if Redis did not answer for all of it: then a dry run has counted what it could, and all other entries that are
     *     meant are owed: removed before they are read, and as soon as Redis is back
     */
    public record Removed(long entries, boolean dryRun, boolean complete) {}

    /** All caches that are open. */
    @ReadOperation
    public Caches caches() {
        Map<String, CacheDescription> caches = new TreeMap<>();
        manager.caches().forEach(cache -> caches.put(cache.getName(), CacheDescription.of(cache)));
        return new Caches(manager.connections().getAddress(), manager.keyPrefix(), caches);
    }

    /** One cache; null if there is none of that name. */
    @ReadOperation
    public @Nullable CacheDescription cache(@Selector String cache) {
        return find(cache).map(CacheDescription::of).orElse(null);
    }

    /**
     * Removes the entries of all caches that match a pattern, {@code property:*:prop-123}, or have a tag. One of both is given.
     *
     * @param pattern held against the cache's name, a colon and the key
     * @param dryRun whether they are only counted
     */
    @WriteOperation
    public Removed purgeAll(@Nullable String pattern, @Nullable String tag, @Nullable Boolean dryRun) {
        boolean isDry = Boolean.TRUE.equals(dryRun);
        requireOne(pattern, tag);
        long entries = tag == null
                ? manager.purge(String.valueOf(pattern), options(isDry))
                : manager.purgeByTag(Set.of(tag), options(isDry));
        return removed(entries, isDry, manager.caches());
    }

    /**
     * Removes the entries of a cache that match a pattern or have a tag. One of both is given.
     *
     * @param pattern held against the keys
     * @param dryRun whether they are only counted
     */
    @WriteOperation
    public Removed purge(
            @Selector String cache, @Nullable String pattern, @Nullable String tag, @Nullable Boolean dryRun) {
        boolean isDry = Boolean.TRUE.equals(dryRun);
        requireOne(pattern, tag);
        RedisCache<?, ?> found = required(cache);
        long entries = tag == null
                ? found.purge(String.valueOf(pattern), options(isDry))
                : found.purgeByTag(Set.of(tag), options(isDry));
        return removed(entries, isDry, List.of(found));
    }

    /**
     * Removes all entries of a cache.
     *
     * @param dryRun whether they are only counted
     */
    @DeleteOperation
    public Removed clear(@Selector String cache, @Nullable Boolean dryRun) {
        boolean isDry = Boolean.TRUE.equals(dryRun);
        RedisCache<?, ?> found = required(cache);
        return removed(found.purge("*", options(isDry)), isDry, List.of(found));
    }

    private Removed removed(long entries, boolean isDry, List<RedisCache<?, ?>> caches) {
        return new Removed(
                entries, isDry, isDry ? answers() : caches.stream().noneMatch(RedisCachesEndpoint::owesAPurge));
    }

    private boolean answers() {
        try {
            manager.servers();
            return true;
        } catch (CacheUnavailableException e) {
            return false;
        }
    }

    private static boolean owesAPurge(RedisCache<?, ?> cache) {
        return cache.statistics().getCacheOwedEntries() < 0; // of a purge nobody knows how many entries it means
    }

    private Optional<RedisCache<?, ?>> find(String name) {
        return manager.caches().stream()
                .filter(cache -> cache.getName().equals(name))
                .findFirst();
    }

    private static PurgeOptions options(boolean isDry) {
        return isDry ? PurgeOptions.DEFAULTS.asDryRun() : PurgeOptions.DEFAULTS;
    }

    private RedisCache<?, ?> required(String cache) {
        return find(cache)
                .orElseThrow(() -> refused("There is no cache of that name; the endpoint without a name lists them"));
    }

    private static void requireOne(@Nullable String pattern, @Nullable String tag) {
        if ((pattern == null) == (tag == null)) {
            throw refused("Say either a pattern or a tag; DELETE removes all entries of a cache");
        }
        if (tag != null && tag.isEmpty()) {
            throw refused("A tag is not empty");
        }
    }

    private static InvalidEndpointRequestException refused(String reason) {
        return new InvalidEndpointRequestException(reason, reason);
    }
}
