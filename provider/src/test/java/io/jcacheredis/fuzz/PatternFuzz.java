package io.jcacheredis.fuzz;

/** Patterns of names of caches, one in each line but the last, which is the name of a cache. */
public final class PatternFuzz {

    private PatternFuzz() {}

    public static void fuzzerInitialize() {
        ConfigurationSources.initialize();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        String text = new Input(bytes).text();
        String[] lines = text.split("\n", -1);
        ConfigurationSources sources = new ConfigurationSources();
        for (int i = 0; i < lines.length - 1; i++) {
            sources.properties.setProperty("jcache.redis.caches[" + lines[i] + "].schema-version", "" + (i + 1));
        }
        Bounds.check(
                bytes.length,
                () -> sources.check(
                        text, ConfigurationSources.NO_PROFILE, lines.length == 0 ? "" : lines[lines.length - 1]));
    }
}
