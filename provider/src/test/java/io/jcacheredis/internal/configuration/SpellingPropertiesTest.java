package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.jcacheredis.HostileTexts;
import io.jcacheredis.internal.configuration.SettingName.Form;
import io.jcacheredis.internal.configuration.SettingName.Step;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.function.Function;
import javax.cache.CacheException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;

/** How settings are spelled: durations, sizes, names, patterns. */
class SpellingPropertiesTest {

    private static final long LONGEST_MILLIS = 36_500L * 24 * 60 * 60 * 1000;
    private static final long LARGEST = 512L << 20;

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(HostileTexts.texts(), Arbitraries.strings().ofMaxLength(20));
    }

    @Provide
    Arbitrary<String> numbersAndUnits() {
        return Arbitraries.of(
                        "1", "0", "-", "9", "P", "T", ".", " ", "ms", "s", "m", "h", "d", "D", "B", "KB", "gb", "M")
                .list()
                .ofMaxSize(6)
                .map(pieces -> String.join("", pieces));
    }

    // Durations and sizes

    @Property
    void duration_isReadAsItIsSpelled_andAsIsoHasIt(@ForAll @LongRange(min = 1, max = LONGEST_MILLIS) long millis) {
        for (long rounded :
                new long[] {millis, millis / 1000 * 1000, millis / 60_000 * 60_000, millis / 86_400_000 * 86_400_000}) {
            Duration duration = Duration.ofMillis(rounded);

            assertThat(Durations.parse(Durations.spell(duration))).isEqualTo(duration);
            assertThat(Durations.parse(" " + duration + " ")).isEqualTo(duration);
        }
    }

    @Property
    void numberWithAUnit_isThatManyOfIt(@ForAll @LongRange(max = 999_999_999) long number) {
        Map.of("ms", 1L, "s", 1_000L, "m", 60_000L, "h", 3_600_000L, "d", 86_400_000L)
                .forEach((unit, millis) ->
                        assertThat(Durations.parse(number + unit)).isEqualTo(Duration.ofMillis(number * millis)));
        Map.of("B", 1L, "KB", 1_024L, "MB", 1_048_576L, "GB", 1_073_741_824L)
                .forEach((unit, bytes) -> assertThat(Sizes.parse(number + unit)).isEqualTo(number * bytes));
    }

    @Property
    void size_isReadAsItIsSpelled(@ForAll @LongRange(max = LARGEST) long bytes) {
        for (long rounded : new long[] {bytes, bytes >> 10 << 10, bytes >> 20 << 20}) {
            assertThat(Sizes.parse(Sizes.spell(rounded))).isEqualTo(rounded);
        }
    }

    @Property
    void otherText_isNoDurationAndNoSize_orOneThatIsSpelledAnew(@ForAll("numbersAndUnits") String text) {
        Optional<Duration> duration = read(Durations::parse, text);
        Optional<Long> size = read(Sizes::parse, text);

        assertThat(duration.isPresent() && size.isPresent()).isFalse();
        size.ifPresent(bytes -> assertThat(bytes).isNotNegative());
        duration.filter(length -> !length.isNegative() && length.toNanosPart() % 1_000_000 == 0)
                .filter(length -> length.compareTo(Duration.ofDays(36_500)) < 0)
                .ifPresent(length ->
                        assertThat(Durations.parse(Durations.spell(length))).isEqualTo(length));
    }

    private static <T> Optional<T> read(Function<String, T> parser, String text) {
        try {
            return Optional.of(parser.apply(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    // Names of settings

    @Property
    void nameOfACache_isTakenAsItIs_inBracketsAndAsAKeyOfAMap(@ForAll("texts") String cache) {
        SettingName nested = SettingName.parse("jcache.redis.caches")
                .child("[" + cache + "]")
                .child("codec");
        // Two brackets with nothing in them are the name of a cache that is called so.
        assertThat(nested.step(3)).isEqualTo(new Step(Form.CACHE, cache.isEmpty() ? "[]" : cache));
        if (!cache.contains("].") && !cache.isEmpty()) {
            assertThat(SettingName.parse("jcache.redis.caches[" + cache + "].codec"))
                    .isEqualTo(nested);
            assertThat(SettingName.parse(nested.toString())).isEqualTo(nested);
        }
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void anyNameInProperties_isReadOrAProblem(@ForAll("texts") String start, @ForAll("texts") String end) {
        for (String name :
                List.of(start + end, "jcache.redis." + start + end, "jcache.redis.caches[" + start + "]" + end)) {
            Properties properties = new Properties();
            properties.setProperty(name, "1");
            Problems problems = new Problems();
            List<Given> given = FlatNames.read(properties, any -> true, place -> place, problems);
            boolean ours = name.startsWith("jcache.redis.");

            assertThat(given.size() + (isEmpty(problems) ? 0 : 1)).as(name).isEqualTo(ours ? 1 : 0);
            given.forEach(
                    one -> assertThat(SettingName.parse(one.name().toString())).isEqualTo(one.name()));
            assertThatCode(() -> Layer.of(given, problems)).doesNotThrowAnyException();
        }
    }

    private static boolean isEmpty(Problems problems) {
        try {
            problems.throwIfAny("");
            return true;
        } catch (CacheException e) {
            return false;
        }
    }

    // Patterns

    @Provide
    Arbitrary<String> patterns() {
        return Arbitraries.of(
                        "*",
                        "**",
                        "a",
                        "b",
                        ".",
                        ":",
                        "/",
                        "?",
                        "[a]",
                        "\\",
                        "\\Q",
                        "\\E",
                        "$",
                        "\n",
                        "(",
                        "\ud83d\ude00")
                .list()
                .ofMaxSize(5)
                .map(pieces -> String.join("", pieces))
                .filter(pattern -> !pattern.contains("***"));
    }

    @Property
    void pattern_matchesAsItIsDescribed(@ForAll("patterns") String pattern, @ForAll long seed) {
        Random random = new Random(seed);
        NamePattern compiled = NamePattern.of(pattern);
        for (int i = 0; i < 30; i++) {
            String name =
                    i % 3 == 0 ? HostileTexts.mutate(instance(pattern, random), random) : instance(pattern, random);
            assertThat(compiled.matches(name)).as(name).isEqualTo(matches(pattern, 0, name, 0));
        }
    }

    /** A name that the pattern was made for, or nearly. */
    private static String instance(String pattern, Random random) {
        String[] within = {"", "x", "a\n", ".", "a:b", "\ud83d"};
        StringBuilder name = new StringBuilder();
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            name.append(c == '*' ? within[random.nextInt(within.length)] : String.valueOf(c));
        }
        return name.toString();
    }

    private static boolean matches(String pattern, int p, String name, int n) {
        if (p == pattern.length()) {
            return n == name.length();
        }
        if (pattern.charAt(p) != '*') {
            return n < name.length() && pattern.charAt(p) == name.charAt(n) && matches(pattern, p + 1, name, n + 1);
        }
        boolean any = pattern.startsWith("**", p);
        return matches(pattern, p + (any ? 2 : 1), name, n)
                || (n < name.length()
                        && (any || ".:/".indexOf(name.charAt(n)) < 0)
                        && matches(pattern, p, name, n + 1));
    }
}
