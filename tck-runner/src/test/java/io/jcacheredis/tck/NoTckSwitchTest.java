package io.jcacheredis.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.Test;

/**
 * The provider doesn't know that it is being tested. A green TCK says nothing about what users run if the provider asks
 * whether the TCK is running, so its sources may not even mention the TCK or its packages.
 */
public class NoTckSwitchTest {
    private static final Path PROVIDER_SOURCES = Path.of(System.getProperty("basedir", "."), "../provider/src/main");

    /**
     * Key classes of the annotation libraries, which the codec and native images may know by name: they are in the reference
     * implementation of the annotations, which applications use, not in the TCK.
     */
    private static final List<String> ANNOTATION_KEYS = List.of(
            "org.jsr107.ri.annotations.DefaultGeneratedCacheKey", "org/jsr107/ri/annotations/DefaultGeneratedCacheKey");

    @Test
    public void providerSources_neverMentionTheTck() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(PROVIDER_SOURCES)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        assertThat(files).as("files of %s", PROVIDER_SOURCES).isNotEmpty();

        List<String> hints = files.stream().flatMap(NoTckSwitchTest::hintsIn).toList();

        assertThat(hints).as("mentions of the TCK in the provider").isEmpty();
    }

    @Test
    public void aSwitch_isFound() {
        Path cache = Path.of("io/jcacheredis/RedisCache.java");
        Path codec = Path.of("io/jcacheredis/codec/JavaCodec.java");

        assertThat(isHint(cache, "if (Boolean.getBoolean(\"TCK\")) {")).isTrue();
        assertThat(isHint(cache, "if (type.getName().startsWith(\"org.jsr107.\")) {"))
                .isTrue();
        assertThat(isHint(cache, "\"org.jsr107.ri.annotations.DefaultGeneratedCacheKey\""))
                .isTrue();
        assertThat(isHint(codec, "\"org.jsr107.ri.annotations.DefaultGeneratedCacheKey\", \"org.jsr107.tck.*\""))
                .isTrue();
        assertThat(isHint(codec, "\"org.jsr107.ri.annotations.DefaultGeneratedCacheKey\""))
                .isFalse();
        assertThat(isHint(
                        Path.of("META-INF/native-image/io.jcacheredis/reachability-metadata.json"),
                        "\"org.jsr107.ri.annotations.DefaultGeneratedCacheKey\""))
                .isFalse();
        assertThat(isHint(cache, "/** A cache as JSR-107 defines it. */")).isFalse();
    }

    private static Stream<String> hintsIn(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return IntStream.range(0, lines.size())
                .filter(i -> isHint(file, lines.get(i)))
                .mapToObj(i -> PROVIDER_SOURCES.relativize(file) + ":" + (i + 1) + ": "
                        + lines.get(i).strip());
    }

    private static boolean isHint(Path file, String line) {
        String rest = line;
        String path = file.toString().replace('\\', '/');
        if (path.contains("/codec/") || path.contains("/native-image/")) {
            for (String key : ANNOTATION_KEYS) {
                rest = rest.replace(key, "");
            }
        }
        String lower = rest.toLowerCase(Locale.ROOT);
        return lower.contains("tck") || lower.contains("org.jsr107") || lower.contains("org/jsr107");
    }
}
