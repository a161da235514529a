package io.jcacheredis.examples.property.testing;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.examples.property.PropertyService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The demo in a process of its own, as README starts it, on a free port. It ends with its test. */
public final class ServiceProcess implements AutoCloseable {

    private static final Pattern REDIS = Pattern.compile("Caching in (redis://\\S+)");
    private static final Pattern PORT = Pattern.compile("Tomcat started on port (\\d+)");
    private static final int PATIENCE_SECONDS = 60;

    private final Process process;
    private final CompletableFuture<String> redis = new CompletableFuture<>();
    private final CompletableFuture<String> port = new CompletableFuture<>();
    private final Thread reader = new Thread(this::read, "output of the service");

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /** With REDIS_URL and whatever else in the environment. */
    public static ServiceProcess start(Map<String, String> environment) {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PropertyService.class.getName(),
                        "--spring.profiles.active=demo",
                        "--server.port=0",
                        "--logging.level.root=info")
                .redirectErrorStream(true);
        builder.environment().remove("REDIS_URL");
        builder.environment().putAll(environment);
        try {
            ServiceProcess service = new ServiceProcess(builder.start());
            service.reader.start();
            return service;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void read() {
        StringBuilder output = new StringBuilder();
        process.inputReader(UTF_8).lines().forEach(line -> {
            output.append(line).append('\n');
            complete(redis, REDIS.matcher(line));
            complete(port, PORT.matcher(line));
        });
        AssertionError ended = new AssertionError("the service has ended; it printed:\n" + output);
        redis.completeExceptionally(ended);
        port.completeExceptionally(ended);
    }

    private static void complete(CompletableFuture<String> result, Matcher matcher) {
        if (matcher.find()) {
            result.complete(matcher.group(1));
        }
    }

    /** The Redis that it uses, as it prints it, which is before it serves. */
    public String redis() {
        return await(redis);
    }

    /** A client with a token of the demo. */
    public Client client(String role) {
        URI uri = URI.create("http://localhost:" + await(port));
        return new Client(
                uri, new Client(uri, "").get("/demo/token?role=" + role).text());
    }

    private static String await(CompletableFuture<String> result) {
        try {
            return result.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while the service starts", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the service did not start", e);
        }
    }

    /** Asks it to end, as a system does, and sees to it that it has. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            reader.join();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
