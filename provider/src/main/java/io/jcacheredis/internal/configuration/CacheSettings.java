package io.jcacheredis.internal.configuration;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.NearCache;
import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Compression;
import io.jcacheredis.codec.Limit;
import io.jcacheredis.codec.ValueFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.configuration.Factory;
import javax.cache.expiry.ExpiryPolicy;

/**
 * What a manager was told of one cache: the defaults, the patterns that match its name, and the name itself, merged.
 * Two that say the same are equal.
 *
 * @param expiry empty where nothing was said
 * @param codec how values are written where the cache has no codec object of its own
 * @param keyType Object where nothing was said
 * @param valueType Object where nothing was said
 * @param loader the class of the loader, or of its factory
 * @param writer the class of the writer, or of its factory
 * @param serializationAllow patterns of classes that Java serialization may read, those of the manager included
 * @param schemaVersion counts the changes of the value's class
 * @param compressionThreshold values with fewer bytes are not compressed; empty where nothing was said
 * @param migrateFrom the codec that wrote the entries before
 * @param near what each JVM keeps for itself
 * @param events which JVMs hear of its changes, and of what expires
 */
public record CacheSettings(
        Optional<Factory<? extends ExpiryPolicy>> expiry,
        ValueFormat codec,
        Class<?> keyType,
        Class<?> valueType,
        boolean statistics,
        boolean management,
        boolean readThrough,
        boolean writeThrough,
        Optional<Class<?>> loader,
        Optional<Class<?>> writer,
        List<ListenerSettings> listeners,
        OnFailure onFailure,
        String serializationAllow,
        int schemaVersion,
        Compression compression,
        Optional<Long> compressionThreshold,
        Optional<ValueFormat> migrateFrom,
        Optional<NearCache> near,
        RemoteEventSettings events) {

    /**
     * What the cache's codecs are to know.
     *
     * @param classes finds what users name
     * @param limits those that were set
     */
    public CodecSettings codecs(ClassLoader classes, Map<Limit, Integer> limits) {
        CodecSettings codecs = CodecSettings.defaults(classes)
                .withFormat(codec)
                .withAllow(serializationAllow)
                .withSchemaVersion(schemaVersion)
                .withMigrateFrom(migrateFrom.orElse(null));
        codecs = compressionThreshold.isPresent()
                ? codecs.withCompression(compression, Math.toIntExact(compressionThreshold.get()))
                : codecs.withCompression(compression);
        for (Map.Entry<Limit, Integer> limit : limits.entrySet()) {
            codecs = codecs.withLimit(limit.getKey(), limit.getValue());
        }
        return codecs;
    }

    /**
     * What listeners hear of beside what their own cache does.
     *
     * @param kept how many durable events are kept
     * @param expired whether of what expires in Redis
     */
    public record RemoteEventSettings(EventDelivery delivery, int kept, boolean expired) {}

    /**
     * A listener of the cache.
     *
     * @param type the class of the listener, or of its factory
     * @param filter the class of its filter, or of its factory
     */
    public record ListenerSettings(
            Class<?> type, Optional<Class<?>> filter, boolean synchronous, boolean oldValueRequired) {}
}
