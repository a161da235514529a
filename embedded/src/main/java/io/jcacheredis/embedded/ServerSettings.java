package io.jcacheredis.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How one server is to run.
 *
 * @param port empty: any that is free
 * @param password null: none
 * @param role what kind of server it is
 * @param orders what a sentinel is to watch: the content of its file; empty for others
 * @param arguments given to the program after our own, so that they win
 */
record ServerSettings(
        ServerProgram program,
        OptionalInt port,
        @Nullable String password,
        Role role,
        String orders,
        List<String> arguments,
        Duration startTimeout) {

    static final String HOST = "127.0.0.1";
    /** The file, in the server's folder, that a sentinel reads and rewrites. */
    static final String SENTINEL_FILE = "sentinel.conf";

    /** A sentinel takes its settings from a file; a cluster node listens on a second port, the next one. */
    enum Role {
        SERVER,
        CLUSTER_NODE,
        SENTINEL
    }

    ServerSettings {
        arguments = List.copyOf(arguments);
    }

    /** The port on which the other nodes of a cluster talk to a node. */
    static int busPort(int port) {
        return port + 1;
    }

    /** The user of {@link EmbeddedRedis#USER_PROPERTY}. */
    private static List<String> userOfTheTests() {
        String file = System.getProperty(EmbeddedRedis.USER_PROPERTY, "");
        if (file.isEmpty()) {
            return List.of();
        }
        List<String> words = new ArrayList<>(List.of("--user"));
        words.addAll(List.of(Folders.read(Path.of(file)).strip().split("\\s+")));
        return words;
    }

    List<String> commandLine(int chosenPort) {
        List<String> line = new ArrayList<>(program.command());
        if (role == Role.SENTINEL) {
            line.addAll(List.of(SENTINEL_FILE, "--sentinel"));
        }
        line.addAll(List.of("--port", Integer.toString(chosenPort), "--bind", HOST, "--daemonize", "no"));
        if (role != Role.SENTINEL) {
            line.addAll(List.of("--save", "", "--appendonly", "no"));
        }
        if (role == Role.CLUSTER_NODE) {
            line.addAll(List.of("--cluster-enabled", "yes", "--cluster-port", Integer.toString(busPort(chosenPort))));
        }
        if (password != null) {
            line.addAll(List.of("--requirepass", password, "--masterauth", password));
        }
        if (role != Role.SENTINEL) {
            line.addAll(userOfTheTests());
        }
        line.addAll(arguments);
        return line;
    }
}
