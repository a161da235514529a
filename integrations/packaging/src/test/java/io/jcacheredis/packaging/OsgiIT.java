package io.jcacheredis.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;
import redis.clients.jedis.Jedis;

/** The jars in a framework of OSGi, beside bundles as Maven brings them. */
class OsgiIT {

    /** What SLF4J needs to resolve: a mediator of service loaders, with what it reads classes by, and a logger. */
    private static final List<String> LOGGING = List.of(
            "org.apache.aries.spifly.dynamic.bundle",
            "asm",
            "asm-analysis",
            "asm-commons",
            "asm-tree",
            "asm-util",
            "slf4j-simple");

    private static final String MICROMETER = "io.micrometer";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    private Path folder;

    private OsgiFramework framework;

    @BeforeEach
    void start() throws Exception {
        framework = OsgiFramework.start(folder.resolve("framework"));
    }

    @AfterEach
    void stop() throws Exception {
        framework.close();
    }

    private List<Bundle> install(List<String> artifacts) throws Exception {
        List<Bundle> bundles = new ArrayList<>();
        for (String artifact : artifacts) {
            bundles.add(framework.install(Jars.named(artifact)));
        }
        return bundles;
    }

    /** Installs the provider with all that it needs beside other bundles, starts them after those, and returns the provider. */
    private Bundle startProvider(List<Bundle> others) throws Exception {
        List<Bundle> bundles = framework.install(Jars.ofTheProvider());
        framework.start(others);
        framework.start(bundles);
        return bundles.stream()
                .filter(bundle -> bundle.getSymbolicName().equals("io.jcacheredis"))
                .findFirst()
                .orElseThrow();
    }

    private void startLibrary() throws Exception {
        framework.start(List.of(framework.install(Bundles.library(folder))));
    }

    private static List<String> packagesOf(Bundle bundle, String prefix) {
        return bundle.adapt(BundleWiring.class).getRequiredWires("osgi.wiring.package").stream()
                .map(wire -> (String) wire.getCapability().getAttributes().get("osgi.wiring.package"))
                .filter(name -> name.startsWith(prefix))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"constructor", "loader", "name", "service"})
    void bundle_findsTheProvider_andKeepsItsOwnClasses(String way) throws Exception {
        startProvider(install(LOGGING));
        startLibrary();

        assertThat(framework.ask(way, redis.uri().toString()))
                .isEqualTo("Book[title=Solaris, year=1961] Loan[reader=Ijon, days=21] 21");
        try (Jedis jedis = new Jedis(redis.uri())) {
            assertThat(jedis.get("library:books:b-1")).isEqualTo("{\"title\":\"Solaris\",\"year\":1961}");
            assertThat(jedis.get("library:loans:b-1".getBytes(UTF_8))).startsWith(0xac, 0xed);
        }
    }

    @Test
    void withoutMediator_theProviderIsMadeByItsConstructor() throws Exception {
        Bundle required = framework.install(Bundles.ofHeaders(
                folder,
                "only-what-slf4j-requires",
                Map.of(
                        "Provide-Capability",
                        "osgi.extender;osgi.extender=\"osgi.serviceloader.processor\";version:Version=\"1.0\","
                                + "osgi.serviceloader;osgi.serviceloader=\"org.slf4j.spi.SLF4JServiceProvider\"")));
        startProvider(List.of(required));
        startLibrary();

        assertThat(framework.ask("constructor", redis.uri().toString())).contains("Solaris");
        assertThatThrownBy(() -> framework.ask("service", redis.uri().toString()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("no bundle offers a CachingProvider");
    }

    @Test
    void withoutMicrometer_theProviderResolves() throws Exception {
        Bundle provider = startProvider(install(LOGGING));

        assertThat(packagesOf(provider, MICROMETER)).isEmpty();
        assertThat(packagesOf(provider, "tools.jackson")).isNotEmpty();
    }

    @Test
    void withMicrometer_theProviderIsWiredToIt() throws Exception {
        install(List.of("micrometer-core", "micrometer-commons", "micrometer-observation"));

        Bundle provider = startProvider(install(LOGGING));

        assertThat(packagesOf(provider, MICROMETER)).contains("io.micrometer.core.instrument.binder.cache");
        assertThat(provider.loadClass("io.jcacheredis.micrometer.RedisCacheMetrics")
                        .getSuperclass()
                        .getName())
                .isEqualTo("io.micrometer.core.instrument.binder.cache.CacheMeterBinder");
    }

    @Test
    void internals_areNotForOtherBundles() throws Exception {
        startProvider(install(LOGGING));
        Bundle curious = framework.install(
                Bundles.ofHeaders(folder, "curious", Map.of("Import-Package", "io.jcacheredis.internal.manager")));

        assertThatThrownBy(() -> framework.start(List.of(curious)))
                .hasMessageContaining("io.jcacheredis.internal.manager");
    }

    @Test
    void otherBundles_resolveBesideIt() throws Exception {
        Bundle provider = startProvider(install(LOGGING));
        List<Bundle> others = new ArrayList<>(install(List.of(
                "jakarta.enterprise.cdi-api",
                "jakarta.enterprise.lang-model",
                "jakarta.inject-api",
                "jakarta.el-api",
                "jakarta.interceptor-api",
                "jakarta.annotation-api")));
        Bundle cdi = framework.install(Published.CDI.jar());
        Bundle embedded = framework.install(Published.EMBEDDED.jar());
        others.addAll(List.of(cdi, embedded));

        framework.start(others);

        assertThat(packagesOf(cdi, "io.jcacheredis")).containsExactly("io.jcacheredis");
        assertThat(cdi.loadClass("io.jcacheredis.RedisCache").getClassLoader())
                .isSameAs(provider.adapt(BundleWiring.class).getClassLoader());
        assertThat(embedded.loadClass("io.jcacheredis.embedded.EmbeddedRedis")).isNotNull();
    }
}
