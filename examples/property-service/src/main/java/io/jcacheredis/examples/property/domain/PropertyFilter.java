package io.jcacheredis.examples.property.domain;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Which properties of a tenant are asked for; what is null does not matter. A city is found in any case. */
public record PropertyFilter(
        @Nullable String city,
        @Nullable PropertyState state,
        @Nullable Long maxPriceCents) {

    /** All properties. */
    public static final PropertyFilter ALL = new PropertyFilter(null, null, null);

    private static final int HASH_BYTES = 6;

    /** A filter; filters that let the same through are equal. */
    public PropertyFilter {
        city = city == null || city.isBlank() ? null : city.strip().toLowerCase(Locale.ROOT);
    }

    /** Whether the property is one of those. */
    public boolean matches(Property property) {
        return (city == null || city.equals(property.city().toLowerCase(Locale.ROOT)))
                && (state == null || state == property.state())
                && (maxPriceCents == null || property.priceCents() <= maxPriceCents);
    }

    /**
     * Twelve hexadecimal digits, the same in every JVM for equal filters. They stand in keys in the filter's place, since what
     * clients say may be long and have any characters.
     */
    public String hash() {
        // The names are part of it, so that a field that is added later changes no other filter's hash.
        String text = part("city", city) + part("state", state) + part("maxPriceCents", maxPriceCents);
        byte[] digest = sha256().digest(text.getBytes(UTF_8));
        return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    }

    private static String part(String name, @Nullable Object value) {
        String text = Objects.toString(value, "");
        return value == null ? "" : name + "=" + text.length() + ":" + text + ";";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
