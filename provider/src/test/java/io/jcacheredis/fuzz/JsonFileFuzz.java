package io.jcacheredis.fuzz;

import java.nio.charset.StandardCharsets;

/** A configuration file in JSON. */
public final class JsonFileFuzz {

    private JsonFileFuzz() {}

    public static void fuzzerInitialize() {
        ConfigurationSources.initialize();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Bounds.check(
                bytes.length,
                () -> new ConfigurationSources("jcache-redis.json", bytes)
                        .check(text, ConfigurationSources.NO_PROFILE, "property:detail", "com.acme.entity.User"));
    }
}
