package io.jcacheredis.internal.configuration;

import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds the configuration file of a manager. There is one at most, the first of: the file that the manager's URI is; the
 * file that {@code jcache.redis.config} names; {@code jcache-redis-<profile>.yaml} where the URI is a simple name; and
 * {@code jcache-redis.yaml}. The last two are looked for on the class path, and need not be there, unless the URI is {@code
 * jcache-redis:<profile>}.
 */
final class ConfigurationFiles {

    private static final String NAME = "jcache-redis";
    private static final String MANAGER_URI = "the cache manager's URI";
    /** One letter is a drive. */
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]+):(.*)");

    private static final Pattern PROFILE = Pattern.compile("(?:" + NAME + ":)?([A-Za-z0-9][A-Za-z0-9._-]{0,99})");
    /** The URI of a manager that nobody gave a URI. */
    private static final String NO_PROFILE = "default";
    /** A configuration says which classes run, so it is not taken from another machine. */
    private static final Pattern REMOTE =
            Pattern.compile("(?i)(?:jar:)*(?:https?|ftps?|sftp|file(?=://[^/])):.*", Pattern.DOTALL);

    /** Of the JVM, of Spring Boot's nested jars, and of application servers. */
    private static final Set<String> LOCAL =
            Set.of("file", "jrt", "nested", "vfs", "vfszip", "wsjar", "zip", "bundle", "bundleresource");

    /** Schemes by which somebody means a file. */
    private static final Set<String> OF_FILES = Set.of("file", "classpath");

    private final List<ClassLoader> loaders;
    private final Problems problems;
    private final Warnings warnings;

    /** Looks with the given class loader first, then with the thread's. */
    ConfigurationFiles(ClassLoader given, @Nullable ClassLoader ofThread, Problems problems, Warnings warnings) {
        this.warnings = warnings;
        this.loaders = ofThread == null ? List.of(given) : List.of(given, ofThread);
        this.problems = problems;
    }

    /**
     * The file to read.
     *
     * @param setting what {@code jcache.redis.config} is set to
     */
    Optional<ConfigurationFile> of(URI managerUri, @Nullable Given setting) {
        String uri = managerUri.toString();
        if (isFile(managerUri)) {
            return named(uri, MANAGER_URI);
        }
        if (setting != null && setting.text() != null) {
            return named(setting.text().strip(), setting.place());
        }
        warnOfStrangeFile(managerUri);
        return ofProfile(uri).or(() -> onClassPath(NAME));
    }

    /** Frameworks name managers by the files of other providers, so that this is no error. */
    private void warnOfStrangeFile(URI uri) {
        String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
        if (OF_FILES.contains(scheme) && uri.toString().indexOf('@') < 0) {
            warnings.warn(
                    "The cache manager's URI " + uri + " is no configuration file of jcache-redis, as it does not end"
                            + " in one of " + String.join(", ", ConfigurationFile.ENDINGS)
                            + "; it is only the manager's name, and what that file says has no effect");
        }
    }

    /** The file of a profile, which must be there if the URI can't be meant as anything else. */
    private Optional<ConfigurationFile> ofProfile(String uri) {
        boolean explicit = uri.startsWith(NAME + ":");
        Matcher profile = PROFILE.matcher(uri);
        if (!profile.matches()) {
            if (explicit) {
                problems.add(
                        MANAGER_URI, "is not " + NAME + ": and the name of a profile, of letters, digits and . _ -");
            }
            return Optional.empty();
        }
        if (profile.group(1).equals(NO_PROFILE)) {
            return Optional.empty();
        }
        String base = NAME + "-" + profile.group(1);
        Optional<ConfigurationFile> file = onClassPath(base);
        if (explicit && file.isEmpty()) {
            problems.add(
                    MANAGER_URI,
                    "there is no " + base + ConfigurationFile.ENDINGS.get(0)
                            + " on the class path, nor one that ends in "
                            + String.join(
                                    ", ", ConfigurationFile.ENDINGS.subList(1, ConfigurationFile.ENDINGS.size())));
        }
        return file;
    }

    /** Whether the URI of a manager is a configuration file. */
    static boolean isFile(URI uri) {
        return uri.getRawQuery() == null
                && uri.getRawFragment() == null
                && ConfigurationFile.formOf(uri.toString()).isPresent();
    }

    /** The one file of that name with any of the endings, of the first class loader that finds one. */
    private Optional<ConfigurationFile> onClassPath(String base) {
        for (ClassLoader loader : loaders) {
            List<ConfigurationFile> found = new ArrayList<>();
            for (String ending : ConfigurationFile.ENDINGS) {
                first(loader, base + ending)
                        .flatMap(url -> file(base + ending, url))
                        .ifPresent(found::add);
            }
            if (found.size() > 1) {
                problems.add(
                        "class path",
                        "there must be one configuration file, and there are "
                                + found.stream().map(ConfigurationFile::name).collect(Collectors.joining(" and ")));
            }
            if (!found.isEmpty()) {
                return Optional.of(found.get(0));
            }
        }
        return Optional.empty();
    }

    /** Of several of a name, which is chance; so it is said. */
    private Optional<URL> first(ClassLoader loader, String name) {
        try {
            List<URL> all = Collections.list(loader.getResources(name));
            List<String> texts =
                    all.stream().map(URL::toExternalForm).distinct().toList();
            if (texts.size() > 1) {
                warnings.warn("There is more than one " + name + " on the class path, of which the first is read: "
                        + String.join(", ", texts));
            }
            return all.stream().findFirst();
        } catch (IOException e) {
            return Optional.ofNullable(loader.getResource(name));
        }
    }

    /** A file that somebody asked for, which must be there. */
    private Optional<ConfigurationFile> named(String text, String place) {
        if (REMOTE.matcher(text).matches()) {
            problems.add(
                    place, "a configuration is not fetched from another machine; name a file or one on the class path");
            return Optional.empty();
        }
        if (ConfigurationFile.formOf(text).isEmpty()) {
            problems.add(
                    place,
                    "is " + Problems.quote(text) + "; expected is "
                            + Schema.CONFIG.kind().expected());
            return Optional.empty();
        }
        Optional<URL> url = find(text);
        if (url.isEmpty()) {
            problems.add(place, "there is no configuration file " + Problems.quote(text));
        }
        return url.flatMap(found ->
                file(text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf('\\')) + 1), found));
    }

    private Optional<URL> find(String text) {
        Matcher uri = SCHEME.matcher(text);
        if (!uri.matches()) {
            return resource(text).or(() -> inFolder(text));
        }
        return switch (uri.group(1).toLowerCase(Locale.ROOT)) {
            case "classpath" -> resource(uri.group(2));
            case "file" -> inFile(text);
            default -> readable(text);
        };
    }

    private Optional<URL> resource(String path) {
        String name = path.startsWith("/") ? path.substring(1) : path;
        return loaders.stream()
                .flatMap(loader -> Optional.ofNullable(loader.getResource(name)).stream())
                .findFirst();
    }

    private static Optional<URL> inFolder(String path) {
        try {
            Path file = Path.of(path);
            return Files.isRegularFile(file) ? Optional.of(file.toUri().toURL()) : Optional.empty();
        } catch (InvalidPathException | MalformedURLException e) {
            return Optional.empty();
        }
    }

    private static Optional<URL> inFile(String uri) {
        try {
            return inFolder(Path.of(URI.create(uri)).toString());
        } catch (IllegalArgumentException | FileSystemNotFoundException e) {
            return Optional.empty();
        }
    }

    /** What a handler of the JVM finds: a {@code jar:} URI, or one of a server's own. */
    private static Optional<URL> readable(String uri) {
        try {
            URL url = URI.create(uri).toURL();
            if (!isLocal(url)) {
                return Optional.empty();
            }
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            connection.getInputStream().close();
            return Optional.of(url);
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The text may hide it: to a URL, {@code url:http:} is {@code http:}. */
    private static boolean isLocal(URL url) throws MalformedURLException {
        if (url.getProtocol().equals("jar")) {
            return isLocal(URI.create(url.getFile()).toURL());
        }
        return LOCAL.contains(url.getProtocol())
                && (url.getHost() == null || url.getHost().isEmpty());
    }

    private static Optional<ConfigurationFile> file(String name, URL url) {
        return ConfigurationFile.formOf(name).map(form -> new ConfigurationFile(name, url, form));
    }
}
