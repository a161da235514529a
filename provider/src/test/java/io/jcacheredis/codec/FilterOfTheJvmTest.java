package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The filter of a whole JVM can be set only once, hence a second JVM. */
class FilterOfTheJvmTest {

    /** Prints what becomes of a list, as the second JVM. */
    public static final class Main {

        private Main() {}

        public static void main(String[] args) {
            Codec<Object> codec = Codecs.java(
                    Object.class,
                    CodecSettings.defaults(Main.class.getClassLoader()).withAllow("java.util.*"));
            try {
                System.out.print(codec.decode(codec.encode(new ArrayList<>(List.of("a")))));
            } catch (CodecException e) {
                System.out.print(e.getMessage());
            }
        }
    }

    @Test
    void jvmWideFilter_thatRefusesAnAllowedClass_applies() throws Exception {
        assertThat(run("-Djdk.serialFilter=!java.util.ArrayList")).contains("(jdk.serialFilter)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Djdk.serialFilter=java.util.*", "-Djdk.serialFilter=!com.acme.**"})
    void jvmWideFilter_thatDoesNot_changesNothing(String option) throws Exception {
        assertThat(run(option)).isEqualTo("[a]");
    }

    private static String run(String option) throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        option,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (InputStream out = other.getInputStream()) {
            return new String(out.readAllBytes(), UTF_8);
        }
    }
}
