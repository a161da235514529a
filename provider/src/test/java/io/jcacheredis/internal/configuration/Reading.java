package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import javax.cache.CacheException;

/** A manager's settings being read, from sources that a test fills. */
final class Reading {

    static final URI DEFAULT_URI = URI.create("jcache-redis:default");

    final Map<String, String> environment = new HashMap<>();
    final Properties properties = new Properties();
    final Warnings warnings = new Warnings();
    ClassLoader classes = Reading.class.getClassLoader();
    URI uri = DEFAULT_URI;

    /** Writes a file and lets the manager's class loader find it. */
    Reading file(Path folder, String name, String text) {
        write(folder, name, text.getBytes(StandardCharsets.UTF_8));
        classes = loader(folder);
        return this;
    }

    static Path write(Path folder, String name, byte[] bytes) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ClassLoader loader(Path folder) {
        try {
            return new URLClassLoader(new URL[] {folder.toUri().toURL()}, Reading.class.getClassLoader());
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    Reading property(String name, String text) {
        properties.setProperty(name, text);
        return this;
    }

    Reading variable(String name, String text) {
        environment.put(name, text);
        return this;
    }

    Settings read() {
        return new SettingsReader(environment, properties, classes, warnings).read(uri);
    }

    /** What is wrong with it all, which has no cause: that could show what the message does not. */
    String message() {
        try {
            read();
        } catch (CacheException e) {
            assertThat(e.getCause()).isNull();
            return String.valueOf(e.getMessage());
        }
        return "no problem";
    }

    CacheSettings cache(String name) {
        return read().caches().settingsOf(name);
    }

    /** All that settings say, to be compared. */
    static Map<String, Object> view(Settings settings, String... caches) {
        Map<String, Object> view = new TreeMap<>();
        view.put("connection", settings.connection());
        view.put("address", settings.connection().address().display());
        view.put("keyPrefix", settings.keyPrefix());
        view.put("commands", settings.commands());
        view.put("storeByReference", settings.storeByReference());
        view.put("limits", settings.limits());
        view.put("invalidation", settings.invalidation());
        view.put("declared", settings.caches().declared());
        for (String cache : caches) {
            view.put("cache " + cache, settings.caches().settingsOf(cache));
        }
        return view;
    }

    static void clearSystemProperties() {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("jcache.redis.") && !name.startsWith("jcache.redis.test."))
                .forEach(System::clearProperty);
    }
}
