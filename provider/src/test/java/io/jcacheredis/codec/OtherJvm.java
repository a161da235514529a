package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Another JVM with the class path of this one, for what differs from one to the next. */
final class OtherJvm {

    private OtherJvm() {}

    /** Runs a main class to its normal end and returns what it printed. */
    static String run(Class<?> main, String... options) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        Collections.addAll(command, options);
        Collections.addAll(command, "-cp", System.getProperty("java.class.path"), main.getName());
        Process other = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = other.getInputStream()) {
            String printed = new String(out.readAllBytes(), UTF_8);
            assertThat(other.waitFor()).as("exit value; it printed %s", printed).isZero();
            return printed;
        } finally {
            other.destroyForcibly();
        }
    }
}
