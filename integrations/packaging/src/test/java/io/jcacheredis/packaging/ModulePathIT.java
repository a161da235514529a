package io.jcacheredis.packaging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** A program of named modules in a JVM of its own, with all jars on its module path and none on the class path. */
class ModulePathIT {

    private static final Path SOURCES = Path.of("src/test/modules/library");

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    private Path folder;

    private String modulePath;

    @BeforeEach
    void findJars() throws IOException {
        modulePath = Jars.ofTheProvider().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }

    private void compile() throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, UTF_8);
                Stream<Path> sources = Files.walk(SOURCES)) {
            List<Path> units =
                    sources.filter(file -> file.toString().endsWith(".java")).toList();
            List<String> options = List.of(
                    "--module-path", modulePath, "-d", folder.resolve("library").toString());
            boolean compiled = compiler.getTask(
                            messages, files, null, options, null, files.getJavaFileObjectsFromPaths(units))
                    .call();
            assertThat(compiled).as(messages.toString()).isTrue();
        }
    }

    private String run() throws Exception {
        Path output = folder.resolve("output");
        List<String> command = Stream.of(
                        Stream.of(Path.of(System.getProperty("java.home"), "bin", "java")
                                .toString()),
                        Stream.of("--module-path", modulePath + File.pathSeparator + folder.resolve("library")),
                        // Named modules of others are there only if some module requires them, or by this.
                        Stream.of("--add-modules", "ALL-MODULE-PATH"),
                        Stream.of(
                                "--module",
                                "library/library.Library",
                                redis.uri().toString()))
                .flatMap(part -> part)
                .toList();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return Files.readString(output, UTF_8);
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void program_findsTheProviderAsAService_andKeepsItsOwnClasses() throws Exception {
        compile();

        String printed = run();

        assertThat(printed)
                .contains("service io.jcacheredis.RedisCachingProvider of io.jcacheredis\n")
                .contains("value Book[title=Solaris, year=1961]\n");
        try (Jedis jedis = new Jedis(redis.uri())) {
            assertThat(jedis.get("modules:books:b-1")).isEqualTo("{\"title\":\"Solaris\",\"year\":1961}");
        }
    }
}
