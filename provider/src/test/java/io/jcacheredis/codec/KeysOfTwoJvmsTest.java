package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

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
        keys.addAll(FrameworkKeyTest.hibernateKeys(Samples.Color.RED, Samples.Color.RED.hashCode()));
        keys.addAll(FrameworkKeyTest.hibernateKeys(TimeUnit.DAYS, TimeUnit.DAYS.hashCode()));
        keys.addAll(FrameworkKeyTest.hibernateKeys(List.of(1, "b"), 5));
        List<String> texts = keys.stream().map(codec::encode).toList();
        // Keys that are not equal have two texts, also those of one make.
        assertThat(texts).doesNotHaveDuplicates();
        return texts.stream().map(text -> text.replace('\n', ' ')).toList();
    }

    @Test
    void everyKey_hasOneText() throws Exception {
        assertThat(List.of(OtherJvm.run(Main.class).split("\n", -1))).isEqualTo(texts());
    }
}
