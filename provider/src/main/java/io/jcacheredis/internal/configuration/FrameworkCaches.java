package io.jcacheredis.internal.configuration;

import java.util.Set;
import java.util.stream.Stream;

/** Caches of frameworks by their names, where these know something that settings for all caches don't. */
public final class FrameworkCaches {

    /** Where Hibernate keeps when each table was last written to: now, and before version 5.3. */
    private static final String[] TIMESTAMPS = {
        "default-update-timestamps-region", "org.hibernate.cache.spi.UpdateTimestampsCache"
    };

    /** By any of these a JVM may not find what another one has written, or find what was there before. */
    private static final Set<String> LOSING = Set.of(
            Setting.EXPIRY,
            NearSchema.SIZE.name(),
            NearSchema.TTL.name(),
            Schema.KEY_TYPE.name(),
            Schema.VALUE_TYPE.name(),
            Schema.CODEC.name(),
            Schema.SCHEMA_VERSION.name(),
            Schema.MIGRATE_FROM.name(),
            Schema.COMPRESSION.name(),
            Schema.COMPRESSION_THRESHOLD.name());

    private FrameworkCaches() {}

    /**
     * The groups of settings that defaults and patterns don't give to that cache, since it must not lose an entry. Where Hibernate finds
     * no timestamp it takes the table for unchanged, and results of queries that are older than the last write for new ones.
     */
    static Set<String> ownOnly(String cacheName) {
        return keepsTimestamps(cacheName) ? LOSING : Set.of();
    }

    /** Whether Hibernate keeps when tables were written in a cache of that name, which may begin with a prefix of regions and a dot. */
    public static boolean keepsTimestamps(String cacheName) {
        return Stream.of(TIMESTAMPS).anyMatch(name -> cacheName.equals(name) || cacheName.endsWith("." + name));
    }
}
