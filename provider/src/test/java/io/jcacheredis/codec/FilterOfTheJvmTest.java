package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(OtherJvm.run(Main.class, "-Djdk.serialFilter=!java.util.ArrayList"))
                .contains("(jdk.serialFilter)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Djdk.serialFilter=java.util.*", "-Djdk.serialFilter=!com.acme.**"})
    void jvmWideFilter_thatDoesNot_changesNothing(String option) throws Exception {
        assertThat(OtherJvm.run(Main.class, option)).isEqualTo("[a]");
    }
}
