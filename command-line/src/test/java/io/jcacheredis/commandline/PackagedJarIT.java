package io.jcacheredis.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.File;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        File out = folder.resolve("out").toFile();
        File err = folder.resolve("err").toFile();
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectOutput(out)
                .redirectError(err)
                .directory(folder.toFile());
        builder.environment().put("REDIS_URL", redis.uri().toString());
        Process process = builder.start();
        process.getOutputStream().close();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Ended(
                process.exitValue(), Files.readString(out.toPath(), UTF_8), Files.readString(err.toPath(), UTF_8));
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
