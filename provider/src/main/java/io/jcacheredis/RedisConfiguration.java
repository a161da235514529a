package io.jcacheredis;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.KeyCodec;
import java.util.Objects;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * A {@link MutableConfiguration} that can also say how keys and values are written, what the cache does when it can't
 * read them, and what each JVM keeps for itself. Without a codec of its own, a cache gets one that follows from its types.
 *
 * <p>Codecs are not {@link java.io.Serializable}, as configurations are: a configuration that was serialized and read back
 * has none. Set them again there.
 *
 * @param <K> the type of keys
 * @param <V> the type of values
 */
public class RedisConfiguration<K, V> extends MutableConfiguration<K, V> {

    private static final long serialVersionUID = 1L;

    private transient @Nullable KeyCodec<K> keyCodec;
    private transient @Nullable Codec<V> valueCodec;
    private @Nullable OnFailure onFailure;
    private @Nullable NearCache nearCache;
    private @Nullable EventDelivery events;
    private boolean expiredEvents;

    /**
     * The defaults of the specification (types unknown, entries that never expire, no listeners) and codecs that follow
     * from the types.
     */
    public RedisConfiguration() {}

    /** A copy, with its codecs if it has any. */
    public RedisConfiguration(CompleteConfiguration<K, V> configuration) {
        super(configuration);
        if (configuration instanceof RedisConfiguration<K, V> redis) {
            keyCodec = redis.keyCodec;
            valueCodec = redis.valueCodec;
            onFailure = redis.onFailure;
            nearCache = redis.nearCache;
            events = redis.events;
            expiredEvents = redis.expiredEvents;
        }
    }

    /** Sets how keys are written; null chooses by type. */
    public RedisConfiguration<K, V> setKeyCodec(@Nullable KeyCodec<K> codec) {
        keyCodec = codec;
        return this;
    }

    /** Sets how values are written; null chooses by type. */
    public RedisConfiguration<K, V> setValueCodec(@Nullable Codec<V> codec) {
        valueCodec = codec;
        return this;
    }

    /**
     * Sets what the cache does when something can't be had or read; null for what the settings say, which is
     * {@link OnFailure#DEGRADE} unless they are set.
     */
    public RedisConfiguration<K, V> setOnFailure(@Nullable OnFailure mode) {
        onFailure = mode;
        return this;
    }

    /** What the cache does when something can't be had or read, or null if that is not said here. */
    public @Nullable OnFailure getOnFailure() {
        return onFailure;
    }

    /**
     * Sets what each JVM keeps for itself; null for what the settings say, which is nothing unless they are set. A cache whose expiry policy
     * looks at accesses keeps nothing all the same, as Redis would not hear of them.
     */
    public RedisConfiguration<K, V> setNearCache(@Nullable NearCache near) {
        nearCache = near;
        return this;
    }

    /** What each JVM keeps for itself, or null if that is not said here. */
    public @Nullable NearCache getNearCache() {
        return nearCache;
    }

    /**
     * Sets which JVMs' listeners hear of the changes that the cache makes; null for what the settings say, which is
     * {@link EventDelivery#LOCAL} unless they are set.
     */
    public RedisConfiguration<K, V> setEvents(@Nullable EventDelivery delivery) {
        events = delivery;
        return this;
    }

    /** Which JVMs' listeners hear of the changes that the cache makes, or null if that is not said here. */
    public @Nullable EventDelivery getEvents() {
        return events;
    }

    /**
     * Sets whether listeners hear that entries expired in Redis, without their values and some time after; false leaves it to the
     * settings. Redis must be told to say so.
     */
    public RedisConfiguration<K, V> setExpiredEvents(boolean expired) {
        expiredEvents = expired;
        return this;
    }

    /** Whether it is said here that listeners hear of entries which expired in Redis. */
    public boolean isExpiredEvents() {
        return expiredEvents;
    }

    /** How keys are written, or null if that follows from their type. */
    public @Nullable KeyCodec<K> getKeyCodec() {
        return keyCodec;
    }

    /** How values are written, or null if that follows from their type. */
    public @Nullable Codec<V> getValueCodec() {
        return valueCodec;
    }

    // The setters of the specification, which return this type so that calls can be chained.

    @Override
    public RedisConfiguration<K, V> setTypes(Class<K> keyType, Class<V> valueType) {
        super.setTypes(keyType, valueType);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> setExpiryPolicyFactory(Factory<? extends ExpiryPolicy> factory) {
        super.setExpiryPolicyFactory(factory);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> setCacheLoaderFactory(Factory<? extends CacheLoader<K, V>> factory) {
        super.setCacheLoaderFactory(factory);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> setCacheWriterFactory(
            Factory<? extends CacheWriter<? super K, ? super V>> factory) {
        super.setCacheWriterFactory(factory);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> setReadThrough(boolean isReadThrough) {
        super.setReadThrough(isReadThrough);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> setWriteThrough(boolean isWriteThrough) {
        super.setWriteThrough(isWriteThrough);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> setStoreByValue(boolean isStoreByValue) {
        super.setStoreByValue(isStoreByValue);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> setStatisticsEnabled(boolean enabled) {
        super.setStatisticsEnabled(enabled);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> setManagementEnabled(boolean enabled) {
        super.setManagementEnabled(enabled);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> addCacheEntryListenerConfiguration(CacheEntryListenerConfiguration<K, V> listener) {
        super.addCacheEntryListenerConfiguration(listener);
        return this;
    }

    @Override
    public RedisConfiguration<K, V> removeCacheEntryListenerConfiguration(
            CacheEntryListenerConfiguration<K, V> listener) {
        super.removeCacheEntryListenerConfiguration(listener);
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        // A plain configuration with the same settings is equal to one without codecs, as the specification compares
        // them.
        return super.equals(other)
                && (!(other instanceof RedisConfiguration<?, ?> that)
                        || (onFailure == that.onFailure
                                && Objects.equals(nearCache, that.nearCache)
                                && events == that.events
                                && expiredEvents == that.expiredEvents
                                && Objects.equals(keyCodec, that.keyCodec)
                                && Objects.equals(valueCodec, that.valueCodec)));
    }

    @Override
    public int hashCode() {
        return super.hashCode();
    }
}
