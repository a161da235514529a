package io.jcacheredis.internal.manager;

import io.jcacheredis.RedisConfiguration;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.jspecify.annotations.Nullable;

/** Makes a cache's own configuration of the one that it is created with. */
final class CacheConfigurations {

    private final @Nullable Duration defaultTimeToLive;

    /** The default is for caches that say nothing of expiry; null lets their entries live for ever. */
    CacheConfigurations(@Nullable Duration defaultTimeToLive) {
        this.defaultTimeToLive = defaultTimeToLive;
    }

    /**
     * A copy with the defaults filled in. That a program set eternal expiry on purpose can't be told from its saying
     * nothing.
     */
    <K, V> RedisConfiguration<K, V> own(Configuration<K, V> given) {
        RedisConfiguration<K, V> own = copy(given);
        if (defaultTimeToLive != null && own.getExpiryPolicyFactory().equals(EternalExpiryPolicy.factoryOf())) {
            own.setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(
                    new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, defaultTimeToLive.toMillis())));
        }
        return own;
    }

    private static <K, V> RedisConfiguration<K, V> copy(Configuration<K, V> given) {
        if (given instanceof CompleteConfiguration<K, V> complete) {
            return new RedisConfiguration<>(complete);
        }
        RedisConfiguration<K, V> copy = new RedisConfiguration<>();
        copy.setTypes(given.getKeyType(), given.getValueType());
        copy.setStoreByValue(given.isStoreByValue());
        return copy;
    }
}
