package io.jcacheredis.invalidation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a strategy of patterns and tags purges for which event. */
class PurgeStrategyTest {

    private final Purged purged = new Purged();

    private static InvalidationEvent event(String type, Map<String, ?> attributes) {
        return InvalidationEvent.of(type, attributes);
    }

    private long invalidate(PurgeStrategy strategy, Map<String, ?> attributes) {
        return strategy.invalidate(event("t", attributes), purged.manager());
    }

    @ParameterizedTest
    @CsvSource({
        "property.updated, property.updated, true",
        "property.updated, property.update, false",
        "property.updated, property.updated.twice, false",
        "property.updated, Property.updated, false",
        "property.*, property.updated, true",
        "property.*, property., true",
        "property.*, property, false",
        "property.*, properties.updated, false",
        "*, anything, true",
    })
    void type_isExact_orBeginsSo(String wanted, String type, boolean matches) {
        assertThat(PurgeStrategy.on("another", wanted).shouldInvalidate(event(type, Map.of())))
                .isEqualTo(matches);
    }

    @Test
    void conditions_mustAllHold() {
        PurgeStrategy strategy =
                PurgeStrategy.on("cache.*").when("cache", "users").when("key", "*");

        assertThat(strategy.shouldInvalidate(event("cache.updated", Map.of("cache", "users", "key", "*", "x", 1))))
                .isTrue();
        assertThat(strategy.shouldInvalidate(event("cache.updated", Map.of("cache", "users", "key", "a"))))
                .as("there are no wildcards")
                .isFalse();
        assertThat(strategy.shouldInvalidate(event("cache.updated", Map.of("cache", "users"))))
                .isFalse();
        assertThat(strategy.shouldInvalidate(event("other", Map.of("cache", "users", "key", "*"))))
                .isFalse();
    }

    @Test
    void patternsAndTags_areFilled_andTagsGoTogether() {
        PurgeStrategy strategy = PurgeStrategy.on("t")
                .purging("property:detail:{property_id}", "properties:list:{tenant_id}:*")
                .purgingTags("tenant:{tenant_id}", "all")
                .purging("plain");

        assertThat(invalidate(strategy, Map.of("property_id", "prop-123", "tenant_id", "t1")))
                .isEqualTo(4);
        assertThat(purged.all())
                .containsExactly("property:detail:prop-123", "properties:list:t1:*", "plain", "#tenant:t1 #all");
    }

    @Test
    void sameText_isPurgedOnce() {
        assertThat(invalidate(PurgeStrategy.on("t").purging("a:{x}", "a:{y}"), Map.of("x", "1", "y", "1")))
                .isOne();
    }

    @Test
    void templateOfWhichAnAttributeIsMissing_isLeftOut_andOthersAreNot() {
        PurgeStrategy strategy =
                PurgeStrategy.on("t").purging("a:{x}:{y}", "b:{x}").purgingTags("c:{y}", "{x}");

        assertThat(invalidate(strategy, Map.of("x", "1"))).isEqualTo(2);
        assertThat(purged.all()).containsExactly("b:1", "#1");
        assertThat(invalidate(PurgeStrategy.on("t").purgingTags("{y}"), Map.of("x", "1")))
                .isZero();
    }

    /** In a pattern they mean themselves, in a tag there is nothing to mean. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "*      | \\*",
                "?      | \\?",
                "[a]    | \\[a\\]",
                "[^a-z] | \\[^a-z\\]",
                "\\     | \\\\",
                "\\*    | \\\\\\*",
                "{x}    | {x}",
                "}}{{   | }}{{",
                "a:b    | a:b",
                "é*     | é\\*",
                "''     | ''",
            })
    void hostileValues_standForThemselves(String value, String escaped) {
        assertThat(invalidate(PurgeStrategy.on("t").purging("a:{x}:*").purgingTags("t:{x}"), Map.of("x", value)))
                .isEqualTo(2);
        assertThat(purged.all()).containsExactly("a:" + escaped + ":*", "#t:" + value);
    }

    /** UTF-8 has a question mark for it, which is a wildcard. */
    @ParameterizedTest
    @ValueSource(strings = {"\\uD800", "a\\uDC00b"})
    void halfACharacter_meansNoKeyAndNoTag(String value) {
        String half = value.replace("\\uD800", "\uD800").replace("\\uDC00", "\uDC00");

        assertThat(invalidate(PurgeStrategy.on("t").purging("a:{x}").purgingTags("{x}"), Map.of("x", half)))
                .isZero();
        assertThat(purged.all()).isEmpty();
    }

    @Test
    void emptyTag_isNoTag() {
        assertThat(invalidate(PurgeStrategy.on("t").purgingTags("{x}", "y"), Map.of("x", "")))
                .isOne();
        assertThat(purged.all()).containsExactly("#y");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{{a}}:{x}   | {a}:1",
                "{{{x}}}     | {1}",
                "{x}{x}      | 11",
                "{{{{        | {{",
                "[a-z]{x}    | [a-z]1",
                "[\\]]{x}    | [\\]]1",
                "\\[{x}\\]   | \\[1\\]",
                "\\\\{x}     | \\\\1",
                "]{x}        | ]1",
                "{a name.of:1} | 2",
            })
    void doubledBraces_areThemselves_andWildcardsStay(String template, String pattern) {
        invalidate(PurgeStrategy.on("t").purging(template), Map.of("x", 1, "a name.of:1", 2));

        assertThat(purged.all()).containsExactly(pattern);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:{x      | the { at character 3 is not closed",
                "{         | the { at character 1 is not closed",
                "a:{x{y}}  | the { at character 3 is not closed",
                "a:x}      | the } at character 4 closes nothing",
                "{{x}      | the } at character 4 closes nothing",
                "{x}}      | the } at character 4 closes nothing",
                "a{}       | the {} at character 2 has no name",
                "a{ }      | the {} at character 2 has no name",
                "''        | is empty",
            })
    void bracesThatMakeNoSense_areRefused_withTheirPlace(String template, String why) {
        assertThatThrownBy(() -> PurgeStrategy.on("t").purging(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the pattern")
                .hasMessageContaining(why);
        assertThatThrownBy(() -> PurgeStrategy.on("t").purgingTags("fine", template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("tag 2")
                .hasMessageContaining(why);
    }

    /** There, an escaped value would mean something else: {@code \} and {@code \*} are a backslash and any text. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\{x}       | behind a backslash",
                "a\\\\\\{x}   | behind a backslash",
                "[{x}]        | within [ ]",
                "[^a{x}       | within [ ]",
                "[\\]{x}]     | within [ ]",
                "[a-]{x}]     | within [ ]",
                "[a-é-]{x}]   | within [ ]",
            })
    void placeholderWhereAValueWouldMeanMore_isRefused(String template, String why) {
        assertThatThrownBy(() -> PurgeStrategy.on("t").purging(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a placeholder can't stand " + why);
        PurgeStrategy.on("t").purgingTags(template);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*a", "a.*.b", "**"})
    void typesThatMakeNoSense_areRefused(String type) {
        assertThatThrownBy(() -> PurgeStrategy.on("fine", type)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void otherNonsense_isRefused() {
        assertThatThrownBy(() -> PurgeStrategy.on()).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> PurgeStrategy.on("a").when("x", "1").when("x", "2"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("attribute x");
        assertThatThrownBy(() -> PurgeStrategy.on((String) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> PurgeStrategy.on("a").purging((String) null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> PurgeStrategy.on("a").when("x", null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void allAreTried_alsoIfOneFails() {
        purged.failing();
        PurgeStrategy strategy = PurgeStrategy.on("t").purging("a", "b").purgingTags("c");

        assertThatThrownBy(() -> invalidate(strategy, Map.of()))
                .isInstanceOf(CacheException.class)
                .hasMessage("on purpose: a")
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(2));
        assertThat(purged.all()).containsExactly("a", "b", "#c");
    }

    @Test
    void strategiesThatSayTheSame_areEqual_andAStrategyDoesNotChange() {
        PurgeStrategy start = PurgeStrategy.on("a");
        PurgeStrategy one = start.purging("x:{y}").purgingTags("z").when("k", "v");
        PurgeStrategy same =
                PurgeStrategy.on("a").when("k", "v").purgingTags("z").purging("x:{y}");

        assertThat(one)
                .isEqualTo(same)
                .hasSameHashCodeAs(same)
                .isNotEqualTo(one.purging("more"))
                .isNotEqualTo(start);
        assertThat(one).hasToString("PurgeStrategy on [a] when {k=v} purges [x:{y}] and tags [z]");
        assertThat(start).hasToString("PurgeStrategy on [a] purges []");
    }
}
