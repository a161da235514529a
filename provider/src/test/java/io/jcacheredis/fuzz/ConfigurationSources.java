package io.jcacheredis.fuzz;

import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.configuration.SettingsReader;
import io.jcacheredis.internal.configuration.Warnings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.cache.CacheException;

/**
 * The sources of a manager's settings, in memory, and what must hold whatever they say: the settings are read, or
 * refused by a {@link CacheException} that names a place and never the password {@value #PASSWORD}.
 */
final class ConfigurationSources {

    /** What no message may show, where it can be known for a password. */
    static final String PASSWORD = "c4n4ry";

    static final URI NO_PROFILE = URI.create("jcache-redis:default");

    private static final Pattern IN_ITS_PLACE = Pattern.compile("://[^\\s@/\"'\\\\]*:" + PASSWORD + "@(?=[\\w.\\[])");

    private static final Pattern PLACE = Pattern.compile("(?s).* has (a problem|\\d+ problems):\n  - "
            + "(jcache-redis\\.(yaml|json|properties)(:\\d+)?|(system )?property .+|environment variable .+"
            + "|the cache manager's URI): .+");

    /** Of patterns that disagree, which is said when a cache is asked for. */
    private static final Pattern CLASH = Pattern.compile("(?s)(Cache '.*'|A cache .*) matches patterns .* \\(.+\\).*");

    private static final Pattern LOGIN = Pattern.compile("The cache manager's URI has a user or password, .*");

    final Map<String, String> environment = new HashMap<>();
    final Properties properties = new Properties();
    private final Loader loader;

    ConfigurationSources() {
        this("", new byte[0]);
    }

    /** With a file on the class path. */
    ConfigurationSources(String fileName, byte[] file) {
        this.loader = new Loader(fileName, file);
    }

    static void initialize() {
        // It would look through the whole class path, as a manager does once, for each input.
        Thread.currentThread().setContextClassLoader(null);
    }

    /**
     * Reads all, and the settings of some caches.
     *
     * @param said what all of them say, to see whether a password in it is one beyond doubt
     */
    void check(String said, URI uri, String... caches) {
        boolean secret = !IN_ITS_PLACE.matcher(said).replaceAll("").contains(PASSWORD);
        try {
            Settings settings = new SettingsReader(environment, properties, loader, new Warnings()).read(uri);
            requireSilence(settings.connection().toString(), secret);
            settings.caches().declared().forEach(settings.caches()::settingsOf);
            for (String cache : caches) {
                settings.caches().settingsOf(cache);
            }
        } catch (CacheException e) {
            requireSilence(e.toString(), secret);
            requirePlace(e);
            Outcomes.refuse();
        } finally {
            Canary.requireSilence();
        }
    }

    private static void requirePlace(CacheException e) {
        String message = e.getMessage();
        boolean placed = PLACE.matcher(message).matches()
                || CLASH.matcher(message).matches()
                || LOGIN.matcher(message).matches();
        if (!placed || e.getCause() != null) {
            throw new AssertionError("this names no place, or has a cause, which may show a secret", e);
        }
    }

    private static void requireSilence(String message, boolean secret) {
        if (secret && message.contains(PASSWORD)) {
            throw new AssertionError("this shows a password: " + message);
        }
    }

    /** Finds one file in memory, and the classes of the JDK, the API and the provider. */
    private static final class Loader extends ClassLoader {

        private final String fileName;
        private final byte[] file;

        Loader(String fileName, byte[] file) {
            super(ConfigurationSources.class.getClassLoader());
            this.fileName = fileName;
            this.file = file;
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith("java.") || name.startsWith("io.jcacheredis.internal.configuration.TestClasses")) {
                return super.loadClass(name, resolve);
            }
            throw new ClassNotFoundException(name);
        }

        @Override
        public URL getResource(String name) {
            try {
                return name.equals(fileName) ? new URL(null, "memory:" + name, new Handler(file)) : null;
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Enumeration<URL> getResources(String name) {
            return Collections.enumeration(Stream.ofNullable(getResource(name)).toList());
        }
    }

    private static final class Handler extends URLStreamHandler {

        private final byte[] file;

        Handler(byte[] file) {
            this.file = file;
        }

        @Override
        protected URLConnection openConnection(URL url) {
            return new URLConnection(url) {
                @Override
                public void connect() {}

                @Override
                public InputStream getInputStream() throws IOException {
                    return new ByteArrayInputStream(file);
                }
            };
        }
    }
}
