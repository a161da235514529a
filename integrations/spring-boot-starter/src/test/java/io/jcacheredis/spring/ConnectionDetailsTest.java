package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.RedisCachingProvider;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisAutoConfiguration;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** Which Redis the manager is told of, by the beans that Spring Boot makes. No connection is made. */
class ConnectionDetailsTest {

    private static final String URL = "jcache.redis.url";

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class, DataRedisAutoConfiguration.class))
            // Spring Boot's own clients are not of interest, and those refuse a URL without a port.
            .withClassLoader(new FilteredClassLoader("io.lettuce", "redis.clients"));

    private record FixedDetails(String host) implements DataRedisConnectionDetails {

        @Override
        public Standalone getStandalone() {
            return Standalone.of(host, 7001);
        }
    }

    private static void customized(
            ApplicationContextRunner contexts, Properties properties, Consumer<Map<Object, Object>> check) {
        contexts.run(context -> {
            new ConnectionDetailsCustomizer(
                            context.getBeanProvider(DataRedisConnectionDetails.class), context.getEnvironment())
                    .customize(properties);
            check.accept(new HashMap<>(properties));
        });
    }

    private void of(String settings, Consumer<Map<Object, Object>> check) {
        customized(contexts.withPropertyValues(settings.split("\\s+")), new Properties(), check);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "host=cache.internal                           | redis://cache.internal:6379/0",
                "host=cache.internal port=7000 database=3      | redis://cache.internal:7000/3",
                "host=::1                                      | redis://[::1]:6379/0",
                "port=7000                                     | redis://localhost:7000/0",
                "url=redis://u:p@cache.internal:7000/2         | redis://cache.internal:7000/2",
                "url=rediss://cache.internal                   | rediss://cache.internal/0",
                "host=cache.internal ssl.enabled=true          | rediss://cache.internal:6379/0",
                "cluster.nodes=n1:7000,n2:7001                 | redis+cluster://n1:7000,n2:7001",
                "cluster.nodes=n1:7000 ssl.enabled=true        | rediss+cluster://n1:7000",
                "sentinel.master=main sentinel.nodes=s1:26379,s2:26380"
                        + "                                    | redis+sentinel://s1:26379,s2:26380/main/0",
                "sentinel.master=main sentinel.nodes=s1:26379 database=4 ssl.enabled=true"
                        + "                                    | rediss+sentinel://s1:26379/main/4",
            })
    void properties_becomeAnUrl(String said, String url) {
        of(
                "spring.data.redis." + said.strip().replaceAll("\\s+", " spring.data.redis."),
                properties -> assertThat(properties).containsEntry(URL, url));
    }

    @Test
    void loginOfTheProperties_isNotPartOfTheUrl() {
        of(
                "spring.data.redis.username=app spring.data.redis.password=p@ss/w#rd%",
                properties -> assertThat(properties)
                        .containsEntry("jcache.redis.user", "app")
                        .containsEntry("jcache.redis.password", "p@ss/w#rd%")
                        .containsEntry(URL, "redis://localhost:6379/0"));
    }

    @Test
    void loginOfAnUrl_isDecoded() {
        of(
                "spring.data.redis.url=redis://app:p%40ss@cache.internal",
                properties -> assertThat(properties)
                        .containsEntry("jcache.redis.user", "app")
                        .containsEntry("jcache.redis.password", "p@ss"));
    }

    @Test
    void loginForSentinels_isTheirs() {
        of(
                "spring.data.redis.sentinel.master=main spring.data.redis.sentinel.nodes=s1:26379"
                        + " spring.data.redis.sentinel.username=watch spring.data.redis.sentinel.password=secret",
                properties -> assertThat(properties)
                        .containsEntry("jcache.redis.sentinel.user", "watch")
                        .containsEntry("jcache.redis.sentinel.password", "secret")
                        .doesNotContainKey("jcache.redis.password"));
    }

    @Test
    void userWithoutAPassword_isNone() {
        of(
                "spring.data.redis.username=app",
                properties -> assertThat(properties).doesNotContainKeys("jcache.redis.user", "jcache.redis.password"));
    }

    /** What nobody said must not hide REDIS_URL. */
    @ParameterizedTest
    @CsvSource({
        "spring.data.redis.timeout=1s",
        "spring.data.redis.client-name=app",
        "spring.data.redis.lettuce.pool.enabled=false"
    })
    void propertiesThatNameNoRedis_areNotUsed(String said) {
        of(said, properties -> assertThat(properties).isEmpty());
    }

    @Test
    void urlOfTheProvider_winsWithItsLogin() {
        Properties own = new Properties();
        own.setProperty(URL, "redis://own.internal");

        customized(
                contexts.withPropertyValues(
                        "spring.data.redis.host=cache.internal", "spring.data.redis.password=secret"),
                own,
                properties -> assertThat(properties).containsExactly(Map.entry(URL, "redis://own.internal")));
    }

    @Test
    void passwordOfTheProvider_winsWithoutAnUrl() {
        Properties own = new Properties();
        own.setProperty("jcache.redis.password", "own");

        customized(
                contexts.withPropertyValues(
                        "spring.data.redis.host=cache.internal",
                        "spring.data.redis.username=app",
                        "spring.data.redis.password=secret"),
                own,
                properties -> assertThat(properties)
                        .containsOnly(
                                Map.entry(URL, "redis://cache.internal:6379/0"),
                                Map.entry("jcache.redis.password", "own")));
    }

    /** As of a container with {@code @ServiceConnection}, or of Docker Compose. */
    @Test
    void detailsOfABean_winOverProperties() {
        customized(
                contexts.withBean(DataRedisConnectionDetails.class, () -> new FixedDetails("container.internal"))
                        .withPropertyValues("spring.data.redis.host=cache.internal"),
                new Properties(),
                properties -> assertThat(properties).containsEntry(URL, "redis://container.internal:7001/0"));
    }

    private ApplicationContextRunner secured() {
        DataRedisConnectionDetails secured = new DataRedisConnectionDetails() {
            @Override
            public SslBundle getSslBundle() {
                return SslBundle.systemDefault();
            }

            @Override
            public Standalone getStandalone() {
                return Standalone.of("cache.internal", 6380);
            }
        };
        return contexts.withBean(DataRedisConnectionDetails.class, () -> secured);
    }

    @Test
    void sslBundle_isAskedForItsContext() {
        customized(
                secured(),
                new Properties(),
                properties -> assertThat(properties)
                        .containsEntry(URL, "rediss://cache.internal:6380/0")
                        .containsKey(RedisCachingProvider.SSL_CONTEXT));
    }

    /** Else the provider's files would be there and count for nothing. */
    @ParameterizedTest
    @ValueSource(strings = {"jcache.redis.tls.ca", "jcache.redis.tls.certificate", "jcache.redis.tls.key"})
    void sslBundle_givesWayToFilesOfTheProvider(String file) {
        Properties own = new Properties();
        own.setProperty(file, "own.pem");

        customized(
                secured(),
                own,
                properties -> assertThat(properties)
                        .containsOnly(Map.entry(URL, "rediss://cache.internal:6380/0"), Map.entry(file, "own.pem")));
    }

    @Test
    void sslBundle_givesWayToAContextOfTheProgram() {
        Properties own = new Properties();
        own.put(RedisCachingProvider.SSL_CONTEXT, "the program's");

        customized(
                secured(),
                own,
                properties -> assertThat(properties).containsEntry(RedisCachingProvider.SSL_CONTEXT, "the program's"));
    }

    @Test
    @ExtendWith(OutputCaptureExtension.class)
    void propertiesThatNothingReads_areWarnedOf(CapturedOutput output) {
        ApplicationContextRunner without = new ApplicationContextRunner()
                .withClassLoader(new FilteredClassLoader(DataRedisConnectionDetails.class))
                .withConfiguration(AutoConfigurations.of(RedisCacheAutoConfiguration.class))
                .withPropertyValues("spring.data.redis.port=6390");

        without.withPropertyValues("jcache.redis.url=redis://localhost")
                .run(context -> assertThat(context).hasNotFailed());
        assertThat(output).doesNotContain("spring.data.redis");

        without.run(context -> assertThat(context).hasNotFailed());
        assertThat(output).contains("spring.data.redis.* says where Redis is, and has no effect");
    }

    @Test
    void masterWithFixedReplicas_isRefused() {
        contexts.withPropertyValues("spring.data.redis.masterreplica.nodes=n1:6379,n2:6379")
                .run(context -> assertThatThrownBy(() -> new ConnectionDetailsCustomizer(
                                        context.getBeanProvider(DataRedisConnectionDetails.class),
                                        context.getEnvironment())
                                .customize(new Properties()))
                        .isInstanceOf(CacheException.class)
                        .hasMessageContaining("jcache.redis.url"));
    }
}
