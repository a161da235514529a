package io.jcacheredis.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.w3c.dom.Element;

/** That what a release publishes is whole. Run by the profile release, which makes the jars of sources and javadoc. */
class ReleaseCheck {

    private static final String CLASS = ".class";
    private static final String JAVA = ".java";

    private static Set<String> names(Path file, Predicate<String> wanted) throws IOException {
        try (JarFile jar = new JarFile(file.toFile())) {
            return jar.stream().map(ZipEntry::getName).filter(wanted).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /** The source files that the project's own classes in a jar were compiled from. */
    private static Set<String> sourcesOf(Path file, Path sourceFolder) throws IOException {
        return names(file, name -> name.startsWith("io/jcacheredis/") && name.endsWith(CLASS) && !name.contains("$"))
                .stream()
                .map(name -> name.substring(0, name.length() - CLASS.length()) + JAVA)
                .filter(name -> Files.exists(sourceFolder.resolve(name)))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @ParameterizedTest
    @EnumSource
    void sources_areThoseOfAllClasses(Published published) throws IOException {
        Set<String> wanted = sourcesOf(published.jar(), published.pom().resolveSibling("src/main/java"));

        assertThat(wanted).isNotEmpty();
        assertThat(names(published.sources(), name -> true)).containsAll(wanted).contains("META-INF/LICENSE");
    }

    @ParameterizedTest
    @EnumSource
    void javadoc_isOfPublicPackages(Published published) throws IOException {
        Set<String> pages = names(published.javadoc(), name -> name.endsWith(".html"));

        assertThat(pages).contains("index.html", "overview-tree.html");
        assertThat(pages)
                .anyMatch(name -> name.startsWith("io/jcacheredis/") && name.endsWith("/package-summary.html"));
        assertThat(pages).noneMatch(name -> name.contains("/internal/"));
        assertThat(names(published.javadoc(), "META-INF/LICENSE"::equals)).isNotEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void pom_saysWhatRepositoriesAskFor(Published published) throws Exception {
        assertSays(published.pom(), "name");
        assertSays(published.pom(), "description");
        assertSays(Path.of("../../pom.xml"), "licenses");
    }

    private static void assertSays(Path pom, String element) throws Exception {
        try (InputStream in = Files.newInputStream(pom)) {
            Element project = DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(in)
                    .getDocumentElement();
            boolean said = false;
            for (var child = project.getFirstChild(); child != null; child = child.getNextSibling()) {
                said |= child.getNodeName().equals(element)
                        && !child.getTextContent().isBlank();
            }
            assertThat(said).as("%s of %s", element, pom).isTrue();
        }
    }
}
