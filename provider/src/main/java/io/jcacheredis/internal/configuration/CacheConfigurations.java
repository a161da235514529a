package io.jcacheredis.internal.configuration;

import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.configuration.CacheSettings.ListenerSettings;
import io.jcacheredis.internal.configuration.UserClasses.Maker;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.CompleteConfiguration;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/**
 * Makes a cache's own configuration of the one that a program creates it with and of the settings for its name. What the
 * program says wins, and what it leaves at the default of {@link MutableConfiguration} is the settings'. That it set such
 * a default on purpose, an {@link EternalExpiryPolicy} say, can't be told from its saying nothing.
 */
public final class CacheConfigurations {

    private CacheConfigurations() {}

    /** The configuration of a cache of which only the settings speak. */
    public static RedisConfiguration<Object, Object> of(CacheSettings settings) {
        return merge(new RedisConfiguration<>(), settings);
    }

    /** A copy of what is given, and the settings where it says nothing. */
    public static <K, V> RedisConfiguration<K, V> merge(Configuration<K, V> given, CacheSettings settings) {
        RedisConfiguration<K, V> own = copy(given);
        own.setTypes(type(own.getKeyType(), settings.keyType()), type(own.getValueType(), settings.valueType()));
        if (own.getExpiryPolicyFactory().equals(EternalExpiryPolicy.factoryOf())) {
            settings.expiry().ifPresent(own::setExpiryPolicyFactory);
        }
        if (own.getOnFailure() == null) {
            own.setOnFailure(settings.onFailure());
        }
        if (own.getNearCache() == null) {
            own.setNearCache(settings.near().orElse(null));
        }
        if (own.getEvents() == null) {
            own.setEvents(settings.events().delivery());
        }
        own.setExpiredEvents(own.isExpiredEvents() || settings.events().expired());
        own.setStatisticsEnabled(own.isStatisticsEnabled() || settings.statistics());
        own.setManagementEnabled(own.isManagementEnabled() || settings.management());
        own.setReadThrough(own.isReadThrough() || settings.readThrough());
        own.setWriteThrough(own.isWriteThrough() || settings.writeThrough());
        if (own.getCacheLoaderFactory() == null) {
            settings.loader().ifPresent(type -> own.setCacheLoaderFactory(maker(CacheLoader.class, type)));
        }
        if (own.getCacheWriterFactory() == null) {
            settings.writer().ifPresent(type -> own.setCacheWriterFactory(maker(CacheWriter.class, type)));
        }
        if (!own.getCacheEntryListenerConfigurations().iterator().hasNext()) {
            settings.listeners().forEach(listener -> own.addCacheEntryListenerConfiguration(listener(listener)));
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

    @SuppressWarnings("unchecked") // a program that leaves the types open takes what the configuration says
    private static <T> Class<T> type(Class<T> given, Class<?> set) {
        return given.equals(Object.class) ? (Class<T>) set : given;
    }

    private static <K, V> CacheEntryListenerConfiguration<K, V> listener(ListenerSettings settings) {
        Factory<CacheEntryListener<? super K, ? super V>> listener = maker(CacheEntryListener.class, settings.type());
        @Nullable
        Factory<CacheEntryEventFilter<? super K, ? super V>> filter =
                settings.filter().isEmpty()
                        ? null
                        : maker(CacheEntryEventFilter.class, settings.filter().get());
        return new MutableCacheEntryListenerConfiguration<>(
                listener, filter, settings.oldValueRequired(), settings.synchronous());
    }

    /** Of classes that a text names, nobody knows the types of keys and values. */
    @SuppressWarnings("unchecked")
    private static <T> Factory<T> maker(Class<? super T> wanted, Class<?> type) {
        return new Maker<>((Class<T>) wanted, type);
    }
}
