package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.nio.file.Path;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The Redis that Spring Boot's properties name is the one that the caches are in, whatever its form. */
class TopologiesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    static Path folder;

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SslAutoConfiguration.class, DataRedisAutoConfiguration.class, RedisCacheAutoConfiguration.class));

    private static void requireWorking(RedisCacheManager manager, int servers) {
        Cache<String, String> cache = manager.createCache("books", new MutableConfiguration<>());
        for (int i = 0; i < 20; i++) {
            cache.put("isbn-" + i, "title " + i);
        }
        assertThat(cache.get("isbn-7")).isEqualTo("title 7");
        assertThat(manager.servers())
                .hasSize(servers)
                .allSatisfy(server -> assertThat(server.version()).isNotEmpty());
    }

    /** Hosts and ports, as Spring Boot's properties have them. */
    private static String nodes(String uri) {
        return uri.replaceFirst("^.*://", "").replaceFirst("/.*$", "");
    }

    @Test
    void oneServer() {
        contexts.withPropertyValues("spring.data.redis.url=" + redis.uri()).run(context -> {
            requireWorking(context.getBean(RedisCacheManager.class), 1);
        });
    }

    @Test
    void sentinels() {
        try (EmbeddedSentinel group = EmbeddedSentinel.start()) {
            contexts.withPropertyValues(
                            "spring.data.redis.sentinel.master=mymaster",
                            "spring.data.redis.sentinel.nodes="
                                    + nodes(group.uri().toString()))
                    .run(context -> requireWorking(context.getBean(RedisCacheManager.class), 1));
        }
    }

    @Test
    void cluster() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            contexts.withPropertyValues("spring.data.redis.cluster.nodes="
                            + nodes(cluster.uri().toString()))
                    .run(context -> requireWorking(context.getBean(RedisCacheManager.class), 3));
        }
    }

    @Test
    void serverThatABundleTrusts() throws Exception {
        try (TlsFront front = TlsFront.before(redis.uri(), folder)) {
            contexts.withPropertyValues(
                            "spring.ssl.bundle.pem.redis.truststore.certificate="
                                    + front.certificate().toUri(),
                            "spring.data.redis.ssl.bundle=redis",
                            "spring.data.redis.host=localhost",
                            "spring.data.redis.port=" + front.port())
                    .run(context -> requireWorking(context.getBean(RedisCacheManager.class), 1));
        }
    }

    /** As when a certificate is renewed: no restart, and no other manager. */
    @Test
    void bundleThatIsReloaded_countsForTheNextConnection() throws Exception {
        try (TlsFront front = TlsFront.before(redis.uri(), folder)) {
            contexts.withPropertyValues(
                            "spring.ssl.bundle.pem.redis.reload-on-update=false",
                            "spring.data.redis.ssl.bundle=redis",
                            "spring.data.redis.host=localhost",
                            "spring.data.redis.port=" + front.port())
                    .run(context -> {
                        RedisCacheManager manager = context.getBean(RedisCacheManager.class);
                        assertThat(catchThrowable(manager::servers)).hasMessageContaining("certification path");

                        SslStoreBundle renewed = new PemSslStoreBundle(
                                null,
                                PemSslStoreDetails.forCertificate(
                                        front.certificate().toUri().toString()));
                        context.getBean(SslBundleRegistry.class).updateBundle("redis", SslBundle.of(renewed));

                        Awaitility.await()
                                .ignoreExceptions()
                                .untilAsserted(
                                        () -> assertThat(manager.servers()).hasSize(1));
                    });
        }
    }

    @Test
    void fileOfTheProvider_isTrustedAndNotTheBundle() throws Exception {
        try (TlsFront front = TlsFront.before(redis.uri(), folder)) {
            contexts.withPropertyValues(
                            "spring.ssl.bundle.pem.redis.reload-on-update=false",
                            "spring.data.redis.ssl.bundle=redis",
                            "spring.data.redis.host=localhost",
                            "spring.data.redis.port=" + front.port(),
                            "jcache.redis.tls.ca=" + front.certificate())
                    .run(context -> requireWorking(context.getBean(RedisCacheManager.class), 1));
        }
    }

    /** TLS that Spring Boot asks for must not become none. */
    @Test
    void serverThatNobodyTrusts_isNotSpokenTo() throws Exception {
        try (TlsFront front = TlsFront.before(redis.uri(), folder)) {
            contexts.withPropertyValues(
                            "spring.data.redis.url=rediss://localhost:" + front.port(),
                            "jcache.redis.on-failure=strict")
                    .run(context -> {
                        RedisCacheManager manager = context.getBean(RedisCacheManager.class);
                        assertThat(manager.connections().getAddress()).startsWith("rediss://");
                        assertThat(catchThrowable(manager::servers)).hasMessageContaining("certification path");
                    });
        }
    }
}
