package io.jcacheredis.codec;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a cache's configuration says about its codecs. Immutable; each {@code with} method gives changed settings.
 *
 * @param format how values are written; {@link ValueFormat#AUTO} unless configured
 * @param allow the classes that Java serialization and the class names in JSON may name beyond those that follow from
 *     the declared types: patterns as {@link java.io.ObjectInputFilter.Config#createFilter} knows them ({@code
 *     com.acme.Foo}, {@code com.acme.*}, {@code com.acme.**}, {@code !com.acme.Bar}), separated by {@code ;}; empty for
 *     none
 * @param classLoader finds the classes that keys and values name, without initialising any that is not allowed
 * @param limits the limits that are not at their {@linkplain Limit#standard() standard}
 * @param compression whether large values are compressed
 * @param compressionThreshold the bytes from which on a value is compressed
 * @param schemaVersion tells values that are written now from those of an earlier or later make, which are not read; at
 *     least 1, which is what values count as that were written without a version
 * @param migrateFrom the format of values that were written before and shall still be read; null if there are none
 */
public record CodecSettings(
        ValueFormat format,
        String allow,
        ClassLoader classLoader,
        Map<Limit, Integer> limits,
        Compression compression,
        int compressionThreshold,
        int schemaVersion,
        @Nullable ValueFormat migrateFrom) {

    /** The name of the setting that holds {@link #allow()}, as error messages give it. */
    public static final String ALLOW = "jcache.redis.serialization.allow";

    /** Below this many bytes, compression gains too little to be worth its time. */
    private static final int STANDARD_THRESHOLD = 1024;

    /** More than the options of one codec need, however a program puts them together. */
    private static final int MARKS = 8 * Envelope.HEADER;

    public CodecSettings {
        Objects.requireNonNull(format, "format");
        allow = new AllowPatterns(Objects.requireNonNull(allow, "allow")).toString();
        Objects.requireNonNull(classLoader, "classLoader");
        Objects.requireNonNull(compression, "compression");
        limits = Map.copyOf(limits);
        limits.forEach((limit, value) -> requirePositive(value, limit.setting()));
        requirePositive(schemaVersion, "schema-version");
        if (compressionThreshold < 0) {
            throw new IllegalArgumentException("compression-threshold must not be below 0");
        }
    }

    private static void requirePositive(int value, String setting) {
        if (value < 1) {
            throw new IllegalArgumentException(setting + " must be at least 1, and is " + value);
        }
    }

    /** Settings that choose by type, allow nothing beyond the declared types, and have every option off. */
    public static CodecSettings defaults(ClassLoader classLoader) {
        return new CodecSettings(
                ValueFormat.AUTO, "", classLoader, Map.of(), Compression.NONE, STANDARD_THRESHOLD, 1, null);
    }

    /** These settings with another format. */
    public CodecSettings withFormat(ValueFormat other) {
        return new CodecSettings(
                other, allow, classLoader, limits, compression, compressionThreshold, schemaVersion, migrateFrom);
    }

    /** Whether the patterns allow every class that no other pattern decides on, which makes them no protection. */
    public boolean allowsEverything() {
        return new AllowPatterns(allow).allowsEverything();
    }

    /**
     * These settings with other patterns.
     *
     * @throws CodecException if one is malformed
     */
    public CodecSettings withAllow(String other) {
        return new CodecSettings(
                format, other, classLoader, limits, compression, compressionThreshold, schemaVersion, migrateFrom);
    }

    /** These settings with another class loader. */
    public CodecSettings withClassLoader(ClassLoader other) {
        return new CodecSettings(
                format, allow, other, limits, compression, compressionThreshold, schemaVersion, migrateFrom);
    }

    /**
     * These settings with another value of one limit.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public CodecSettings withLimit(Limit limit, int value) {
        Map<Limit, Integer> changed = new EnumMap<>(Limit.class);
        changed.putAll(limits);
        changed.put(limit, value);
        return new CodecSettings(
                format, allow, classLoader, changed, compression, compressionThreshold, schemaVersion, migrateFrom);
    }

    /** These settings with values compressed, or not, from that many bytes on. */
    public CodecSettings withCompression(Compression other, int threshold) {
        return new CodecSettings(format, allow, classLoader, limits, other, threshold, schemaVersion, migrateFrom);
    }

    /** These settings with values compressed, or not, from 1,024 bytes on. */
    public CodecSettings withCompression(Compression other) {
        return withCompression(other, STANDARD_THRESHOLD);
    }

    /**
     * These settings with another schema version.
     *
     * @throws IllegalArgumentException if it is below 1
     */
    public CodecSettings withSchemaVersion(int other) {
        return new CodecSettings(
                format, allow, classLoader, limits, compression, compressionThreshold, other, migrateFrom);
    }

    /** These settings with values of that format read, too; null for none. */
    public CodecSettings withMigrateFrom(@Nullable ValueFormat other) {
        return new CodecSettings(
                format, allow, classLoader, limits, compression, compressionThreshold, schemaVersion, other);
    }

    /** What a limit is set to, or else what it {@linkplain Limit#follows() follows}, or its standard. */
    public int limit(Limit limit) {
        Integer set = limits.get(limit);
        if (set != null) {
            return set;
        }
        return limit.follows() == null ? limit.standard() : limit(limit.follows());
    }

    /** The bytes of the longest value that can be read, with the marks that options put before it. */
    public int longestStored() {
        return (int) Math.min(Integer.MAX_VALUE, (long) limit(Limit.VALUE_BYTES) + MARKS);
    }
}
