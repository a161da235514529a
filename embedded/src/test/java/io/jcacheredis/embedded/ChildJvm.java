package io.jcacheredis.embedded;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Another JVM of the same kind and with the same classes. */
final class ChildJvm implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private ChildJvm(Process process) {
        this.process = process;
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    static ChildJvm start(Class<?> main, List<String> options, String... arguments) throws IOException {
        return start(main, System.getProperty("java.class.path"), options, arguments);
    }

    /** Without the jars and folders whose path contains the word. */
    static ChildJvm startWithout(String word, Class<?> main, String... arguments) throws IOException {
        String classPath = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains(word))
                .collect(Collectors.joining(File.pathSeparator));
        return start(main, classPath, List.of(), arguments);
    }

    private static ChildJvm start(Class<?> main, String classPath, List<String> options, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-Xshare:auto"));
        command.add("-D" + TestRedis.PROPERTY + "=" + System.getProperty(TestRedis.PROPERTY, ""));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(List.of(arguments));
        return new ChildJvm(new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start());
    }

    /** The next line that the program prints; fails at the end of its output. */
    String readLine() {
        try {
            String line = output.readLine();
            if (line == null) {
                throw new AssertionError("the child JVM has ended");
            }
            return line;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Ends the program's input, for which it may wait. */
    void endInput() throws IOException {
        process.getOutputStream().close();
    }

    /** As {@code kill -9} does. */
    void kill() {
        process.destroyForcibly();
    }

    int awaitEnd() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new AssertionError("the child JVM does not end");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
