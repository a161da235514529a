package io.jcacheredis.examples.property.domain;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The rule for identifiers of properties and tenants: letters, digits, {@code -} and {@code _}. None of them means anything
 * in a key or a pattern of Redis, so a client can't ask for {@code *}.
 */
public final class Identifier {

    private static final Pattern RULE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Identifier() {}

    /** Whether the text is an identifier. */
    public static boolean isValid(@Nullable String text) {
        return text != null && RULE.matcher(text).matches();
    }

    /**
     * The same text.
     *
     * @throws IllegalArgumentException if it is no identifier
     */
    public static String require(String text) {
        if (!isValid(text)) {
            throw new IllegalArgumentException("an identifier has 1 to 64 letters, digits, - and _");
        }
        return text;
    }
}
