package io.jcacheredis.packaging;

import io.jcacheredis.packaging.library.Library;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Bundles that tests write. */
final class Bundles {

    private Bundles() {}

    /** The library's classes with its configuration: a bundle as a user would write it, by hand. */
    static Path library(Path folder) throws IOException, URISyntaxException {
        Path classes = Path.of(Library.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Path jar = folder.resolve("library.jar");
        Manifest manifest = manifest(Map.of(
                "Bundle-SymbolicName",
                "library",
                "Bundle-Activator",
                Library.class.getName(),
                "Import-Package",
                "io.jcacheredis,javax.cache,javax.cache.processor,javax.cache.spi,org.osgi.framework"));
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            for (Path entry :
                    files(classes.resolve(Library.class.getPackageName().replace('.', '/')))) {
                add(out, classes.relativize(entry).toString(), entry);
            }
            add(out, "jcache-redis.yaml", classes.resolve("library/jcache-redis.yaml"));
        }
        return jar;
    }

    /** A bundle without classes, that has what its headers say. */
    static Path ofHeaders(Path folder, String name, Map<String, String> headers) throws IOException {
        Path jar = folder.resolve(name + ".jar");
        Manifest manifest = manifest(headers);
        manifest.getMainAttributes().putValue("Bundle-SymbolicName", name);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.finish();
        }
        return jar;
    }

    private static Manifest manifest(Map<String, String> headers) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Bundle-ManifestVersion", "2");
        headers.forEach(manifest.getMainAttributes()::putValue);
        return manifest;
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        }
    }

    private static void add(JarOutputStream out, String name, Path file) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(file, out);
        out.closeEntry();
    }
}
