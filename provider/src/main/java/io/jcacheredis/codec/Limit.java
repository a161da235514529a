package io.jcacheredis.codec;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A bound on what a key or value may take, so that one entry can't exhaust a JVM, whoever wrote it. Each has a setting, such as
 * {@code limits.value-bytes}, which the error message gives.
 */
public enum Limit {
    /** The bytes of a value as its codec writes it, before compression: 64 MiB. Held on writing and on reading. */
    VALUE_BYTES(64 * 1024 * 1024, "bytes"),
    /** The bytes of a key as its codec writes it: 64 KiB. Held on writing and on reading. */
    KEY_BYTES(64 * 1024, "bytes"),
    /** How deeply the parts of a value may be nested: 500. */
    NESTING(500, "levels of nesting"),
    /**
     * The elements of a value in JSON or CBOR: 2,000,000. Strings, numbers and other scalars count as one, names of
     * properties and keys of maps too, and arrays and objects as two and what they hold. It is what bounds the heap that a
     * value takes, as an empty list is two bytes here and many there. Held on writing and on reading.
     */
    ELEMENTS(2_000_000, "elements"),
    /** The characters of one string in JSON or CBOR: as many as {@link #VALUE_BYTES}, also when those are set. */
    STRING_LENGTH(VALUE_BYTES, "characters in a string"),
    /** The digits of one number that is read from JSON or CBOR: 10,000. It takes time by the square of them. */
    NUMBER_LENGTH(10_000, "digits in a number"),
    /** The characters of one property name or map key that is read from JSON or CBOR: 50,000. */
    NAME_LENGTH(50_000, "characters in a name"),
    /** The objects and class descriptions in a value of Java serialization: 1,000,000. Held on writing and on reading. */
    REFERENCES(1_000_000, "objects"),
    /** The elements of one array in a value of Java serialization: as many as {@link #VALUE_BYTES}, also when those are set. */
    ARRAY_LENGTH(VALUE_BYTES, "elements in an array"),
    /**
     * The steps that it takes to hash the elements of all hash sets and the keys of all hash maps in a value of Java
     * serialization, where a part that is shared counts wherever it is met: 100,000,000. A hundred nested sets that
     * share their parts need 2 to the power of a hundred. 2,147,483,647 means no limit, for values whose hash codes look
     * at few of their parts.
     */
    HASH_STEPS(100_000_000, "steps of hashing");

    private final int standard;
    private final @Nullable Limit followed;
    private final String unit;

    Limit(int standard, String unit) {
        this.standard = standard;
        this.followed = null;
        this.unit = unit;
    }

    Limit(Limit followed, String unit) {
        this.standard = followed.standard;
        this.followed = followed;
        this.unit = unit;
    }

    /** The name of its setting, such as {@code limits.value-bytes}. */
    public String setting() {
        return "limits." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What it is unless it is set, or what it {@linkplain #follows() follows} is. */
    public int standard() {
        return standard;
    }

    /** The limit whose setting is this one's too unless it has its own; null if there is none. */
    public @Nullable Limit follows() {
        return followed;
    }

    /** The failure of a value that goes beyond the limit as it is set. */
    CodecException exceeded(int limit) {
        return new CodecException(
                CodecException.Reason.TOO_LARGE,
                (this == KEY_BYTES ? "the key" : "the value") + " has more than " + limit + " " + unit
                        + ", the limit set by " + setting());
    }
}
