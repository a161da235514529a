package io.jcacheredis.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/**
 * A child process that does not outlive this JVM.
 *
 * <p>Where there is a {@code /bin/sh}, the child watches a pipe from the JVM (see {@code watch.sh}) and is killed also
 * after a crash of the JVM; elsewhere only a shutdown hook of the owner ends it. Safe for use by several threads.
 */
final class ServerProcess {

    private static final Path SHELL = Path.of("/bin/sh");
    private static final Duration PATIENCE_WITH_KILL = Duration.ofSeconds(10);

    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts the command in a folder that is the process's own and goes with it; the output goes to the log file.
     *
     * @throws IOException if the operating system refuses
     */
    static ServerProcess start(List<String> command, Path folder, Path log) throws IOException {
        return new ServerProcess(new ProcessBuilder(Files.isExecutable(SHELL) ? watched(command, folder) : command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start());
    }

    private static List<String> watched(List<String> command, Path folder) throws IOException {
        Path script = folder.resolve("watch.sh");
        if (!Files.exists(script)) {
            try (InputStream content =
                    Objects.requireNonNull(ServerProcess.class.getResourceAsStream("watch.sh"), "watch.sh")) {
                Files.copy(content, script);
            }
        }
        List<String> watched = new ArrayList<>(List.of(SHELL.toString(), script.toString(), folder.toString()));
        watched.addAll(command);
        return watched;
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** The exit code of a process that has ended. */
    int exitCode() {
        return process.exitValue();
    }

    /** Ends the process at once (SIGKILL) and returns when it is gone. */
    void kill() {
        // By the handle: Process.destroy also closes the pipe, which to the watcher is the end of the JVM.
        process.toHandle().destroyForcibly();
        if (!endsWithin(PATIENCE_WITH_KILL)) {
            throw new EmbeddedRedisException("process " + pid() + " survives being killed");
        }
    }

    /** Asks the process to end (SIGTERM), kills it after the given time, and returns when it is gone. */
    void end(Duration grace) {
        process.toHandle().destroy();
        if (!endsWithin(grace)) {
            kill();
        }
    }

    /** Stops the process without ending it (SIGSTOP). */
    void pause() {
        signal("STOP");
    }

    /** Lets a paused process go on (SIGCONT). */
    void resume() {
        signal("CONT");
    }

    private void signal(String name) {
        if (!Files.isExecutable(SHELL)) {
            throw new UnsupportedOperationException("pausing a process needs " + SHELL);
        }
        if (!isAlive()) {
            throw new IllegalStateException("process " + pid() + " has ended");
        }
        try {
            Process kill = new ProcessBuilder(SHELL.toString(), "-c", "kill -" + name + " " + pid()).start();
            if (!new ServerProcess(kill).endsWithin(PATIENCE_WITH_KILL) || kill.exitValue() != 0) {
                throw new EmbeddedRedisException("can't send SIG" + name + " to process " + pid());
            }
        } catch (IOException e) {
            throw new EmbeddedRedisException("can't send SIG" + name + " to process " + pid(), e);
        }
    }

    /** Not cut short by an interrupt, so that nothing is left half closed; the interrupt stays pending. */
    private boolean endsWithin(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
