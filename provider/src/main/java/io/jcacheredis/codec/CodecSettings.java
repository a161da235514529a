package io.jcacheredis.codec;

import java.util.Objects;

/**
 * What a cache's configuration says about its codecs.
 *
 * @param format how values are written; {@link ValueFormat#AUTO} unless configured
 * @param allow the classes that Java serialization may read beyond those that follow from the declared types: patterns
 *     as {@link java.io.ObjectInputFilter.Config#createFilter} knows them ({@code com.acme.Foo}, {@code com.acme.*},
 *     {@code com.acme.**}, {@code !com.acme.Bar}), separated by {@code ;}; empty for none
 * @param classLoader finds the classes that keys and values name, without initialising any that is not allowed
 */
public record CodecSettings(ValueFormat format, String allow, ClassLoader classLoader) {

    /** The name of the setting that holds {@link #allow()}, as error messages give it. */
    public static final String ALLOW = "jcache.redis.serialization.allow";

    public CodecSettings {
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(allow, "allow");
        Objects.requireNonNull(classLoader, "classLoader");
    }

    /** Settings that choose by type and allow nothing beyond the declared types. */
    public static CodecSettings defaults(ClassLoader classLoader) {
        return new CodecSettings(ValueFormat.AUTO, "", classLoader);
    }

    /** These settings with another format. */
    public CodecSettings withFormat(ValueFormat other) {
        return new CodecSettings(other, allow, classLoader);
    }

    /** These settings with other patterns. */
    public CodecSettings withAllow(String other) {
        return new CodecSettings(format, other, classLoader);
    }
}
