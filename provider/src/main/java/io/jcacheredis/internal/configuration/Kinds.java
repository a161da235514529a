package io.jcacheredis.internal.configuration;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.store.Texts;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/** The kinds of values that settings have. */
final class Kinds {

    private Kinds() {}

    /** Any text that Redis can be given, as it is. */
    static Kind<String> text(String expected) {
        return new Kind<>(expected, JsonForms.text(), (text, classes) -> {
            if (!Texts.isWellFormed(text)) {
                throw new IllegalArgumentException("it has half of a character, which is lost in Redis");
            }
            return text;
        });
    }

    /** The address of a Redis. What was given is never repeated, since it may hold a password. */
    static Kind<RedisAddress> address() {
        return new Kind<>(
                RedisAddress.FORMS, JsonForms.address(), null, true, (text, classes) -> RedisAddress.parse(text));
    }

    /** What is never repeated in a message. */
    static Kind<String> secret() {
        return new Kind<>("any text that is not empty", JsonForms.text(), null, true, (text, classes) -> {
            require(!text.isEmpty(), "any text that is not empty");
            return text;
        });
    }

    /** The path of a file. Whether it is there shows when it is used. */
    static Kind<Path> file() {
        String expected = "the path of a file in PEM";
        return new Kind<>(expected, JsonForms.string(), (text, classes) -> {
            String path = text.strip();
            require(!path.isEmpty(), expected);
            return fitting(expected, () -> Path.of(path));
        });
    }

    /** A name without spaces. */
    static Kind<String> word(String expected) {
        return new Kind<>(expected, JsonForms.word(), (text, classes) -> {
            String word = text.strip();
            require(word.matches("[!-~]+"), expected);
            return word;
        });
    }

    private static void require(boolean fits, String expected) {
        if (!fits) {
            throw expects(expected);
        }
    }

    static Kind<Duration> duration(Duration shortest, Duration longest) {
        String expected = "a duration from " + Durations.spell(shortest) + " to " + Durations.spell(longest)
                + ", such as 500ms, 30s, 10m, 1h, 7d or PT30S";
        Map<String, Object> json = JsonForms.duration(longest);
        return new Kind<>(expected, json, (text, classes) -> {
            Duration duration = fitting(expected, () -> Durations.parse(text));
            return requireRange(duration, shortest, longest, expected);
        });
    }

    static Kind<Long> size(long smallest, long largest) {
        String expected =
                "a size from " + Sizes.spell(smallest) + " to " + Sizes.spell(largest) + ", such as 512B, 10KB or 64MB";
        Map<String, Object> json = JsonForms.size(smallest, largest);
        return new Kind<>(
                expected,
                json,
                (text, classes) ->
                        requireRange(fitting(expected, () -> Sizes.parse(text)), smallest, largest, expected));
    }

    static Kind<Integer> number(int smallest, int largest) {
        String expected = "a number from " + smallest + " to " + largest;
        Map<String, Object> json = JsonForms.number(smallest, largest);
        return new Kind<>(
                expected,
                json,
                (text, classes) -> requireRange(
                        fitting(expected, () -> Integer.valueOf(text.strip())), smallest, largest, expected));
    }

    static Kind<Boolean> flag() {
        Map<String, Boolean> words = Map.of("true", true, "false", false);
        return choice(List.of("true", "false"), JsonForms.flag(), words::get);
    }

    /** What can only be said, not denied. */
    static Kind<Boolean> onlyTrue() {
        return choice(List.of("true"), JsonForms.onlyTrue(), word -> true);
    }

    /** One of an enum's constants, in lower case and with hyphens. */
    static <E extends Enum<E>> Kind<E> choice(Class<E> type) {
        List<E> constants = Arrays.asList(type.getEnumConstants());
        List<String> words = constants.stream().map(Kinds::spell).toList();
        return choice(words, JsonForms.words(words), word -> constants.get(words.indexOf(word)));
    }

    static String spell(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static <T> Kind<T> choice(List<String> words, Map<String, Object> json, Function<String, T> reader) {
        String expected = words.size() == 1 ? words.get(0) : "one of " + String.join(", ", words);
        return new Kind<>(expected, json, (text, classes) -> {
            String word = text.strip().toLowerCase(Locale.ROOT);
            if (words.contains(word)) {
                return reader.apply(word);
            }
            String hint = Nearest.to(word, words)
                    .map(near -> "; did you mean " + near + "?")
                    .orElse("");
            throw expects(expected + hint);
        });
    }

    /** Patterns of class names, which {@link CodecSettings} knows. */
    static Kind<String> classPatterns() {
        String expected = "patterns such as com.acme.Foo, com.acme.* or com.acme.**, separated by ; or in a list";
        return new Kind<>(
                expected,
                JsonForms.classPatterns(),
                ";",
                false,
                (text, classes) -> fitting(
                        expected,
                        () -> CodecSettings.defaults(classes).withAllow(text).allow()));
    }

    /** The class of keys or values. */
    static Kind<Class<?>> type() {
        return new Kind<>(UserClasses.TYPE, JsonForms.string(), UserClasses::type);
    }

    /** A class whose instances, or what a factory of that class makes, are of the given type. */
    static Kind<Class<?>> classOf(Class<?> wanted) {
        return new Kind<>(
                "the name of a public " + wanted.getSimpleName()
                        + ", or of a Factory of one, with a public constructor without arguments",
                JsonForms.string(),
                (text, classes) -> UserClasses.instantiable(text, wanted, classes));
    }

    private static <T extends Comparable<T>> T requireRange(T value, T smallest, T largest, String expected) {
        if (value.compareTo(smallest) < 0 || value.compareTo(largest) > 0) {
            throw expects(expected);
        }
        return value;
    }

    private static <T> T fitting(String expected, Supplier<T> reading) {
        try {
            return reading.get();
        } catch (IllegalArgumentException | CodecException e) {
            throw new IllegalArgumentException(expects(expected).getMessage(), e);
        }
    }

    private static IllegalArgumentException expects(String expected) {
        return new IllegalArgumentException("expected is " + expected);
    }
}
