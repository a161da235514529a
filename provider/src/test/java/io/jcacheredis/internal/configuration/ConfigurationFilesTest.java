package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpServer;
import io.jcacheredis.Logged;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file a manager reads. Each file sets the key prefix, which so tells the file. */
class ConfigurationFilesTest {

    @TempDir
    Path folder;

    private final Reading reading = new Reading();
    private final ClassLoader ofThread = Thread.currentThread().getContextClassLoader();

    @BeforeEach
    void noLoaderOfTheThread() {
        Thread.currentThread().setContextClassLoader(null);
    }

    @AfterEach
    void restore() {
        Thread.currentThread().setContextClassLoader(ofThread);
        Reading.clearSystemProperties();
    }

    private Path file(String name) {
        String prefix = name.substring(name.lastIndexOf('/') + 1);
        String text = name.endsWith(".properties")
                ? "jcache.redis.key-prefix=" + prefix
                : "{\"jcache\": {\"redis\": {\"key-prefix\": \"" + prefix + "\"}}}";
        reading.classes = Reading.loader(folder);
        return Reading.write(folder, name, text.getBytes(StandardCharsets.UTF_8));
    }

    private String found() {
        return reading.read().keyPrefix();
    }

    @ParameterizedTest
    @ValueSource(strings = {"jcache-redis.yaml", "jcache-redis.yml", "jcache-redis.json", "jcache-redis.properties"})
    void fileOnTheClassPath_isFound(String name) {
        file(name);

        assertThat(found()).isEqualTo(name);
    }

    @Test
    void twoFiles_areAnErrorThatNamesBoth() {
        file("jcache-redis.yaml");
        file("jcache-redis.properties");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("jcache-redis.yaml and jcache-redis.properties");
    }

    @Test
    void loaderOfTheThread_isAskedAfterTheManagers() {
        file("jcache-redis.yaml");
        Thread.currentThread().setContextClassLoader(reading.classes);
        reading.classes = Reading.class.getClassLoader();
        assertThat(found()).isEqualTo("jcache-redis.yaml");

        Path own = folder.resolve("own");
        Reading.write(
                own, "jcache-redis.json", "{\"jcache.redis.key-prefix\": \"own\"}".getBytes(StandardCharsets.UTF_8));
        reading.classes = Reading.loader(own);
        assertThat(found()).isEqualTo("own");
    }

    /** Each row has the manager's URI, and the file that it reads of those that are there. */
    @ParameterizedTest
    @CsvSource({
        "jcache-redis:default,              jcache-redis.yaml",
        "reports,                           jcache-redis-reports.yaml",
        "jcache-redis:reports,              jcache-redis-reports.yaml",
        "jcache-redis:other,                jcache-redis-other.properties",
        "unknown,                           jcache-redis.yaml",
        "reprots,                           jcache-redis.yaml",
        "urn:anything:else,                 jcache-redis.yaml",
        "http://host/reports,               jcache-redis.yaml",
        "redis://localhost,                 jcache-redis.yaml",
        "../reports,                        jcache-redis.yaml",
        "config/caches.yml,                 caches.yml",
        "/config/caches.yml,                caches.yml",
        "classpath:config/caches.yml,       caches.yml",
        "classpath:/config/caches.yml,      caches.yml",
        "file:%s/config/caches.yml,         caches.yml",
        "file://%s/config/caches.yml,       caches.yml",
        "%s/config/caches.yml,              caches.yml"
    })
    void uriOfTheManager_decides(String uri, String expected) {
        file("jcache-redis.yaml");
        file("jcache-redis-reports.yaml");
        file("jcache-redis-default.yaml");
        file("jcache-redis-other.properties");
        file("config/caches.yml");

        reading.uri = URI.create(uri.formatted(folder));

        assertThat(found()).isEqualTo(expected);
    }

    @Test
    void fileInAJar_isRead_andTheJarIsNotHeldOpen() throws IOException {
        Path jar = folder.resolve("caches.jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("in/caches.properties"));
            zip.write("jcache.redis.key-prefix=jar".getBytes(StandardCharsets.UTF_8));
        }
        reading.uri = URI.create("jar:" + jar.toUri() + "!/in/caches.properties");

        assertThat(found()).isEqualTo("jar");
        try (OutputStream out = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("in/caches.properties"));
            zip.write("jcache.redis.key-prefix=other".getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("in/more.properties"));
            zip.write("jcache.redis.key-prefix=more".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(found()).isEqualTo("other");
        reading.uri = URI.create("jar:" + jar.toUri() + "!/in/more.properties");
        assertThat(found()).isEqualTo("more");
    }

    @Test
    void plainName_isOnTheClassPathOrInTheWorkingDirectory() {
        Path outside = file("outside/caches.json");
        reading.classes = Reading.class.getClassLoader();
        Path relative = Path.of("").toAbsolutePath().relativize(outside.toAbsolutePath());

        reading.uri = URI.create(relative.toString());

        assertThat(found()).isEqualTo("caches.json");
    }

    @Test
    void config_namesTheFile_afterTheUri() {
        file("jcache-redis.yaml");
        file("jcache-redis-reports.yaml");
        file("by-variable.json");
        file("by-system.json");
        file("by-property.json");
        reading.variable("JCACHE_REDIS_CONFIG", "classpath:by-variable.json");
        assertThat(found()).isEqualTo("by-variable.json");

        System.setProperty(
                "jcache.redis.config", folder.resolve("by-system.json").toString());
        assertThat(found()).isEqualTo("by-system.json");

        reading.property("jcache.redis.config", "by-property.json");
        assertThat(found()).isEqualTo("by-property.json");

        reading.uri = URI.create("reports");
        assertThat(found()).isEqualTo("by-property.json");

        reading.uri = URI.create("jcache-redis.yaml");
        assertThat(found()).isEqualTo("jcache-redis.yaml");
    }

    /** A URL drops a leading "url:", and jars can lie anywhere. */
    @ParameterizedTest
    @ValueSource(strings = {"url:http://%s/a.yaml", "jar:url:http://%s/a.jar!/a.yaml", "URL:HTTP://%s/a.yaml"})
    void fileOfAnotherMachine_isNotAskedFor(String form) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        AtomicInteger requests = new AtomicInteger();
        server.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        server.start();
        try {
            reading.property(
                    "jcache.redis.config",
                    String.format(form, "127.0.0.1:" + server.getAddress().getPort()));

            assertThatExceptionOfType(CacheException.class).isThrownBy(reading::read);
            assertThat(requests).hasValue(0);
        } finally {
            server.stop(0);
        }
    }

    /** Of another machine, even if its name is that of this one. */
    @Test
    void fileWithAHost_isNotRead() {
        Path file = file("caches.yaml");
        reading.property("jcache.redis.config", "url:file://localhost" + file.toAbsolutePath());

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("there is no configuration file");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "missing.yaml               | there is no configuration file 'missing.yaml'",
                "file:/nowhere/caches.yaml  | there is no configuration file 'file:/nowhere/caches.yaml'",
                "file:///nowhere/caches.yaml | there is no configuration file",
                "classpath:missing.json     | there is no configuration file 'classpath:missing.json'",
                "jar:file:/no.jar!/a.yaml   | there is no configuration file",
                "strange:a.yaml             | there is no configuration file",
                "http://host/caches.yaml    | is not fetched from another machine",
                "HTTPS://host/caches.yaml   | is not fetched from another machine",
                "jar:http://host/a.jar!/caches.yaml | is not fetched from another machine",
                "file://host/caches.yaml    | is not fetched from another machine"
            })
    void namedFileThatIsNotThere_isAnError(String uri, String expected) {
        file("jcache-redis.yaml");
        reading.uri = URI.create(uri);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("the cache manager's URI: ")
                .withMessageContaining(expected);

        reading.uri = Reading.DEFAULT_URI;
        reading.property("jcache.redis.config", uri);
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("property jcache.redis.config: ")
                .withMessageContaining(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "jcache-redis:reprots | there is no jcache-redis-reprots.yaml on the class path, nor one that ends in .yml",
                "jcache-redis:a/b     | is not jcache-redis: and the name of a profile",
                "jcache-redis:.a      | is not jcache-redis: and the name of a profile"
            })
    void profileThatIsNotThere_isAnError(String uri, String expected) {
        file("jcache-redis.yaml");
        reading.uri = URI.create(uri);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("the cache manager's URI: " + expected);
    }

    /** Frameworks hand over the file of another provider. */
    @ParameterizedTest
    @ValueSource(strings = {"file:/nope/caches.xml", "classpath:ehcache.xml", "FILE:///nope/caches"})
    void uriOfAnotherFile_isAName_andWarnedOf(String uri) {
        file("jcache-redis.yaml");
        reading.uri = URI.create(uri);

        assertThat(found()).isEqualTo("jcache-redis.yaml");
        assertThat(reading.warnings.said())
                .singleElement()
                .asString()
                .contains(uri + " is no configuration file of jcache-redis")
                .contains(".yaml, .yml, .json, .properties");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jcache-redis:default", "reports", "urn:x:caches.xml", "http://host/caches.xml"})
    void otherUris_areNotWarnedOf(String uri) {
        reading.uri = URI.create(uri);

        assertThat(reading.read()).isNotNull();
        assertThat(reading.warnings.said()).isEmpty();
    }

    @Test
    void filesOfOneNameInTwoPlaces_areWarnedOf_andTheFirstIsRead() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        Reading.write(first, "jcache-redis.yaml", "jcache.redis.key-prefix: a".getBytes(StandardCharsets.UTF_8));
        Reading.write(second, "jcache-redis.yaml", "jcache.redis.key-prefix: b".getBytes(StandardCharsets.UTF_8));
        reading.classes = new URLClassLoader(
                new URL[] {first.toUri().toURL(), second.toUri().toURL()}, Reading.class.getClassLoader());

        assertThat(found()).isEqualTo("a");
        assertThat(reading.warnings.said())
                .singleElement()
                .asString()
                .contains("first/jcache-redis.yaml", "second/jcache-redis.yaml");
    }

    @Test
    void fileThatIsRead_orThatNoneIs_isLogged() {
        try (Logged log = Logged.of(SettingsReader.class)) {
            assertThat(found()).isEqualTo("jcache:");
            assertThat(log.text()).contains("The cache manager jcache-redis:default reads no configuration file");

            Path file = file("jcache-redis.yaml");
            assertThat(found()).isEqualTo("jcache-redis.yaml");
            assertThat(log.text()).contains("reads " + file.toUri().toString().replaceFirst("^file:/+", "file:/"));
        }
    }

    @Test
    void config_thatIsNoConfigurationFile_isAnError() {
        reading.property("jcache.redis.config", "caches.xml");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("'caches.xml'")
                .withMessageContaining(".properties");
    }

    @Test
    void folderWithTheNameOfAFile_isNoFile() throws IOException {
        Files.createDirectories(folder.resolve("caches.yaml"));
        reading.uri = URI.create("file:" + folder.resolve("caches.yaml"));

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("there is no configuration file");
    }
}
