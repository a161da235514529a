package io.jcacheredis.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The jars of others, where Maven has them, as it brings them to a program. */
final class Jars {

    private static final Path TARGET = Path.of("target");

    private Jars() {}

    /** The provider's jar and all that it needs at runtime. */
    static List<Path> ofTheProvider() throws IOException {
        List<Path> jars = list("runtime.jars");
        assertThat(jars).contains(Published.PROVIDER.jar());
        return jars;
    }

    /** A jar of the tests' class path whose name begins so, up to its version. */
    static Path named(String artifact) throws IOException {
        List<Path> found = list("all.jars").stream()
                .filter(jar -> jar.getFileName().toString().matches(artifact + "-[0-9].*\\.jar"))
                .toList();
        assertThat(found).as(artifact).hasSize(1);
        return found.get(0);
    }

    private static List<Path> list(String name) throws IOException {
        return Arrays.stream(Files.readString(TARGET.resolve(name)).strip().split(File.pathSeparator))
                .map(Path::of)
                .toList();
    }
}
