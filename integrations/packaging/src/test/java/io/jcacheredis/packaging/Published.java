package io.jcacheredis.packaging;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;

/** The artifacts that are published as jars, each as the build has just made it. */
enum Published {
    PROVIDER("jcache-redis", "provider"),
    CDI("jcache-redis-cdi", "integrations/cdi"),
    SPRING_BOOT_STARTER("jcache-redis-spring-boot-starter", "integrations/spring-boot-starter"),
    EMBEDDED("jcache-redis-embedded", "embedded"),
    COMMAND_LINE("jcache-redis-cli", "command-line");

    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final String VERSION =
            Objects.requireNonNull(System.getProperty("packaging.version"), "the build says which version it makes");

    private final String artifact;
    private final String folder;

    Published(String artifact, String folder) {
        this.artifact = artifact;
        this.folder = folder;
    }

    String artifact() {
        return artifact;
    }

    Path pom() {
        return ROOT.resolve(folder).resolve("pom.xml");
    }

    Path jar() {
        return jar("");
    }

    Path sources() {
        return jar("-sources");
    }

    Path javadoc() {
        return jar("-javadoc");
    }

    private Path jar(String classifier) {
        return ROOT.resolve(folder).resolve("target").resolve(artifact + "-" + VERSION + classifier + ".jar");
    }

    /** As in the names of parameterized tests. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
