package io.jcacheredis.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What the jars say of themselves, and that docs/packaging.md says the same. */
class PublishedJarsIT {

    private static final Path PAGE = Path.of("../../docs/packaging.md");
    private static final Pattern ROW =
            Pattern.compile("\\| `(jcache-redis[a-z-]*)` \\| `([a-z.]+)` \\| (yes|no)[^|]*\\|.*");
    private static final Pattern EXPORT =
            Pattern.compile("(?:^|,)(io\\.jcacheredis[a-z.]*)((?:;[a-z]+:?=\"[^\"]*\")*)");

    private static ModuleDescriptor module(Published published) {
        return ModuleFinder.of(published.jar()).findAll().iterator().next().descriptor();
    }

    private static Attributes manifest(Published published) throws IOException {
        try (JarFile jar = new JarFile(published.jar().toFile())) {
            return jar.getManifest().getMainAttributes();
        }
    }

    @Test
    void page_namesWhatTheJarsAre() throws IOException {
        List<String> said = Files.readAllLines(PAGE).stream()
                .map(ROW::matcher)
                .filter(Matcher::matches)
                .map(row -> row.group(1) + " " + row.group(2) + " " + row.group(3))
                .toList();
        List<String> are = new ArrayList<>();
        for (Published published : Published.values()) {
            boolean bundle = manifest(published).getValue("Bundle-SymbolicName") != null;
            are.add(published.artifact() + " " + module(published).name() + " " + (bundle ? "yes" : "no"));
        }

        assertThat(said).containsExactlyInAnyOrderElementsOf(are);
    }

    /** The command line has the classes of the others in it, and is no library. */
    @Test
    void modules_shareNoPackage() {
        Map<String, List<String>> owners = new TreeMap<>();
        for (Published published : Published.values()) {
            if (published != Published.COMMAND_LINE) {
                module(published)
                        .packages()
                        .forEach(name -> owners.computeIfAbsent(name, none -> new ArrayList<>())
                                .add(published.artifact()));
            }
        }

        assertThat(owners)
                .isNotEmpty()
                .allSatisfy((name, artifacts) -> assertThat(artifacts).hasSize(1));
    }

    @ParameterizedTest
    @EnumSource
    void jar_hasTheLicense(Published published) throws IOException {
        try (JarFile jar = new JarFile(published.jar().toFile());
                InputStream license = jar.getInputStream(jar.getEntry("META-INF/LICENSE"))) {
            assertThat(new String(license.readAllBytes(), UTF_8)).containsOnlyOnce("MIT License");
        }
    }

    /** Tools that write manifests like to write these too. */
    @ParameterizedTest
    @EnumSource(names = {"PROVIDER", "CDI"})
    void servicesOfTheJar_areAsTheyWereWritten(Published published) throws IOException {
        Path written = published.pom().resolveSibling("src/main/resources/META-INF/services");
        try (JarFile jar = new JarFile(published.jar().toFile());
                Stream<Path> files = Files.list(written)) {
            for (Path file : files.toList()) {
                try (InputStream service =
                        jar.getInputStream(jar.getEntry("META-INF/services/" + file.getFileName()))) {
                    assertThat(service).hasBinaryContent(Files.readAllBytes(file));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            mode = Mode.EXCLUDE,
            names = {"SPRING_BOOT_STARTER", "COMMAND_LINE"})
    void bundle_exportsItsPublicPackages_andHasTheNameOfItsModule(Published published) throws IOException {
        Attributes manifest = manifest(published);
        Map<String, String> exports = new TreeMap<>();
        Matcher export = EXPORT.matcher(manifest.getValue("Export-Package"));
        while (export.find()) {
            exports.put(export.group(1), export.group(2));
        }

        assertThat(manifest.getValue("Bundle-SymbolicName"))
                .isEqualTo(module(published).name());
        assertThat(exports.keySet())
                .containsExactlyInAnyOrderElementsOf(module(published).packages().stream()
                        .filter(name -> !name.contains(".internal"))
                        .toList());
        assertThat(exports.values())
                .allSatisfy(said -> assertThat(said).containsPattern(";version=\"\\d+\\.\\d+\\.\\d+"));
    }
}
