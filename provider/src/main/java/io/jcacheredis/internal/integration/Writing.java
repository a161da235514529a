package io.jcacheredis.internal.integration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import org.jspecify.annotations.Nullable;

/**
 * The writer of a cache that writes through.
 *
 * @param fence how long a call of it may take, and an entry be older than the database
 */
public record Writing<K, V>(CacheWriter<? super K, ? super V> writer, Duration fence) {

    /** What a bulk call of the writer achieved. */
    public record Bulk<K>(Set<K> failed, @Nullable CacheWriterException failure) {

        /** Throws the failure, if there was one. */
        public void rethrow() {
            if (failure != null) {
                throw failure;
            }
        }
    }

    public void write(K key, V value) {
        calling(() -> writer.write(new CacheEntry<>(key, value)));
    }

    public void delete(K key) {
        calling(() -> writer.delete(key));
    }

    /** Writes all; entries that the writer leaves in its collection when it throws have failed. */
    public Bulk<K> writeAll(Map<? extends K, ? extends V> entries) {
        List<Cache.Entry<? extends K, ? extends V>> remaining = new ArrayList<>();
        entries.forEach((key, value) -> remaining.add(new CacheEntry<>(key, value)));
        @Nullable CacheWriterException failure = attempt(() -> writer.writeAll(uncheckedEntries(remaining)));
        Set<K> failed = new HashSet<>();
        if (failure != null) {
            remaining.forEach(entry -> failed.add(entry.getKey()));
        }
        return new Bulk<>(failed, failure);
    }

    /** Deletes all; keys that the writer leaves in its collection when it throws have failed. */
    public Bulk<K> deleteAll(Set<? extends K> keys) {
        Set<K> remaining = new HashSet<>(keys);
        @Nullable CacheWriterException failure = attempt(() -> writer.deleteAll(remaining));
        return new Bulk<>(failure == null ? Set.of() : remaining, failure);
    }

    private static @Nullable CacheWriterException attempt(Runnable call) {
        try {
            calling(call);
            return null;
        } catch (CacheWriterException e) {
            return e;
        }
    }

    private static void calling(Runnable call) {
        try {
            call.run();
        } catch (CacheWriterException e) {
            throw e;
        } catch (Exception e) { // also an undeclared checked one
            throw new CacheWriterException("The cache writer failed", e);
        }
    }

    /** The writer's element type is {@code Cache.Entry<? extends K, ? extends V>} for its own K and V, which ours extend. */
    @SuppressWarnings({"unchecked", "rawtypes"})
    private static <T> Collection<T> uncheckedEntries(List<?> entries) {
        return (Collection) entries;
    }
}
