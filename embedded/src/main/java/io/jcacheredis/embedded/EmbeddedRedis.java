package io.jcacheredis.embedded;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.Jedis;

/**
 * A real Redis or Valkey server in a child process: on 127.0.0.1, on a port that is its own, saving nothing to disk.
 *
 * <pre>{@code
 * try (EmbeddedRedis redis = EmbeddedRedis.start()) {
 *     connectTo(redis.uri()); // redis://127.0.0.1:17342
 * }
 * }</pre>
 *
 * <p>It ends with {@link #close()}, with the JVM's normal end, and, where there is a {@code /bin/sh}, also when the JVM is
 * killed. Its folder of temporary files goes with it. Safe for use by several threads.
 */
public final class EmbeddedRedis implements TestRedis {

    /**
     * The name of the system property that gives each server one more user: a file with its name and rules as {@code ACL
     * SETUSER} takes them. The URLs here stay those of the default user.
     */
    public static final String USER_PROPERTY = "jcache.redis.test.user";

    private static final Duration GRACE = Duration.ofSeconds(2);

    private final ServerSettings settings;
    private final Path folder;
    private final Launcher launcher;
    private final int port;
    private final Thread atExit;
    private ServerProcess process;
    private boolean paused;
    private boolean closed;

    private EmbeddedRedis(ServerSettings settings, Path folder) {
        this.settings = settings;
        this.folder = folder;
        this.launcher = new Launcher(settings, folder);
        Launcher.Running running = launcher.launch();
        this.process = running.process();
        this.port = running.port();
        this.atExit = new Thread(this::endNow, "jcache-redis-embedded-end-" + port);
    }

    /**
     * Starts a server with the default settings.
     *
     * @throws EmbeddedRedisException if there is no server program for this machine, or it does not start
     */
    public static EmbeddedRedis start() {
        return builder().start();
    }

    /** A builder with the default settings. */
    public static Builder builder() {
        return new Builder();
    }

    private static EmbeddedRedis start(ServerSettings settings) {
        Path folder = Folders.create();
        EmbeddedRedis redis;
        try {
            if (settings.role() == ServerSettings.Role.SENTINEL) {
                Folders.write(folder.resolve(ServerSettings.SENTINEL_FILE), settings.orders());
            }
            redis = new EmbeddedRedis(settings, folder);
        } catch (RuntimeException e) {
            Folders.delete(folder);
            throw e;
        }
        try {
            Runtime.getRuntime().addShutdownHook(redis.atExit);
        } catch (IllegalStateException e) {
            redis.endNow();
            throw new EmbeddedRedisException("the JVM is ending", e);
        }
        return redis;
    }

    /** The address that the server listens on: 127.0.0.1. */
    public String host() {
        return ServerSettings.HOST;
    }

    /** The port, the same for the life of this object. */
    public int port() {
        return port;
    }

    @Override
    public URI uri() {
        return URI.create("redis://" + Addresses.user(settings.password()) + host() + ":" + port);
    }

    @Override
    public String description() {
        return settings.program().description();
    }

    /** The process id of the server, or of its last process if it doesn't run. */
    public synchronized long pid() {
        return process.pid();
    }

    /** Whether the server's process runs; a paused one does. */
    public synchronized boolean isRunning() {
        return process.isAlive();
    }

    /** Whether it can be expected to answer. */
    synchronized boolean isLive() {
        return process.isAlive() && !paused;
    }

    @Override
    public boolean flush() {
        ask(Jedis::flushAll);
        return true;
    }

    /** Ends the server in good order (SIGTERM, after two seconds SIGKILL). It can be {@linkplain #restart() restarted}. */
    public synchronized void stop() {
        process.end(GRACE);
        paused = false;
    }

    /** Ends the server as a crash does (SIGKILL). It can be {@linkplain #restart() restarted}. */
    public synchronized void kill() {
        process.kill();
        paused = false;
    }

    /**
     * Starts the server again on the same port, empty; ends it first (SIGKILL) if it runs.
     *
     * @throws IllegalStateException if it is closed
     * @throws EmbeddedRedisException if it does not start, for one because another process has taken the port
     */
    public synchronized void restart() {
        if (closed) {
            throw new IllegalStateException("the server on port " + port + " is closed");
        }
        kill();
        process = launcher.launchOn(port).process();
    }

    /**
     * Stops the process without ending it (SIGSTOP): it keeps its connections and answers nothing until {@link #resume()}.
     *
     * @throws IllegalStateException if it doesn't run
     * @throws UnsupportedOperationException if the system has no {@code /bin/sh}
     */
    public synchronized void pause() {
        process.pause();
        paused = true;
    }

    /**
     * Lets a paused process go on (SIGCONT).
     *
     * @throws IllegalStateException if it doesn't run
     * @throws UnsupportedOperationException if the system has no {@code /bin/sh}
     */
    public synchronized void resume() {
        process.resume();
        paused = false;
    }

    /** Ends the server at once and deletes its files. It can't be started again. */
    @Override
    public void close() {
        endNow();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook with it.
        }
    }

    private synchronized void endNow() {
        if (closed) {
            return;
        }
        closed = true;
        process.kill();
        Folders.delete(folder);
    }

    /** Asks the server over a connection of its own. Failures are Jedis's exceptions. */
    <T> T ask(Function<Jedis, T> question) {
        return Clients.ask(host(), port, settings.password(), question);
    }

    @Override
    public String toString() {
        return description() + " at " + host() + ":" + port;
    }

    /** How a server is to run. Not safe for use by several threads; can start several servers. */
    public static final class Builder {

        private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

        private final List<String> arguments = new ArrayList<>();
        private OptionalInt port = OptionalInt.empty();
        private @Nullable String password;
        private @Nullable ServerProgram program;
        private Duration startTimeout = START_TIMEOUT;

        private Builder() {}

        /** The port to listen on. Without this, one that is free. */
        public Builder port(int value) {
            if (value < 1 || value > 65_535) {
                throw new IllegalArgumentException("not a port: " + value);
            }
            port = OptionalInt.of(value);
            return this;
        }

        /** The password of the default user; replicas use it too. Without this, none is needed. */
        public Builder password(String value) {
            password = value;
            return this;
        }

        /**
         * Adds to the server's command line, such as {@code "--notify-keyspace-events", "Ex"} or {@code
         * "--enable-debug-command", "local"}. What is added here wins over the defaults; the port has its own setting.
         */
        public Builder arguments(String... values) {
            Collections.addAll(arguments, values);
            return this;
        }

        /**
         * The server program: its path, and before it what it takes to run it, such as a loader. Without this, the one
         * that the system property {@value TestRedis#PROPERTY} names if it names a program; else the bundled one; else
         * {@code redis-server} or {@code valkey-server} on the path.
         *
         * @throws EmbeddedRedisException if it can't be run
         */
        public Builder program(String... command) {
            return program(new ServerChoice.Program(List.of(command)).program());
        }

        @Nullable
        String password() {
            return password;
        }

        Builder program(ServerProgram value) {
            program = value;
            return this;
        }

        /** How long a start may take; 20 seconds unless set. */
        public Builder startTimeout(Duration value) {
            startTimeout = value;
            return this;
        }

        /**
         * Starts a server and returns when it answers.
         *
         * @throws EmbeddedRedisException if there is no server program for this machine, the port is taken, or the server
         *     is not ready in time; the message ends with what the server printed
         */
        public EmbeddedRedis start() {
            return start(ServerSettings.Role.SERVER, "");
        }

        EmbeddedRedis startClusterNode() {
            return start(ServerSettings.Role.CLUSTER_NODE, "");
        }

        /** A sentinel that runs the same program; the other settings are those of the servers that it watches. */
        EmbeddedRedis startSentinel(String orders) {
            Builder sentinel = new Builder();
            sentinel.program = program;
            sentinel.startTimeout = startTimeout;
            return sentinel.start(ServerSettings.Role.SENTINEL, orders);
        }

        private EmbeddedRedis start(ServerSettings.Role role, String orders) {
            ServerProgram chosen = program == null ? ServerChoice.current().program() : program;
            return EmbeddedRedis.start(
                    new ServerSettings(chosen, port, password, role, orders, arguments, startTimeout));
        }
    }
}
