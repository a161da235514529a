package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jcacheredis.internal.configuration.SettingName.Form;
import io.jcacheredis.internal.configuration.SettingName.Step;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingNameTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "property:detail | property:detail",
                "com.acme.entity.** | com.acme.entity.**",
                "a]            | a]",
                "[a]           | [a]",
                "a[0]          | a[0]",
                "a]b           | a]b",
                "with space    | with space",
                "a=b           | a=b",
                "7             | 7"
            })
    void parse_takesTheNameOfACacheAsItIs(String written, String cache) {
        SettingName name = SettingName.parse("jcache.redis.caches[" + written + "].expiry.created");

        assertThat(name.step(3)).isEqualTo(new Step(Form.CACHE, cache));
        assertThat(name.withoutFirst(4).toString()).isEqualTo("expiry.created");
        assertThat(SettingName.parse(name.toString())).isEqualTo(name);
    }

    @Test
    void parse_knowsPlacesInAList() {
        SettingName name = SettingName.parse("jcache.redis.defaults.listeners[12].class");

        assertThat(name.step(4)).isEqualTo(new Step(Form.INDEX, "12"));
        assertThat(name).hasToString("jcache.redis.defaults.listeners[12].class");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a[b", "a[b]c", "[b]", "a[b]."})
    void parse_whatIsNoName_isRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> SettingName.parse(text));
    }

    @ParameterizedTest
    @CsvSource({
        "property:detail, property:detail",
        "[property:detail], property:detail",
        "com.acme.**, com.acme.**",
        "[[a]], [a]",
        "a].b, a].b",
        "[], []",
        "'', ''"
    })
    void child_ofCaches_isTheNameOfACache_inBracketsOrNot(String key, String cache) {
        SettingName caches = SettingName.parse("jcache.redis.caches");

        assertThat(caches.child(key).step(3)).isEqualTo(new Step(Form.CACHE, cache));
    }

    @Test
    void child_elsewhere_isAnyPartOfAName() {
        SettingName root = SettingName.NONE.child("jcache.redis");

        assertThat(root.child("caches[a.b].expiry").child("created"))
                .hasToString("jcache.redis.caches[a.b].expiry.created");
        assertThat(root.steps()).isEqualTo(List.of(Step.word("jcache"), Step.word("redis")));
    }

    @Test
    void nameOfAThousandCharacters_isOne_andOfOneMoreIsNone() {
        SettingName caches = SettingName.parse("jcache.redis.caches");
        String longest = "a".repeat(1000);

        assertThat(SettingName.parse(longest)).hasToString(longest);
        assertThat(caches.child(longest).step(3).text()).isEqualTo(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> SettingName.parse(longest + "a"));
        assertThatIllegalArgumentException().isThrownBy(() -> caches.child(longest + "a"));
    }

    @Test
    void nameOfTwentyParts_isOne_andOfOneMoreIsNone() {
        String twenty = "a.".repeat(19) + "a";

        assertThat(SettingName.parse(twenty).size()).isEqualTo(20);
        assertThatIllegalArgumentException().isThrownBy(() -> SettingName.parse(twenty + ".a"));
    }
}
