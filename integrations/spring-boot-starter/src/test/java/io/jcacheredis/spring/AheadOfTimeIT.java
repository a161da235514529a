package io.jcacheredis.spring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.spring.RedisCachesEndpoint.Caches;
import io.jcacheredis.spring.RedisCachesEndpoint.Removed;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.SpringApplicationAotProcessor;
import org.springframework.context.aot.AbstractAotProcessor.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * An application that is processed ahead of time, as it is for a native image: Spring decides then which beans there are, writes code that
 * makes them, and tells GraalVM what is reached by reflection. The code runs here in a JVM.
 */
class AheadOfTimeIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    private static Path folder;

    /** What GraalVM is told of classes, by their names. */
    private static Map<String, JsonNode> reflection;

    private static String[] arguments() {
        return new String[] {
            "--jcache.redis.url=" + redis.uri(),
            "--jcache.redis.key-prefix=aot:",
            "--jcache.redis.caches[books].expiry.created=10m",
            "--jcache.redis.caches[books].serialization.allow=" + Books.Book.class.getName(),
            "--spring.jmx.enabled=true",
            "--management.endpoints.jmx.exposure.include=*"
        };
    }

    @BeforeAll
    static void process() throws IOException {
        Settings settings = Settings.builder()
                .sourceOutput(folder.resolve("sources"))
                .resourceOutput(folder.resolve("classes"))
                .classOutput(folder.resolve("classes"))
                .groupId("com.acme")
                .artifactId("program")
                .build();
        new SpringApplicationAotProcessor(AheadOfTimeProgram.class, settings, arguments()).process();
        Path metadata = folder.resolve("classes/META-INF/native-image/com.acme/program/reachability-metadata.json");
        reflection = JsonMapper.shared()
                .readTree(metadata)
                .path("reflection")
                .valueStream()
                .filter(entry -> entry.path("type").isString())
                .collect(Collectors.toMap(entry -> entry.path("type").asString(), Function.identity()));
    }

    private static void compile() throws IOException {
        List<String> options = new ArrayList<>(List.of("-proc:none", "-nowarn", "-d"));
        options.add(folder.resolve("classes").toString());
        options.add("-cp");
        options.add(classPath());
        try (Stream<Path> sources = Files.walk(folder.resolve("sources"))) {
            sources.filter(Files::isRegularFile).map(Path::toString).forEach(options::add);
        }
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(null, OutputStream.nullOutputStream(), null, options.toArray(String[]::new));
        assertThat(failed).isZero();
    }

    private static String classPath() {
        return folder.resolve("classes") + File.pathSeparator + System.getProperty("java.class.path");
    }

    @Test
    void generatedCode_makesTheBeans_andMethodsAreCached() throws Exception {
        compile();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Dspring.aot.enabled=true", "-cp", classPath(), AheadOfTimeProgram.class.getName()));
        command.addAll(List.of(arguments()));
        Path printed = folder.resolve("printed.txt");

        Process program = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();

        assertThat(program.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(printed, UTF_8))
                .contains("AOT-processed", "cached=true", "caches=[books]", "health=UP", "endpoint=aot:");
        assertThat(program.exitValue()).isZero();
    }

    /** What Spring Boot binds, calls and writes as JSON. */
    @Test
    void whatIsReachedByReflection_isInTheMetadata() {
        assertThat(methods(RedisCacheHealthProperties.class)).contains("<init>");
        assertThat(methods(RedisCachesEndpoint.class)).contains("caches", "cache", "purgeAll", "purge", "clear");
        assertThat(methods(Caches.class)).contains("address", "keyPrefix", "caches");
        assertThat(methods(CacheDescription.class)).contains("settings", "statistics");
        assertThat(methods(Removed.class)).contains("entries", "dryRun", "complete");
    }

    private static List<String> methods(Class<?> type) {
        assertThat(reflection).containsKey(type.getName());
        return reflection
                .get(type.getName())
                .path("methods")
                .valueStream()
                .map(method -> method.path("name").asString())
                .toList();
    }
}
