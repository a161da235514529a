package io.jcacheredis.internal.connection;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is and how to log in there, as said by a URL {@code redis[s]://[[user]:password@]host[:port][/database]}.
 * Its {@link #toString} holds no secret.
 */
public record RedisAddress(
        boolean tls,
        String host,
        int port,
        @Nullable String user,
        @Nullable String password,
        int database) {

    private static final int DEFAULT_PORT = 6379;
    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final String FORM = "redis[s]://[[user]:password@]host[:port][/database]";

    /** Whether a URI is meant as the address of a Redis. */
    public static boolean isAddress(URI uri) {
        return uri.getScheme() != null && SCHEMES.contains(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is not of the form above; the message does not repeat it, as it may hold a
     *     password
     */
    public static RedisAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(url.trim());
        } catch (IllegalArgumentException e) {
            // The cause is left out: its message repeats the URL.
            throw malformed("it is not a URI (characters such as @ / # % in a password must be percent-encoded)");
        }
        if (!isAddress(uri)) {
            // Which one it is stays unsaid: without a scheme, what comes before the first colon may be a secret.
            throw malformed("its scheme is another one");
        }
        if (uri.getHost() == null) {
            throw malformed("it has no host, or more than one");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw malformed("it has a query or a fragment");
        }
        String host = uri.getHost();
        String bareHost = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        String[] login = login(uri.getRawUserInfo());
        return new RedisAddress(
                uri.getScheme().equalsIgnoreCase("rediss"),
                bareHost,
                uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
                blankToNull(login[0]),
                blankToNull(login[1]),
                database(uri.getRawPath()));
    }

    private static String[] login(@Nullable String userInfo) {
        if (userInfo == null) {
            return new String[] {"", ""};
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0) {
            throw malformed("it has a user without a password; a password alone is written :password@host");
        }
        return new String[] {decode(userInfo.substring(0, colon)), decode(userInfo.substring(colon + 1))};
    }

    private static String decode(String text) {
        // URLDecoder is for forms, where + is a space; in a URI + is itself.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable String blankToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    private static int database(@Nullable String path) {
        String number = path == null ? "" : path.replaceFirst("^/", "");
        if (number.isEmpty()) {
            return 0;
        }
        try {
            int database = Integer.parseInt(number);
            if (database >= 0) {
                return database;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw malformed("its database is not a number");
    }

    private static IllegalArgumentException malformed(String why) {
        return new IllegalArgumentException("The Redis URL must have the form " + FORM + ", but " + why);
    }

    /** The address as a short text without user and password. */
    public String display() {
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (tls ? "rediss://" : "redis://") + bracketed + ":" + port + (database == 0 ? "" : "/" + database);
    }

    /** A URI for names and logs: without secrets, but another one for another user. */
    public URI alias() {
        return URI.create(display() + (user == null ? "" : "#" + Integer.toHexString(user.hashCode())));
    }

    @Override
    public String toString() {
        return display();
    }
}
