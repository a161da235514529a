package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * Another Java process with the class path of this one. What it prints, on both streams, is kept in a file. It ends with
 * {@link #close()} at the latest, and by {@link #endAfter} if this JVM is killed before.
 */
public final class ChildJvm implements AutoCloseable {

    private static final String READY = "ready";

    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static Builder of(Class<?> mainClass, String... arguments) {
        return new Builder(mainClass, List.of(arguments));
    }

    /** For the child: ends it if it still runs after this time. */
    public static void endAfter(Duration limit) {
        Thread end = new Thread(
                () -> {
                    try {
                        TimeUnit.MILLISECONDS.sleep(limit.toMillis());
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    Runtime.getRuntime().halt(99);
                },
                "test-end-after");
        end.setDaemon(true);
        end.start();
    }

    public void awaitReady(Duration limit) {
        Awaitility.await("child " + process.pid() + " is ready")
                .atMost(limit)
                .until(() -> !process.isAlive() || lines().contains(READY));
        assertThat(process.isAlive()).as("runs; it printed %s", lines()).isTrue();
    }

    /** Writes a line to its input. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the child's normal end and returns what it printed. */
    public List<String> awaitEnd(Duration limit) {
        try {
            assertThat(process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS))
                    .as("ends within %s; it printed %s", limit, lines())
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        assertThat(process.exitValue()).as("exit value; it printed %s", lines()).isZero();
        return lines();
    }

    /** What follows {@code name=} in the lines that the child printed. */
    public List<String> values(String name) {
        String start = name + "=";
        return lines().stream()
                .filter(line -> line.startsWith(start))
                .map(line -> line.substring(start.length()))
                .toList();
    }

    /** The one value of that name. */
    public String value(String name) {
        List<String> values = values(name);
        assertThat(values).as("%s in %s", name, lines()).hasSize(1);
        return values.get(0);
    }

    public List<String> lines() {
        try {
            return Files.readAllLines(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it without ending it (SIGSTOP); does nothing if it has ended. */
    public void pause() {
        signal("STOP");
    }

    /** Lets it go on (SIGCONT); does nothing if it has ended. */
    public void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        try {
            Process kill = new ProcessBuilder("/bin/sh", "-c", "kill -" + name + " " + process.pid()).start();
            assertThat(kill.waitFor() == 0 || !process.isAlive())
                    .as("signal %s", name)
                    .isTrue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends it as a crash does: it closes nothing. */
    public void kill() {
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
        try {
            Files.deleteIfExists(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static final class Builder {

        private final Class<?> mainClass;
        private final List<String> arguments;
        private final List<String> options = new ArrayList<>();
        private final Map<String, String> environment = new HashMap<>();

        private Builder(Class<?> mainClass, List<String> arguments) {
            this.mainClass = mainClass;
            this.arguments = arguments;
        }

        public Builder options(String... values) {
            Collections.addAll(options, values);
            return this;
        }

        public Builder environment(Map<String, String> values) {
            environment.putAll(values);
            return this;
        }

        public ChildJvm start() {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            command.add("-Dfile.encoding=UTF-8");
            command.add("-Dstdout.encoding=UTF-8");
            for (String login : List.of("jcache.redis.user", "jcache.redis.password")) {
                if (System.getProperty(login) != null) {
                    command.add("-D" + login + "=" + System.getProperty(login));
                }
            }
            command.addAll(options);
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(mainClass.getName());
            command.addAll(arguments);
            try {
                Path output = Files.createTempFile("jcache-redis-child-", ".txt");
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
                builder.environment().putAll(environment);
                return new ChildJvm(builder.start(), output);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
