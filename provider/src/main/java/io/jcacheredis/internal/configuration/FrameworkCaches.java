package io.jcacheredis.internal.configuration;

import java.util.stream.Stream;

/** Caches of frameworks by their names, where these know something that settings for all caches don't. */
final class FrameworkCaches {

    /** Where Hibernate keeps when each table was last written to: now, and before version 5.3. */
    private static final String[] TIMESTAMPS = {
        "default-update-timestamps-region", "org.hibernate.cache.spi.UpdateTimestampsCache"
    };

    private FrameworkCaches() {}

    /**
     * Whether entries of that cache must stay until they are replaced. Where Hibernate finds no timestamp it takes the table for
     * unchanged, and results of queries that are older than the last write for new ones.
     */
    static boolean staysForEver(String cacheName) {
        // A prefix of regions comes before the name, with a dot.
        return Stream.of(TIMESTAMPS).anyMatch(name -> cacheName.equals(name) || cacheName.endsWith("." + name));
    }
}
