package io.jcacheredis.codec;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** How the values of a cache are written. */
public enum ValueFormat {
    /** Chosen by the declared type: the most readable format that certainly gives an equal value back. */
    AUTO,
    /** JSON, read as the declared type only. */
    JSON,
    /** CBOR (RFC 8949) with the self-describe tag, read as the declared type only: shorter than JSON, not readable. */
    CBOR,
    /** Java serialization behind an allow-list. */
    JAVA,
    /** A {@link String} as UTF-8. */
    STRING,
    /** A {@code byte[]} as it is. */
    BYTES,
    /** The plain text of a number, enum, UUID, URI or {@code java.time} value, such as {@code 42}. */
    TEXT;

    /**
     * The format of that name, in any case.
     *
     * @throws IllegalArgumentException if there is none, with the names that exist
     */
    public static ValueFormat of(String name) {
        return Arrays.stream(values())
                .filter(format -> format.name().equalsIgnoreCase(name.strip()))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("unknown codec \"" + name + "\"; known are " + names()));
    }

    private static String names() {
        return Arrays.stream(values())
                .map(format -> format.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }
}
