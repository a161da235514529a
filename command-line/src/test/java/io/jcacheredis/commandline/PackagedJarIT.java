package io.jcacheredis.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.RedisCache;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The one jar, as users start it. */
class PackagedJarIT {

    private static final Path JAR =
            Path.of(Objects.requireNonNull(System.getProperty("command-line.jar"), "the build says where the jar is"));
    private static final Pattern ARTIFACT = Pattern.compile("META-INF/maven/([^/]+)/([^/]+)/pom.xml");

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    private Ended run(String... arguments) throws Exception {
        return run(Map.of(), arguments);
    }

    private Ended run(Map<String, String> environment, String... arguments) throws Exception {
        Process process = start(environment, arguments);
        process.getOutputStream().close();
        return ended(process);
    }

    private Process start(Map<String, String> environment, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .directory(folder.toFile());
        builder.environment().put("REDIS_URL", redis.uri().toString());
        builder.environment().putAll(environment);
        return builder.start();
    }

    private Ended ended(Process process) throws Exception {
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(),
                Files.readString(folder.resolve("out"), UTF_8),
                Files.readString(folder.resolve("err"), UTF_8));
    }

    @Test
    void help_isPrinted() throws Exception {
        Ended help = run("--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: jcache-redis");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void doctorAndCaches_talkToRedis() throws Exception {
        try (Application application = new Application(redis.uri())) {
            application.open("names", String.class).put("ö", "x");

            Ended doctor = run("doctor", "--fail-on", "problem");
            Ended caches = run("caches");
            Ended get = run("keys", "names");

            assertThat(doctor.code()).as(doctor.out() + doctor.err()).isZero();
            assertThat(doctor.out()).contains("The user may do all that entries need");
            assertThat(doctor.err()).isEmpty();
            assertThat(caches.out()).containsPattern("names +1 +no +1 JVM +str +string");
            assertThat(caches.err()).isEmpty();
            assertThat(get.out()).isEqualTo("ö\n");
        }
    }

    @Test
    void keyThatTheLocaleHasNot_isFoundOrRefused_andNeverSaidToBeMissing() throws Exception {
        try (Application application = new Application(redis.uri())) {
            application.open("names", String.class).put("ö", "x");

            assertThat(run(Map.of("LC_ALL", "C"), "get", "names", "ö").code()).isIn(0, 2);
            Ended get = run(Map.of("LC_ALL", "C.UTF-8"), "get", "names", "ö");
            assertThat(get.code()).as(get.err()).isZero();
            assertThat(get.out()).isEqualTo("x\n");
        }
    }

    @Test
    void signal_endsARemovalAtOnce_andGivesTheCacheUp_andSaysNothing() throws Exception {
        Cli cli = Cli.with("--url", redis.uri().toString());
        try (Application application = new Application(redis.uri())) {
            RedisCache<String, String> names = application.open("signals", String.class);
            names.putAll(IntStream.range(0, 5000).boxed().collect(Collectors.toMap(i -> "n" + i, i -> "x")));
        }

        Process process = start(Map.of(), "clear", "signals", "--yes", "--unknown-cache", "--rate", "500");
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> isOpen(cli));
            process.destroy();
            Ended clear = ended(process);

            assertThat(clear.code()).isGreaterThan(128);
            assertThat(clear.out()).isEmpty();
            assertThat(clear.err()).isEmpty();
            assertThat(isOpen(cli)).isFalse();
            try (Application application = new Application(redis.uri())) {
                assertThat(application.open("signals", String.class).size()).isGreaterThan(2500);
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private static boolean isOpen(Cli cli) {
        return cli.run("caches", "--no-count").out().contains("signals");
    }

    @Test
    void jar_hasServicesAndLicencesOfAllThatIsInIt() throws Exception {
        try (JarFile jar = new JarFile(JAR.toFile())) {
            String thirdParties = text(jar, "META-INF/licenses/THIRD-PARTY.txt");
            List<String> artifacts = jar.stream()
                    .map(JarEntry::getName)
                    .map(ARTIFACT::matcher)
                    .filter(Matcher::matches)
                    .map(found -> found.group(1) + ":" + found.group(2))
                    .filter(artifact -> !artifact.startsWith("io.jcacheredis:"))
                    .toList();

            assertThat(text(jar, "META-INF/services/javax.cache.spi.CachingProvider"))
                    .contains("io.jcacheredis.RedisCachingProvider");
            assertThat(text(jar, "META-INF/services/org.slf4j.spi.SLF4JServiceProvider"))
                    .contains("SimpleServiceProvider");
            assertThat(artifacts)
                    .isNotEmpty()
                    .allSatisfy(artifact -> assertThat(thirdParties).contains(artifact));
            assertThat(text(jar, "META-INF/licenses/Apache-2.0.txt")).contains("Apache License");
            assertThat(jar.getEntry("module-info.class")).isNull();
        }
    }

    private static String text(JarFile jar, String name) throws Exception {
        try (InputStream in = jar.getInputStream(Objects.requireNonNull(jar.getJarEntry(name), name))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
