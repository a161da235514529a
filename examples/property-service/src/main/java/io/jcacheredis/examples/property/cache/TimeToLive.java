package io.jcacheredis.examples.property.cache;

import io.jcacheredis.RedisCache;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import javax.cache.configuration.CompleteConfiguration;

/** How long the entries of a cache live, as its configuration has it. */
public final class TimeToLive {

    private TimeToLive() {}

    /** What the cache's expiry policy says of a new entry, for the methods that want it said. */
    @SuppressWarnings("unchecked") // the configuration of a cache of these types
    public static <K, V> Duration of(RedisCache<K, V> cache) {
        CompleteConfiguration<K, V> configuration = cache.getConfiguration(CompleteConfiguration.class);
        javax.cache.expiry.Duration expiry =
                configuration.getExpiryPolicyFactory().create().getExpiryForCreation();
        return expiry.isEternal()
                ? ChronoUnit.FOREVER.getDuration()
                : Duration.ofMillis(expiry.getTimeUnit().toMillis(expiry.getDurationAmount()));
    }
}
