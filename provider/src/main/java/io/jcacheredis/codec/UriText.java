package io.jcacheredis.codec;

import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One text for all URIs that are equal.
 *
 * <p>{@link URI#equals} takes no notice of the case of the scheme, the host and the digits of an escape, nor of how a
 * port is written. The text has the first two in lower case and the digits in upper case, and is put together from the
 * parts that are compared.
 */
final class UriText {

    private UriText() {}

    static String of(URI uri) {
        StringBuilder text = new StringBuilder();
        append(text, "", lower(uri.getScheme()), ":");
        if (uri.isOpaque()) {
            text.append(upperEscapes(uri.getRawSchemeSpecificPart()));
        } else {
            appendHierarchy(text, uri);
        }
        append(text, "#", upperEscapes(uri.getRawFragment()), "");
        return Utf8.requireWellFormed(text.toString());
    }

    private static void appendHierarchy(StringBuilder text, URI uri) {
        if (uri.getHost() != null) {
            text.append("//");
            append(text, "", upperEscapes(uri.getRawUserInfo()), "@");
            text.append(lower(uri.getHost()));
            append(text, ":", uri.getPort() == -1 ? null : Integer.toString(uri.getPort()), "");
        } else {
            append(text, "//", upperEscapes(uri.getRawAuthority()), "");
        }
        append(text, "", upperEscapes(uri.getRawPath()), "");
        append(text, "?", upperEscapes(uri.getRawQuery()), "");
    }

    private static void append(StringBuilder text, String before, @Nullable String part, String after) {
        if (part != null) {
            text.append(before).append(part).append(after);
        }
    }

    private static @Nullable String lower(@Nullable String part) {
        return part == null ? null : part.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String upperEscapes(@Nullable String part) {
        if (part == null || part.indexOf('%') < 0) {
            return part;
        }
        StringBuilder upper = new StringBuilder(part);
        // A URI has no % that two digits do not follow.
        for (int i = part.indexOf('%'); i >= 0; i = part.indexOf('%', i + 1)) {
            upper.setCharAt(i + 1, Character.toUpperCase(part.charAt(i + 1)));
            upper.setCharAt(i + 2, Character.toUpperCase(part.charAt(i + 2)));
        }
        return upper.toString();
    }
}
