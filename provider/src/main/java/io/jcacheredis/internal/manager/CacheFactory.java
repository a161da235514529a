package io.jcacheredis.internal.manager;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecChoice;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.codec.KeyCodecs;
import io.jcacheredis.codec.Limit;
import io.jcacheredis.codec.ValueCodecs;
import io.jcacheredis.internal.cache.CacheFacade;
import io.jcacheredis.internal.cache.CacheParts;
import io.jcacheredis.internal.cache.EntryCodec;
import io.jcacheredis.internal.cache.KeyTurns;
import io.jcacheredis.internal.cache.UserObjects;
import io.jcacheredis.internal.configuration.CacheSettings;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.event.Listeners;
import io.jcacheredis.internal.expiry.ExpiringStore;
import io.jcacheredis.internal.expiry.Expiry;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.registry.ClaimedStore;
import io.jcacheredis.internal.registry.KeySpaces.Holding;
import io.jcacheredis.internal.store.ClosingStore;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Puts the parts of a cache together: the one place that knows all of them. */
final class CacheFactory {

    private static final Logger log = LoggerFactory.getLogger(CacheFactory.class);

    private final CacheManager manager;
    private final Settings settings;
    private final ProviderResources resources;
    private final RedisConnections connections;

    CacheFactory(CacheManager manager, Settings settings, ProviderResources resources, RedisConnections connections) {
        this.manager = manager;
        this.settings = settings;
        this.resources = resources;
        this.connections = connections;
    }

    /**
     * Makes an open cache: one round trip, to claim its key space.
     *
     * @param configuration the cache's own copy
     * @param onClose what else ends with the cache
     */
    <K, V> ManagedCache create(KeySpace space, RedisConfiguration<K, V> configuration, Runnable onClose) {
        EntryCodec<K, V> codec = codec(space.cacheName(), configuration);
        Claim claim = new Claim(space, form(space, codec, onFailure(configuration)), codec.formats());
        Holding holding = resources.keySpaces().claim(settings.connection(), connections, claim);
        Runnable release = () -> {
            onClose.run();
            holding.close();
        };
        try {
            return create(space, configuration, codec, holding, release);
        } catch (RuntimeException | Error e) {
            holding.close();
            throw e;
        }
    }

    /** What all who share a key space must agree on, said for people. */
    private static String form(KeySpace space, EntryCodec<?, ?> codec, OnFailure onFailure) {
        String mode = onFailure.name().toLowerCase(Locale.ROOT);
        return "cache '" + space.cacheName() + "' (keys as " + codec.keyFormat() + ", on-failure " + mode + ")";
    }

    private <K, V> ManagedCache create(
            KeySpace space,
            RedisConfiguration<K, V> configuration,
            EntryCodec<K, V> codec,
            Holding holding,
            Runnable onClose) {
        Listeners<K, V> listeners = new Listeners<>(resources.threads());
        List<Object> made = new ArrayList<>();
        Runnable closeUserObjects = () -> {
            UserObjects.closeAll(made);
            UserObjects.closeAll(listeners.userObjects());
        };
        try {
            return assemble(space, configuration, codec, holding, listeners, made, () -> {
                onClose.run();
                closeUserObjects.run();
            });
        } catch (RuntimeException | Error e) {
            closeUserObjects.run();
            throw e;
        }
    }

    private <K, V> ManagedCache assemble(
            KeySpace space,
            RedisConfiguration<K, V> configuration,
            EntryCodec<K, V> codec,
            Holding holding,
            Listeners<K, V> listeners,
            List<Object> made,
            Runnable onClose) {
        EntryStore entries = new RedisEntryStore(space, connections, settings.commands());
        ClosingStore store = new ClosingStore(space.cacheName(), new ClaimedStore(entries, holding));
        CacheParts<K, V> parts = parts(space, configuration, codec, store, listeners, made);
        JmxPresence jmx = new JmxPresence(manager, space.cacheName(), configuration, parts.statistics());
        CacheFacade<K, V> facade = new CacheFacade<>(manager, configuration, parts, () -> {
            store.close();
            jmx.end();
            onClose.run();
        });
        return new ManagedCache(facade, configuration, jmx, store, holding);
    }

    /** Makes what users give by factories; {@code made} gets each of them, to be closed with the cache. */
    private <K, V> CacheParts<K, V> parts(
            KeySpace space,
            RedisConfiguration<K, V> configuration,
            EntryCodec<K, V> codec,
            EntryStore store,
            Listeners<K, V> listeners,
            List<Object> made) {
        ExpiryPolicy policy = configuration.getExpiryPolicyFactory().create();
        made.add(policy);
        Expiry expiry = new Expiry(policy);
        CacheLoader<K, V> loader = madeBy(configuration.getCacheLoaderFactory(), made);
        CacheWriter<? super K, ? super V> writer =
                configuration.isWriteThrough() ? madeBy(configuration.getCacheWriterFactory(), made) : null;
        for (CacheEntryListenerConfiguration<K, V> listener : configuration.getCacheEntryListenerConfigurations()) {
            listeners.register(listener);
        }
        return new CacheParts<>(
                space.cacheName(),
                space.start(),
                codec,
                onFailure(configuration),
                new ExpiringStore(store, expiry),
                expiry,
                new Loading<>(loader, configuration.isReadThrough()),
                writer == null ? null : new Writing<>(writer),
                listeners,
                new CacheStatistics(configuration.isStatisticsEnabled()),
                new KeyTurns(
                        resources.locks(), space.start(), settings.connection().timeout()),
                resources.threads());
    }

    private static OnFailure onFailure(RedisConfiguration<?, ?> configuration) {
        OnFailure mode = configuration.getOnFailure();
        return mode == null ? OnFailure.DEGRADE : mode;
    }

    private static <T> @Nullable T madeBy(@Nullable Factory<T> factory, List<Object> made) {
        T object = factory == null ? null : factory.create();
        if (object != null) {
            made.add(object);
        }
        return object;
    }

    private CodecSettings codecSettings(CacheSettings cache, ClassLoader loader) {
        CodecSettings own = CodecSettings.defaults(loader)
                .withFormat(cache.codec())
                .withAllow(cache.serializationAllow())
                .withCompression(cache.compression(), Math.toIntExact(cache.compressionThreshold()))
                .withSchemaVersion(cache.schemaVersion())
                .withMigrateFrom(cache.migrateFrom().orElse(null));
        for (Map.Entry<Limit, Integer> limit : settings.limits().entrySet()) {
            own = own.withLimit(limit.getKey(), limit.getValue());
        }
        return own;
    }

    private <K, V> EntryCodec<K, V> codec(String cacheName, RedisConfiguration<K, V> configuration) {
        Class<K> keyType = configuration.getKeyType();
        Class<V> valueType = configuration.getValueType();
        ClassLoader loader = Objects.requireNonNull(manager.getClassLoader());
        CodecSettings codecSettings = codecSettings(settings.caches().settingsOf(cacheName), loader);
        KeyCodec<K> keys = configuration.getKeyCodec();
        if (keys == null) {
            keys = KeyCodecs.choose(keyType, codecSettings);
        }
        Codec<V> values = configuration.getValueCodec();
        String reason = "set by its configuration";
        if (values == null) {
            CodecChoice<V> choice = ValueCodecs.choose(valueType, codecSettings);
            values = choice.codec();
            reason = choice.reason();
        }
        log.info("Cache '{}' writes keys as {} and values as {} ({})", cacheName, keys.name(), values.name(), reason);
        return new EntryCodec<>(cacheName, keyType, valueType, keys, values);
    }
}
