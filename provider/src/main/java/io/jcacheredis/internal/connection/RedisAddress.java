package io.jcacheredis.internal.connection;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    /** java.net.URI finds no host in an authority whose host has an underscore, as the names of containers often do. */
    private static final Pattern AUTHORITY =
            Pattern.compile("(?:(?<login>[^@]*)@)?(?<host>\\[[0-9a-fA-F:.%]+\\]|[\\w.-]+)(?::(?<port>\\d{0,9}))?");

    private static final Set<String> SCHEMES = Set.of("redis", "rediss");
    private static final int LAST_PORT = 65_535;
    /** Short enough for a name in JMX, long enough that no two users have the same. */
    private static final int DIGEST_BYTES = 8;

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
            throw malformed("it is not a URI");
        }
        if (!isAddress(uri)) {
            // What stands before the first colon may be a user or a password.
            throw malformed("its scheme is not redis or rediss");
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw malformed("it has a query or a fragment");
        }
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        if (!authority.matches()) {
            throw malformed("it has no host, or more than one");
        }
        String host = authority.group("host");
        String[] login = login(authority.group("login"));
        return new RedisAddress(
                uri.getScheme().equalsIgnoreCase("rediss"),
                host.startsWith("[") ? host.substring(1, host.length() - 1) : host,
                port(authority.group("port")),
                blankToNull(login[0]),
                blankToNull(login[1]),
                database(uri.getRawPath()));
    }

    private static String[] login(@Nullable String userInfo) {
        if (userInfo == null || userInfo.isEmpty() || userInfo.equals(":")) {
            return new String[] {"", ""};
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0 || colon == userInfo.length() - 1) {
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

    private static int port(@Nullable String digits) {
        int port = digits == null || digits.isEmpty() ? DEFAULT_PORT : Integer.parseInt(digits);
        if (port == 0 || port > LAST_PORT) {
            throw malformed("its port is not one of 1 to " + LAST_PORT);
        }
        return port;
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
        return new IllegalArgumentException("The Redis URL must have the form " + FORM
                + " (characters such as @ / # % in a password must be percent-encoded), but " + why);
    }

    /** Whether user and password are the same. */
    public boolean hasLoginOf(RedisAddress other) {
        return Objects.equals(user, other.user) && Objects.equals(password, other.password);
    }

    /** The address as a short text without user and password. */
    public String display() {
        String bracketed = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
        return (tls ? "rediss://" : "redis://") + bracketed + ":" + port + (database == 0 ? "" : "/" + database);
    }

    /** A URI for names and logs: without secrets, but another one for another user, as managers are told apart by it. */
    public URI alias() {
        return URI.create(display() + (user == null ? "" : "#" + digest(user)));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return display();
    }
}
