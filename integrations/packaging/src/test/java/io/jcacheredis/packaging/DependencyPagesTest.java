package io.jcacheredis.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** That the dependencies which pages have to copy are those of the bill of materials, in its version. */
class DependencyPagesTest {

    private static final Path ROOT = Path.of("../..");
    private static final Pattern DEPENDENCY = Pattern.compile(
            "<groupId>io\\.jcacheredis</groupId>\\s*<artifactId>([a-z-]+)</artifactId>(?:\\s*<version>([^<]*)</version>)?");

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            return Stream.concat(Stream.of(ROOT.resolve("README.md"), ROOT.resolve("embedded/README.md")), docs)
                    .filter(page -> page.toString().endsWith(".md"))
                    .filter(page -> !dependencies(page).isEmpty())
                    .toList();
        }
    }

    private static List<MatchResult> dependencies(Path file) {
        try {
            return DEPENDENCY.matcher(Files.readString(file)).results().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(file.toString(), e);
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void dependencies_ofAPage_canBeCopiedAsTheyStand(Path page) {
        List<MatchResult> bill = dependencies(ROOT.resolve("bom/pom.xml"));
        List<String> artifacts =
                bill.stream().map(artifact -> artifact.group(1)).toList();
        String version = bill.get(0).group(2); // its own

        assertThat(dependencies(page)).allSatisfy(dependency -> {
            assertThat(dependency.group(1)).isIn(artifacts);
            assertThat(dependency.group(2)).isEqualTo(version);
        });
    }
}
