package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.MutableConfiguration;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of keys and values that only the manager's class loader finds, as those of a web application or a plug-in. */
class ClassLoaderIT {

    /** One of each kind of codec: JSON, Java serialization, text. */
    private static final List<String> SOURCES = List.of(
            "public record Point(int x, int y) {}",
            "public class Visit implements java.io.Serializable { private final int x; "
                    + "public Visit(int x, int y) { this.x = x + y; } "
                    + "@Override public boolean equals(Object o) { return o instanceof Visit v && v.x == x; } "
                    + "@Override public int hashCode() { return x; } }",
            "public enum Color { RED, GREEN }");

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    static Path folder;

    private final RedisCachingProvider provider = new RedisCachingProvider();
    private URLClassLoader one;
    private URLClassLoader other;

    @BeforeAll
    static void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        for (String source : SOURCES) {
            String name = source.replaceFirst("public \\w+ (\\w+).*", "$1");
            Path file = Files.createDirectories(folder.resolve("plugin")).resolve(name + ".java");
            Files.writeString(file, "package plugin;\n" + source);
            assertThat(compiler.run(null, null, null, "-d", folder.toString(), file.toString()))
                    .isZero();
        }
    }

    @BeforeEach
    void open() throws IOException {
        redis.server().flush();
        URL[] path = {folder.toUri().toURL()};
        one = new URLClassLoader("one", path, ClassLoaderIT.class.getClassLoader());
        other = new URLClassLoader("other", path, ClassLoaderIT.class.getClassLoader());
    }

    @AfterEach
    void close() throws IOException {
        provider.close();
        one.close();
        other.close();
    }

    private CacheManager manager(ClassLoader loader) {
        return provider.getCacheManager(URI.create("plugins"), loader, Opened.settings(redis.uri()));
    }

    private static <V> Cache<Object, V> cache(CacheManager manager, Class<?> keyType, Class<V> valueType) {
        @SuppressWarnings("unchecked") // the configuration has it at run time
        Class<Object> anyKey = (Class<Object>) keyType;
        return manager.createCache("plugins", new MutableConfiguration<Object, V>().setTypes(anyKey, valueType));
    }

    private static Class<?> type(ClassLoader loader, String name) {
        try {
            return Class.forName("plugin." + name, true, loader);
        } catch (ClassNotFoundException e) {
            throw new LinkageError(name, e);
        }
    }

    private static Object instance(ClassLoader loader, String name) {
        Class<?> type = type(loader, name);
        if (type.isEnum()) {
            return type.getEnumConstants()[1];
        }
        try {
            return type.getConstructor(int.class, int.class).newInstance(1, 2);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(name, e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Point", "Visit", "Color"})
    void value_ofADeclaredTypeThatOnlyTheManagersLoaderFinds_comesBack(String name) throws Exception {
        Object value = instance(one, name);
        @SuppressWarnings("unchecked") // V is the class of the value
        Cache<Object, Object> cache = cache(manager(one), String.class, (Class<Object>) type(one, name));

        assertThat(withoutContextLoader(() -> {
                    cache.put("key", value);
                    return cache.get("key");
                }))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Visit", "Color"})
    void value_ofAnAllowedTypeInAnUntypedCache_comesBack(String name) throws Exception {
        CacheManager manager = provider.getCacheManager(
                URI.create("plugins"),
                one,
                Opened.settings(redis.uri(), "jcache.redis.serialization.allow", "plugin.*"));
        Object value = instance(one, name);
        Cache<Object, Object> cache = cache(manager, Object.class, Object.class);

        assertThat(withoutContextLoader(() -> {
                    cache.put("key", value);
                    return cache.get("key");
                }))
                .isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Point", "Visit", "Color"})
    void key_ofATypeThatOnlyTheManagersLoaderFinds_comesBack(String name) throws Exception {
        Object key = instance(one, name);
        Cache<Object, String> cache = cache(manager(one), type(one, name), String.class);

        assertThat(withoutContextLoader(() -> {
                    cache.put(key, "value");
                    return cache.iterator().next().getKey();
                }))
                .isEqualTo(key);
    }

    @Test
    void twoLoadersOnOneUri_areTwoManagersThatShareTheEntries() {
        @SuppressWarnings("unchecked") // V is the class of the value
        Cache<Object, Object> first = cache(manager(one), String.class, (Class<Object>) type(one, "Point"));
        @SuppressWarnings("unchecked") // V is the class of the value
        Cache<Object, Object> second = cache(manager(other), String.class, (Class<Object>) type(other, "Point"));
        assertThat(manager(one)).isNotSameAs(manager(other)).isSameAs(manager(one));

        first.put("key", instance(one, "Point"));

        assertThat(second.get("key"))
                .isEqualTo(instance(other, "Point"))
                .extracting(value -> value.getClass().getClassLoader())
                .isSameAs(other);
        provider.close(one);
        assertThat(first.isClosed()).isTrue();
        assertThat(second.get("key")).isNotNull();
    }

    /** Runs it in a thread that has no context class loader, as threads of the system do. */
    private static <T> T withoutContextLoader(Callable<T> action) throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread bare = new Thread(task);
            bare.setContextClassLoader(null);
            return bare;
        });
        try {
            return thread.submit(action).get(30, TimeUnit.SECONDS);
        } finally {
            thread.shutdown();
        }
    }
}
