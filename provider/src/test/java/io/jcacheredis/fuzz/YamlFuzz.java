package io.jcacheredis.fuzz;

import java.nio.charset.StandardCharsets;

/** A configuration file in YAML. */
public final class YamlFuzz {

    private YamlFuzz() {}

    public static void fuzzerInitialize() {
        ConfigurationSources.initialize();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        Bounds.check(
                bytes.length,
                () -> new ConfigurationSources("jcache-redis.yaml", bytes)
                        .check(text, ConfigurationSources.NO_PROFILE, "property:detail", "com.acme.entity.User"));
    }
}
