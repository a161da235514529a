package io.jcacheredis.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.cdi.CacheExtension;
import io.jcacheredis.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * That {@code docs/api.txt} is what programs can see of the libraries, so that a change of it is seen where it is reviewed. What
 * it should be is written to {@code target}.
 */
class PublicApiTest {

    private static final Path FILE = Path.of("../../docs/api.txt");
    private static final Path GENERATED = Path.of("target/generated-docs");

    /** A class of each artifact, in its topmost package. */
    private static final Map<String, Class<?>> ARTIFACTS = new TreeMap<>(Map.of(
            "jcache-redis", RedisCachingProvider.class,
            "jcache-redis-cdi", CacheExtension.class,
            "jcache-redis-embedded", EmbeddedRedis.class));

    private static List<Class<?>> publicTypes(Class<?> anchor) throws IOException, URISyntaxException {
        Path place = Path.of(
                anchor.getProtectionDomain().getCodeSource().getLocation().toURI());
        if (Files.isDirectory(place)) {
            return publicTypes(anchor, place);
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            return publicTypes(anchor, jar.getPath("/"));
        }
    }

    private static List<Class<?>> publicTypes(Class<?> anchor, Path root) throws IOException {
        Path top = root.resolve(anchor.getPackageName().replace('.', '/'));
        try (Stream<Path> files = Files.walk(top)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(name -> name.endsWith(".class") && !name.endsWith("-info.class"))
                    .map(name ->
                            name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                    .filter(name -> !name.contains(".internal."))
                    .<Class<?>>map(name -> load(name, anchor.getClassLoader()))
                    .toList();
        }
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void publicApi_isAsTheFileSays() throws Exception {
        StringBuilder text = new StringBuilder();
        for (Map.Entry<String, Class<?>> artifact : ARTIFACTS.entrySet()) {
            text.append(text.isEmpty() ? "" : "\n\n")
                    .append("# ")
                    .append(artifact.getKey())
                    .append("\n\n")
                    .append(ApiText.of(publicTypes(artifact.getValue()).stream()));
        }
        Files.createDirectories(GENERATED);
        Path generated = Files.writeString(GENERATED.resolve("api.txt"), text);

        String said = Files.exists(FILE) ? Files.readString(FILE) : "";
        assertThat(changes(said, text.toString()))
                .as("docs/api.txt differs from what is public; if that is meant: %s", regenerate(generated))
                .isEmpty();
        assertThat(said.contentEquals(text)).as(regenerate(generated)).isTrue();
    }

    private static String regenerate(Path generated) {
        return "cp integrations/packaging/" + generated + " docs/";
    }

    /** The lines that are in one text only, each after the type that it belongs to. */
    private static List<String> changes(String before, String after) {
        Set<String> gone = qualified(before);
        Set<String> added = qualified(after);
        Set<String> both = new HashSet<>(gone);
        both.retainAll(added);
        return Stream.concat(
                        gone.stream().map(line -> "- " + line), added.stream().map(line -> "+ " + line))
                .filter(line -> !both.contains(line.substring(2)))
                .toList();
    }

    private static Set<String> qualified(String text) {
        Set<String> lines = new LinkedHashSet<>();
        String type = "";
        for (String line : text.lines().filter(each -> !each.isBlank()).toList()) {
            type = line.startsWith(" ") ? type : line;
            lines.add(line.startsWith(" ") ? type + " {" + line.strip() + "}" : line);
        }
        return lines;
    }
}
