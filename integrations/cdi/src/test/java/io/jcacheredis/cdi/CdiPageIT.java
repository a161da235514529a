package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.RedisClient;

/** The program and the configuration of the page, put into a folder as they stand there, and run. */
class CdiPageIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Path PAGE = Path.of("../../docs/cdi.md");
    private static final Pattern BLOCK = Pattern.compile("```(?<language>java|yaml)\n(?<text>.*?)```", Pattern.DOTALL);
    private static final Pattern TYPE = Pattern.compile("public (?:class|record) (\\w+)");
    private static final String PROPERTY = "{\"id\":\"prop-123\",\"city\":\"Lisbon\",\"price\":7}";
    private static final String KEY = "jcache:property:detail:@key:io.jcacheredis.cdi.ParameterKey(prop-123)";

    @TempDir
    Path folder;

    @Test
    void program_runsAsItStands_andKeepsWhatItLookedUp() throws Exception {
        Path classes = compiled(List.of());

        String found = "Property[id=prop-123, city=Lisbon, price=7]";
        assertThat(run(classes, "com.acme.Main")).containsSubsequence("looking up prop-123", found, found);
        try (RedisClient client = RedisClient.create(redis.uri())) {
            assertThat(client.get(KEY)).isEqualTo(PROPERTY);
            assertThat(client.pttl(KEY)).isBetween(1L, TimeUnit.MINUTES.toMillis(10));
        }
        assertThat(run(classes, "com.acme.Main"))
                .containsSubsequence(found, found)
                .doesNotContain("looking up prop-123");
    }

    /** Who calls it is this test's; the page has the bean. */
    @Test
    void cacheOfLists_createdAtTheStart_isJson() throws Exception {
        String key = "jcache:property:in-city:@key:io.jcacheredis.cdi.ParameterKey(Lisbon)";
        Path classes = compiled(List.of("""
                package com.acme;

                public class Caller {
                    public static void main(String[] args) {
                        try (var container = jakarta.enterprise.inject.se.SeContainerInitializer.newInstance().initialize()) {
                            System.out.println(container.select(Searches.class).get().inCity("Lisbon"));
                        }
                    }
                }
                """));

        String found = "[Property[id=prop-123, city=Lisbon, price=7]]";
        assertThat(run(classes, "com.acme.Caller")).contains(found);
        try (RedisClient client = RedisClient.create(redis.uri())) {
            assertThat(client.get(key)).isEqualTo("[" + PROPERTY + "]");
            assertThat(client.pttl(key)).isBetween(1L, TimeUnit.MINUTES.toMillis(10));
            client.set(key, "[]");
        }
        assertThat(run(classes, "com.acme.Caller")).contains("[]").doesNotContain(found);
    }

    private Path compiled(List<String> others) throws Exception {
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Files.createFile(Files.createDirectories(classes.resolve("META-INF")).resolve("beans.xml"));
        List<Path> sources = writeBlocks(classes);
        for (String other : others) {
            sources.add(write(other));
        }
        compile(sources, classes);
        return classes;
    }

    private Path write(String source) throws Exception {
        Matcher type = TYPE.matcher(source);
        assertThat(type.find()).isTrue();
        return Files.writeString(folder.resolve(type.group(1) + ".java"), source);
    }

    /** The sources, with the configuration where a build would put it. */
    private List<Path> writeBlocks(Path classes) throws Exception {
        List<Path> sources = new ArrayList<>();
        Matcher block = BLOCK.matcher(Files.readString(PAGE));
        while (block.find()) {
            String text = block.group("text");
            if (text.startsWith("package com.acme;")) {
                sources.add(write(text));
            } else if (text.startsWith("# src/main/resources/jcache-redis.yaml")) {
                Files.writeString(classes.resolve("jcache-redis.yaml"), text);
            }
        }
        assertThat(sources).hasSize(4);
        return sources;
    }

    /** For the oldest JDK: containers read class files, and not those of the newest. */
    private static void compile(List<Path> sources, Path classes) {
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none",
                "--release",
                "17",
                "-cp",
                classPath().collect(Collectors.joining(File.pathSeparator)),
                "-d"));
        arguments.add(classes.toString());
        sources.forEach(source -> arguments.add(source.toString()));
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new)))
                .isZero();
    }

    /** What the page says that a program needs: without these tests, which are beans, too, and without their other provider. */
    private static Stream<String> classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("test-classes") && !entry.contains("ben-manes"));
    }

    private List<String> run(Path classes, String main) throws Exception {
        Path output = folder.resolve("output.txt");
        String classPath = Stream.concat(Stream.of(classes.toString()), classPath())
                .collect(Collectors.joining(File.pathSeparator));
        ProcessBuilder program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", classPath, main)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        program.environment().put("REDIS_URL", redis.uri().toString());
        Process process = program.start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        List<String> lines = Files.readAllLines(output);
        assertThat(process.exitValue()).as(String.join("\n", lines)).isZero();
        return lines;
    }
}
