package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A key has the same text in every JVM, though hash codes and the order of sets differ from one to the next. */
class KeysOfTwoJvmsTest {

    /** Prints the texts, as the second JVM. */
    public static final class Main {

        private Main() {}

        public static void main(String[] args) throws Exception {
            System.out.write(String.join("\n", texts()).getBytes(UTF_8));
            System.out.flush();
        }
    }

    private static List<String> texts() throws Exception {
        KeyCodec<Object> codec = KeyCodecs.choose(
                Object.class,
                CodecSettings.defaults(KeysOfTwoJvmsTest.class.getClassLoader()).withAllow("io.jcacheredis.codec.*"));
        List<Object> keys = new ArrayList<>(Samples.scalars());
        Set<Object> set = Set.of(Samples.Color.RED, Samples.Color.GREEN, 1, "a", 'c', List.of(TimeUnit.DAYS));
        keys.add(set);
        keys.add(Map.of(set, set, "a", 1, Samples.Color.RED, 2));
        keys.add(KeyCodecsTest.Deep.sample());
        keys.add(new KeyCodecsTest.Identifier("a"));
        keys.add(new KeyCodecsTest.Parts(Samples.Color.GREEN, List.of("a", "a", TimeUnit.DAYS)));
        keys.add(FrameworkKeyTest.simpleKey(Samples.Color.RED, set));
        keys.add(FrameworkKeyTest.generatedKey(Samples.Color.RED, set, new Object[] {TimeUnit.DAYS}));
        return keys.stream()
                .map(codec::encode)
                .map(text -> text.replace('\n', ' '))
                .toList();
    }

    @Test
    void everyKey_hasOneText() throws Exception {
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        assertThat(List.of(read(other).split("\n", -1))).isEqualTo(texts());
        assertThat(other.waitFor()).isZero();
    }

    private static String read(Process process) throws IOException {
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), UTF_8);
        }
    }
}
