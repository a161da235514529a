package io.jcacheredis.fuzz;

import io.jcacheredis.internal.connection.Login;
import io.jcacheredis.internal.connection.RedisAddress;
import java.net.URI;
import java.util.List;

/**
 * The URL of a Redis, and the URI of a manager. What stands before and after a password is the input's, in two lines; the
 * first byte chooses the scheme.
 */
public final class AddressFuzz {

    static final List<String> SCHEMES = List.of(
            "redis",
            "rediss",
            "REDIS",
            "http",
            "jcache-redis",
            "file",
            "redis+x",
            "redis+cluster",
            "redis+sentinel",
            "unix");

    private AddressFuzz() {}

    public static void fuzzerInitialize() {
        ConfigurationSources.initialize();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        String scheme = input.choose(SCHEMES);
        String text = input.text();
        if (text.contains(ConfigurationSources.PASSWORD)) {
            return; // a host may be called so
        }
        int line = Math.max(0, text.indexOf('\n'));
        String url = scheme + "://" + text.substring(0, line) + ":" + ConfigurationSources.PASSWORD + "@"
                + text.substring(Math.min(text.length(), line + 1));
        Bounds.check(bytes.length, () -> {
            parse(url);
            ConfigurationSources sources = new ConfigurationSources();
            sources.properties.setProperty("jcache.redis.url", url);
            sources.check("", ConfigurationSources.NO_PROFILE);
            manager(url);
        });
    }

    private static void parse(String url) {
        RedisAddress address;
        try {
            address = RedisAddress.parse(url);
        } catch (IllegalArgumentException e) {
            requireSilence(e.toString() + e.getCause());
            return;
        }
        requireSilence(address.display() + address + address.alias());
        RedisAddress shown = RedisAddress.parse(address.display());
        RedisAddress known = address.with(Login.NONE, address.database());
        if (!shown.equals(known)) {
            throw new AssertionError("shown as another address: " + shown);
        }
    }

    private static void manager(String uri) {
        URI parsed;
        try {
            parsed = URI.create(uri);
        } catch (IllegalArgumentException e) {
            return;
        }
        new ConfigurationSources().check("", parsed);
    }

    private static void requireSilence(String text) {
        if (text.contains(ConfigurationSources.PASSWORD)) {
            throw new AssertionError("this shows a password: " + text);
        }
    }
}
