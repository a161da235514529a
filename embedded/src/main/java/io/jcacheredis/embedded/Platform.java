package io.jcacheredis.embedded;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** The operating system and processor, in the words that the JVM uses for them. */
record Platform(String system, String processor) {

    private static final String VERSION = "7.0.15";
    private static final Set<String> BUNDLED =
            Set.of("linux-amd64", "linux-arm64", "linux-386", "darwin-amd64", "darwin-arm64");

    static Platform current() {
        return new Platform(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
    }

    /** The name of the resource that holds a server for this platform; empty where none is bundled. */
    Optional<String> bundledServer() {
        String platform = systemName() + "-" + processorName();
        return BUNDLED.contains(platform) ? Optional.of("redis-server-" + VERSION + "-" + platform) : Optional.empty();
    }

    private String systemName() {
        String name = system.toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name;
    }

    private String processorName() {
        String name = processor.toLowerCase(Locale.ROOT);
        return switch (name) {
            case "x86_64" -> "amd64";
            case "aarch64" -> "arm64";
            case "x86", "i386", "i486", "i586", "i686" -> "386";
            default -> name;
        };
    }
}
