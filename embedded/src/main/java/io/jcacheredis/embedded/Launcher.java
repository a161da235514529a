package io.jcacheredis.embedded;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.IntSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Starts a server process and returns when it, and not somebody else's, answers.
 *
 * <p>No port is ever known to be free: the server itself takes it or fails, and where the choice was ours another one is
 * tried. A server counts as ours if it names our child's pid, or if it does not let us ask (it may want a user, or TLS)
 * but our child's log says that it is ready, which it is only after it got the port.
 */
final class Launcher {

    private static final Logger log = LoggerFactory.getLogger(Launcher.class);

    /** Below the range from which the common systems take the ports of outgoing connections; two ports per choice. */
    private static final int FIRST_PORT = 16_384;

    private static final int CHOICES = 7_500;

    /** Short, since what listens there may be no Redis and never answer. */
    private static final int PROBE_MILLIS = 500;

    private final ServerSettings settings;
    private final Path folder;
    private final IntSupplier ports;
    private final ServerLog output;

    Launcher(ServerSettings settings, Path folder) {
        this(
                settings,
                folder,
                () -> FIRST_PORT + 2 * ThreadLocalRandom.current().nextInt(CHOICES));
    }

    /** With another choice of ports where the settings have none. */
    Launcher(ServerSettings settings, Path folder, IntSupplier ports) {
        this.settings = settings;
        this.folder = folder;
        this.ports = ports;
        this.output = new ServerLog(folder.resolve("server.log"));
    }

    /** A server that is ready. */
    record Running(ServerProcess process, int port) {}

    /** Starts on the port of the settings, or on any. */
    Running launch() {
        if (settings.port().isPresent()) {
            return launchOn(settings.port().getAsInt());
        }
        Poll patience = Poll.atMost(settings.startTimeout());
        while (true) {
            try {
                return launchOn(ports.getAsInt());
            } catch (AddressInUseException e) {
                log.debug("Trying another port: {}", e.getMessage());
                if (patience.isOver()) {
                    throw e;
                }
            }
        }
    }

    /** Starts on this port. Throws, and leaves no process, if the server isn't ready in time. */
    Running launchOn(int port) {
        ServerProcess process = process(port);
        try {
            awaitReady(process, port);
        } catch (RuntimeException e) {
            process.kill();
            throw e;
        }
        log.debug("{} runs as process {} on port {}", settings.program().description(), process.pid(), port);
        return new Running(process, port);
    }

    private ServerProcess process(int port) {
        try {
            return ServerProcess.start(settings.commandLine(port), folder, output.file());
        } catch (IOException e) {
            throw new EmbeddedRedisException("can't run " + settings.program(), e);
        }
    }

    private void awaitReady(ServerProcess process, int port) {
        Poll patience = Poll.atMost(settings.startTimeout());
        while (!answers(process, port) && !saysReady()) {
            if (!process.isAlive()) {
                throw endedEarly(process, port);
            }
            if (patience.isOver()) {
                throw failure("was not ready after " + seconds(settings.startTimeout()), port);
            }
            Poll.pause();
        }
        if (!process.isAlive()) {
            throw endedEarly(process, port);
        }
    }

    private boolean answers(ServerProcess process, int port) {
        try {
            String pid = Clients.ask(ServerSettings.HOST, port, settings.password(), PROBE_MILLIS, Launcher::pidOf);
            return pid.equals(Long.toString(process.pid()));
        } catch (JedisException e) {
            return false;
        }
    }

    private static String pidOf(Jedis jedis) {
        return Clients.info(jedis, "server").getOrDefault("process_id", "");
    }

    private boolean saysReady() {
        return output.contains("Ready to accept connections");
    }

    /** The C libraries have different words for it: glibc and macOS the first, musl the second. */
    private EmbeddedRedisException endedEarly(ServerProcess process, int port) {
        if (output.contains("Address already in use") || output.contains("Address in use")) {
            return new AddressInUseException("port " + port + " is taken by another process");
        }
        return failure("ended with exit code " + process.exitCode(), port);
    }

    private EmbeddedRedisException failure(String what, int port) {
        return new EmbeddedRedisException(
                settings.program().description() + " on port " + port + " " + what + "; it printed:\n" + output.tail());
    }

    private static String seconds(Duration duration) {
        return duration.toMillis() / 1000.0 + " s";
    }
}
