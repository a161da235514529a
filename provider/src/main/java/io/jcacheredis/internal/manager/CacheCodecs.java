package io.jcacheredis.internal.manager;

import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecChoice;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.codec.KeyCodecs;
import io.jcacheredis.codec.Limit;
import io.jcacheredis.codec.ValueCodecs;
import io.jcacheredis.internal.cache.EntryCodec;
import io.jcacheredis.internal.configuration.CacheSettings;
import io.jcacheredis.internal.configuration.Settings;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Chooses the codecs of a cache: those of its configuration, or what the settings and its types ask for. */
final class CacheCodecs {

    private static final Logger log = LoggerFactory.getLogger(CacheCodecs.class);

    private final Settings settings;
    private final ClassLoader classLoader;

    CacheCodecs(Settings settings, ClassLoader classLoader) {
        this.settings = settings;
        this.classLoader = classLoader;
    }

    <K, V> EntryCodec<K, V> of(String cacheName, RedisConfiguration<K, V> configuration) {
        CodecSettings codecSettings = codecSettings(settings.caches().settingsOf(cacheName));
        KeyCodec<K> ownKeys = configuration.getKeyCodec();
        KeyCodec<K> keys = ownKeys == null
                ? KeyCodecs.choose(configuration.getKeyType(), codecSettings)
                : KeyCodecs.limited(ownKeys, codecSettings);
        Codec<V> ownValues = configuration.getValueCodec();
        CodecChoice<V> choice = ownValues == null
                ? ValueCodecs.choose(configuration.getValueType(), codecSettings)
                : ValueCodecs.configured(ownValues, configuration.getValueType(), codecSettings);
        Codec<V> values = choice.codec();
        log.info(
                "Cache '{}' writes keys as {} and values as {} ({})",
                cacheName,
                keys.name(),
                values.name(),
                choice.reason());
        if (!choice.overruled().isEmpty()) {
            log.warn(
                    "Cache '{}' has a codec object that says otherwise than its settings of {}, which have no effect on it",
                    cacheName,
                    String.join(" and ", choice.overruled()));
        }
        return new EntryCodec<>(cacheName, configuration.getKeyType(), configuration.getValueType(), keys, values);
    }

    private CodecSettings codecSettings(CacheSettings cache) {
        CodecSettings own = CodecSettings.defaults(classLoader)
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
}
