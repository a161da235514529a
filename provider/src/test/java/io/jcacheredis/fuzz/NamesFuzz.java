package io.jcacheredis.fuzz;

/**
 * Flat names, as the properties of a manager and of the system have them. Each line of an input is the rest of a name,
 * and what is set; the first byte chooses where.
 */
public final class NamesFuzz {

    private static final String START = "jcache.redis.";

    private NamesFuzz() {}

    public static void fuzzerInitialize() {
        ConfigurationSources.initialize();
    }

    public static void fuzzerTestOneInput(byte[] bytes) {
        Input input = new Input(bytes);
        boolean ofSystem = input.choose(2) == 1;
        String text = input.text();
        ConfigurationSources sources = new ConfigurationSources();
        for (String line : text.split("\n", -1)) {
            int equals = line.lastIndexOf('=');
            String name = START + line.substring(0, Math.max(0, equals));
            String value = line.substring(equals + 1);
            if (ofSystem) {
                System.setProperty(name, value);
            } else {
                sources.properties.setProperty(name, value);
            }
        }
        try {
            Bounds.check(
                    bytes.length,
                    () -> sources.check(
                            text, ConfigurationSources.NO_PROFILE, "property:detail", "com.acme.entity.User"));
        } finally {
            System.getProperties().keySet().removeIf(name -> name.toString().startsWith(START));
        }
    }
}
