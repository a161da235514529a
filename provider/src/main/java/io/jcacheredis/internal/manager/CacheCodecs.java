package io.jcacheredis.internal.manager;

import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecChoice;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.codec.KeyCodecs;
import io.jcacheredis.codec.ValueCodecs;
import io.jcacheredis.internal.cache.EntryCodec;
import io.jcacheredis.internal.configuration.CacheTemplates;
import io.jcacheredis.internal.configuration.Settings;
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
        CodecSettings codecSettings = codecSettings(cacheName);
        KeyCodec<K> ownKeys = configuration.getKeyCodec();
        KeyCodec<K> keys = ownKeys == null
                ? KeyCodecs.choose(configuration.getKeyType(), codecSettings)
                : KeyCodecs.limited(ownKeys, codecSettings);
        CodecChoice<V> choice = values(cacheName, configuration, codecSettings);
        Codec<V> values = choice.codec();
        log.info(
                "Cache '{}' writes keys as {} and values as {} ({})",
                cacheName,
                keys.name(),
                values.name(),
                choice.reason());
        warnOfWhatIsInVain(cacheName, choice, settings.caches());
        return new EntryCodec<>(cacheName, configuration.getKeyType(), configuration.getValueType(), keys, values);
    }

    /** The bytes of the longest value of a cache, as it may lie in Redis. */
    int longestValue(String cacheName) {
        return codecSettings(cacheName).longestStored();
    }

    private CodecSettings codecSettings(String cacheName) {
        return settings.caches().settingsOf(cacheName).codecs(classLoader, settings.limits());
    }

    private <V> CodecChoice<V> values(
            String cacheName, RedisConfiguration<?, V> configuration, CodecSettings codecSettings) {
        Codec<V> own = configuration.getValueCodec();
        try {
            return own == null
                    ? ValueCodecs.choose(configuration.getValueType(), codecSettings)
                    : ValueCodecs.configured(own, configuration.getValueType(), codecSettings);
        } catch (CodecException e) {
            String said = settings.caches().codecOf(cacheName);
            throw new CodecException(
                    "Cache '" + cacheName + "' can't be made: " + e.getMessage()
                            + (said.isEmpty() ? "" : "; what was said of it is " + said),
                    e);
        }
    }

    private static void warnOfWhatIsInVain(String cacheName, CodecChoice<?> choice, CacheTemplates caches) {
        if (!choice.overruled().isEmpty()) {
            log.warn(
                    "Cache '{}' has a codec object that says otherwise than its settings of {}, which have no effect on it",
                    cacheName,
                    String.join(" and ", choice.overruled()));
        }
        if (caches.expectsCompression(cacheName) && !choice.codec().name().contains("+deflate")) {
            log.warn(
                    "Cache '{}' has a compression-threshold and no compression: its values are not compressed",
                    cacheName);
        }
    }
}
