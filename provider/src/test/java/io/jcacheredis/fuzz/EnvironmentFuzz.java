package io.jcacheredis.fuzz;

import java.util.List;

/** Environment variables. Each line of an input is one: its first char chooses a name, or begins one. */
public final class EnvironmentFuzz {

    static final List<String> NAMES = List.of(
            "REDIS_URL",
            "CACHE_KEY_PREFIX",
            "CACHE_DEFAULT_TTL",
            "JCACHE_REDIS_URL",
            "JCACHE_REDIS_TIMEOUT",
            "JCACHE_REDIS_ON_FAILURE",
            "JCACHE_REDIS_CONFIG",
            "JCACHE_REDIS_SERIALIZATION_ALLOW",
            "JCACHE_REDIS_LIMITS_VALUE_BYTES",
            "JCACHE_REDIS_DEFAULTS_EXPIRY_MODIFIED",
            "JCACHE_REDIS_DEFAULTS_EXPIRY_CREATED",
            "JCACHE_REDIS_DEFAULTS_VALUE_TYPE",
            "JCACHE_REDIS_DEFAULTS_LOADER");

    private EnvironmentFuzz() {}

    public static void fuzzerInitialize() {
        ConfigurationSources.initialize();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new Input(bytes).text();
        ConfigurationSources sources = new ConfigurationSources();
        for (String line : text.split("\n", -1)) {
            int equals = line.indexOf('=');
            String name = equals < 0 ? chosen(line) : "JCACHE_REDIS_" + line.substring(0, equals);
            sources.environment.put(name, line.substring(equals < 0 ? Math.min(1, line.length()) : equals + 1));
        }
        Bounds.check(bytes.length, () -> sources.check(text, ConfigurationSources.NO_PROFILE, "property:detail"));
    }

    private static String chosen(String line) {
        return NAMES.get(line.isEmpty() ? 0 : line.charAt(0) % NAMES.size());
    }
}
