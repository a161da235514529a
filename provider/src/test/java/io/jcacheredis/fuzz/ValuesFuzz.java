package io.jcacheredis.fuzz;

import java.util.List;

/** What one setting is set to: durations, sizes, numbers, words, classes, patterns of classes. The first byte chooses it. */
public final class ValuesFuzz {

    /** In the order of the seeds' first byte: add at the end. */
    static final List<String> SETTINGS = List.of(
            "timeout",
            "defaults.expiry.created",
            "limits.value-bytes",
            "limits.nesting",
            "on-failure",
            "serialization.allow",
            "defaults.key-type",
            "defaults.loader",
            "defaults.codec",
            "defaults.compression-threshold",
            "defaults.schema-version",
            "defaults.statistics",
            "config",
            "defaults.expiry.eternal");

    private ValuesFuzz() {}

    public static void fuzzerInitialize() {
        ConfigurationSources.initialize();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        ConfigurationSources sources = new ConfigurationSources();
        String setting = input.choose(SETTINGS);
        String text = input.text();
        sources.properties.setProperty("jcache.redis." + setting, text);
        Bounds.check(bytes.length, () -> sources.check(text, ConfigurationSources.NO_PROFILE, "a"));
    }
}
