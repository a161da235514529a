package io.jcacheredis.spring;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.Compression;
import io.jcacheredis.codec.ValueFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What stands under the name of a cache, {@code jcache.redis.caches[property:detail]}, as IDEs complete it: the metadata of the settings
 * names this class as the type of such a map's values. Nothing is bound to it, since the provider reads the settings itself; {@code
 * MetadataTest} holds it to the schema. Each setting is described in {@code docs/configuration.md}.
 */
public final class DeclaredCache {

    private @Nullable Expiry expiry;
    private @Nullable String keyType;
    private @Nullable String valueType;
    private @Nullable ValueFormat codec;
    private @Nullable Integer schemaVersion;
    private @Nullable Compression compression;
    private @Nullable String compressionThreshold;
    private @Nullable ValueFormat migrateFrom;
    private @Nullable Serialization serialization;
    private @Nullable Boolean statistics;
    private @Nullable Boolean management;
    private @Nullable Boolean readThrough;
    private @Nullable Boolean writeThrough;
    private @Nullable String loader;
    private @Nullable String writer;
    private @Nullable OnFailure onFailure;
    private @Nullable Near near;
    private @Nullable EventDelivery events;
    private @Nullable Integer eventsKept;
    private @Nullable Boolean expiredEvents;
    private @Nullable List<DeclaredListener> listeners;

    public @Nullable Expiry getExpiry() {
        return expiry;
    }

    public void setExpiry(@Nullable Expiry expiry) {
        this.expiry = expiry;
    }

    public @Nullable String getKeyType() {
        return keyType;
    }

    public void setKeyType(@Nullable String keyType) {
        this.keyType = keyType;
    }

    public @Nullable String getValueType() {
        return valueType;
    }

    public void setValueType(@Nullable String valueType) {
        this.valueType = valueType;
    }

    public @Nullable ValueFormat getCodec() {
        return codec;
    }

    public void setCodec(@Nullable ValueFormat codec) {
        this.codec = codec;
    }

    public @Nullable Integer getSchemaVersion() {
        return schemaVersion;
    }

    public void setSchemaVersion(@Nullable Integer schemaVersion) {
        this.schemaVersion = schemaVersion;
    }

    public @Nullable Compression getCompression() {
        return compression;
    }

    public void setCompression(@Nullable Compression compression) {
        this.compression = compression;
    }

    public @Nullable String getCompressionThreshold() {
        return compressionThreshold;
    }

    public void setCompressionThreshold(@Nullable String compressionThreshold) {
        this.compressionThreshold = compressionThreshold;
    }

    public @Nullable ValueFormat getMigrateFrom() {
        return migrateFrom;
    }

    public void setMigrateFrom(@Nullable ValueFormat migrateFrom) {
        this.migrateFrom = migrateFrom;
    }

    public @Nullable Serialization getSerialization() {
        return serialization;
    }

    public void setSerialization(@Nullable Serialization serialization) {
        this.serialization = serialization;
    }

    public @Nullable Boolean getStatistics() {
        return statistics;
    }

    public void setStatistics(@Nullable Boolean statistics) {
        this.statistics = statistics;
    }

    public @Nullable Boolean getManagement() {
        return management;
    }

    public void setManagement(@Nullable Boolean management) {
        this.management = management;
    }

    public @Nullable Boolean getReadThrough() {
        return readThrough;
    }

    public void setReadThrough(@Nullable Boolean readThrough) {
        this.readThrough = readThrough;
    }

    public @Nullable Boolean getWriteThrough() {
        return writeThrough;
    }

    public void setWriteThrough(@Nullable Boolean writeThrough) {
        this.writeThrough = writeThrough;
    }

    public @Nullable String getLoader() {
        return loader;
    }

    public void setLoader(@Nullable String loader) {
        this.loader = loader;
    }

    public @Nullable String getWriter() {
        return writer;
    }

    public void setWriter(@Nullable String writer) {
        this.writer = writer;
    }

    public @Nullable OnFailure getOnFailure() {
        return onFailure;
    }

    public void setOnFailure(@Nullable OnFailure onFailure) {
        this.onFailure = onFailure;
    }

    public @Nullable Near getNear() {
        return near;
    }

    public void setNear(@Nullable Near near) {
        this.near = near;
    }

    public @Nullable EventDelivery getEvents() {
        return events;
    }

    public void setEvents(@Nullable EventDelivery events) {
        this.events = events;
    }

    public @Nullable Integer getEventsKept() {
        return eventsKept;
    }

    public void setEventsKept(@Nullable Integer eventsKept) {
        this.eventsKept = eventsKept;
    }

    public @Nullable Boolean getExpiredEvents() {
        return expiredEvents;
    }

    public void setExpiredEvents(@Nullable Boolean expiredEvents) {
        this.expiredEvents = expiredEvents;
    }

    public @Nullable List<DeclaredListener> getListeners() {
        return listeners;
    }

    public void setListeners(@Nullable List<DeclaredListener> listeners) {
        this.listeners = listeners;
    }

    /** How long entries live: one of these. */
    public static final class Expiry {

        private @Nullable String created;
        private @Nullable String modified;
        private @Nullable String accessed;
        private @Nullable String touched;
        private @Nullable Boolean eternal;

        public @Nullable String getCreated() {
            return created;
        }

        public void setCreated(@Nullable String created) {
            this.created = created;
        }

        public @Nullable String getModified() {
            return modified;
        }

        public void setModified(@Nullable String modified) {
            this.modified = modified;
        }

        public @Nullable String getAccessed() {
            return accessed;
        }

        public void setAccessed(@Nullable String accessed) {
            this.accessed = accessed;
        }

        public @Nullable String getTouched() {
            return touched;
        }

        public void setTouched(@Nullable String touched) {
            this.touched = touched;
        }

        public @Nullable Boolean getEternal() {
            return eternal;
        }

        public void setEternal(@Nullable Boolean eternal) {
            this.eternal = eternal;
        }
    }

    /** What each JVM keeps for itself. */
    public static final class Near {

        private @Nullable Integer size;
        private @Nullable String ttl;

        public @Nullable Integer getSize() {
            return size;
        }

        public void setSize(@Nullable Integer size) {
            this.size = size;
        }

        public @Nullable String getTtl() {
            return ttl;
        }

        public void setTtl(@Nullable String ttl) {
            this.ttl = ttl;
        }
    }

    /** What Java serialization may read. */
    public static final class Serialization {

        private @Nullable List<String> allow;

        public @Nullable List<String> getAllow() {
            return allow;
        }

        public void setAllow(@Nullable List<String> allow) {
            this.allow = allow;
        }
    }
}
