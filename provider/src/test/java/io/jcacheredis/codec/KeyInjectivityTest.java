package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Different keys have different texts, and equal keys the same, over all kinds of keys. */
class KeyInjectivityTest {

    private static final int KEYS = 150_000;
    private static final String[] PIECES = {
        "",
        "a",
        "b",
        "1",
        "@",
        "@str:",
        "@int:1",
        "@null",
        "@list(",
        "@list()",
        "(",
        ")",
        ",",
        "\\",
        "\\\\",
        ":",
        "=",
        "\u0000",
        "\ud83d\ude00",
        "*",
        "{x}",
        "@java:",
        "@enum:",
        "e",
        "\u00e9",
        "e\u0301"
    };

    record Pair(Object first, Object second) {}

    record Other(Object first, Object second) {}

    private final Random random;
    private final List<Object> scalars = Samples.scalars();

    KeyInjectivityTest() {
        this.random = new Random();
    }

    private Object key(int depth) {
        return switch (random.nextInt(depth > 2 ? 4 : 12)) {
            case 0, 1 -> string();
            case 2 -> scalars.get(random.nextInt(scalars.size()));
            case 3 -> random.nextBoolean() ? random.nextInt(3) : (Object) (long) random.nextInt(3);
            case 4, 5 -> list(depth);
            case 6 -> new HashSet<>(list(depth));
            case 7 -> map(depth);
            case 8 -> new Pair(key(depth + 1), random.nextBoolean() ? null : key(depth + 1));
            case 9 -> new Other(key(depth + 1), key(depth + 1));
            case 10 -> random.nextBoolean() ? Optional.empty() : Optional.of(key(depth + 1));
            default -> new KeyCodecsTest.Parts(string(), random.nextBoolean() ? null : string());
        };
    }

    private String string() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4); i > 0; i--) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }

    private List<Object> list(int depth) {
        List<Object> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(random.nextInt(10) == 0 ? null : key(depth + 1));
        }
        return random.nextBoolean() ? list : Arrays.asList(list.toArray());
    }

    private Map<Object, Object> map(int depth) {
        Map<Object, Object> map = new HashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(key(depth + 1), key(depth + 1));
        }
        return map;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void textsAreEqual_exactlyWhereKeysAre(long seed) {
        random.setSeed(seed);
        KeyCodec<Object> codec = KeyCodecs.choose(
                Object.class,
                CodecSettings.defaults(getClass().getClassLoader()).withAllow("io.jcacheredis.codec.*"));
        Map<String, Object> keys = new HashMap<>();
        Map<Object, String> texts = new HashMap<>();
        for (int i = 0; i < KEYS; i++) {
            Object key = key(0);
            String text = codec.encode(key);
            assertThat(new String(text.getBytes(UTF_8), UTF_8).equals(text)).isTrue();
            Object sameText = keys.putIfAbsent(text, key);
            String sameKey = texts.putIfAbsent(key, text);
            if (sameText != null && !Objects.equals(sameText, key)) {
                throw new AssertionError("one text for two keys: " + text);
            }
            if (sameKey != null && !sameKey.equals(text)) {
                throw new AssertionError("two texts for one key: " + sameKey + " and " + text);
            }
            if (!codec.decode(text).equals(key)) {
                throw new AssertionError("not read back: " + text);
            }
        }
        assertThat(Set.copyOf(keys.values())).hasSizeGreaterThan(KEYS / 3).hasSize(keys.size());
    }
}
