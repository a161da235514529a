package io.jcacheredis.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.cache.Cache;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** How applications start that lack something. */
class StartIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    /** Parts of the names of jars that an application may do without. */
    private static final List<String> MISSING = List.of(
            "actuator", "spring-boot-health", "spring-boot-micrometer", "micrometer-core", "spring-boot-data-redis");

    /** All that is on the class path. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** With what {@code META-INF/spring.factories} names. */
    @Test
    void wrongSetting_isAnalyzed() {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of("spring.main.banner-mode", "off", "jcache.redis.key-prefx", "x"));

        String printed = printedBy(
                () -> assertThatThrownBy(application::run).rootCause().hasMessageContaining("jcache.redis.key-prefx"));

        assertThat(printed)
                .contains(
                        "APPLICATION FAILED TO START",
                        "did you mean jcache.redis.key-prefix?",
                        "Correct the settings. docs/configuration.md");
    }

    @Test
    void databaseThatRedisHasNot_isAnalyzed() {
        SpringApplicationBuilder application = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(Map.of(
                        "spring.main.banner-mode", "off",
                        "jcache.redis.url", redis.uri() + "/99",
                        "jcache.redis.caches[books].codec", "java"));

        String printed = printedBy(() -> assertThatThrownBy(application::run).isNotNull());

        assertThat(printed).contains("APPLICATION FAILED TO START", "DB index is out of range");
    }

    /** A JVM, and another application beside it. */
    @Test
    void settingThatAnotherJvmContradicts_isAnalyzed() {
        Map<String, Object> settings = Map.of(
                "spring.main.banner-mode", "off",
                "jcache.redis.url", redis.uri(),
                "jcache.redis.caches[contradicted].codec", "java");
        SpringApplicationBuilder other = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .properties(Map.of("jcache.redis.caches[contradicted].on-failure", "strict"));
        try (ConfigurableApplicationContext first = new SpringApplicationBuilder(Application.class)
                .web(WebApplicationType.NONE)
                .properties(settings)
                .run()) {
            assertThat(first.isActive()).isTrue();

            String printed = printedBy(() -> assertThatThrownBy(other::run).hasMessageContaining("contradicted"));

            assertThat(printed)
                    .contains("APPLICATION FAILED TO START", "Configure both alike (jcache.redis.caches[contradicted]");
        }
    }

    private static String printedBy(Runnable work) {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        try {
            work.run();
        } finally {
            System.setOut(before);
        }
        return printed.toString(UTF_8);
    }

    /** Run by a class loader that has them not, so that conditions and signatures are read as in such an application. */
    @Test
    void applicationWithoutActuatorMicrometerAndSpringBootsRedis_hasItsCaches() throws Exception {
        List<URL> found = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (MISSING.stream().noneMatch(path.getFileName().toString()::contains)) {
                found.add(path.toUri().toURL());
            }
        }
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader =
                new URLClassLoader(found.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Object caches = loader.loadClass(Small.class.getName())
                    .getMethod("run", String.class)
                    .invoke(null, redis.uri().toString());
            assertThat(caches).isEqualTo("books: one");
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    /** An application that says itself what is in its cache. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Books.Cached.class)
    public static class Small {

        public static String run(String url) {
            try (ConfigurableApplicationContext context = new SpringApplicationBuilder(Small.class)
                    .web(WebApplicationType.NONE)
                    .properties(Map.of(
                            "spring.main.banner-mode", "off",
                            "jcache.redis.url", url,
                            "jcache.redis.spring.observations", "true",
                            "jcache.redis.caches[books].codec", "java"))
                    .run()) {
                Cache cache = context.getBean(RedisJCacheCacheManager.class).getCache("books");
                cache.put("key", "one");
                return cache.getName() + ": " + cache.get("key", String.class);
            }
        }
    }
}
