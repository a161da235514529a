package io.jcacheredis.internal.store.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {

    private static Claim claim(String name, String form, String formats) {
        return new Claim(KeySpace.of("p:", name), form, Set.of(formats.split(" ")));
    }

    @ParameterizedTest
    @CsvSource({
        "a,   form,  json,        false",
        "a,   form,  json string, false",
        "a,   other, json,        true",
        "a,   form,  string,      true",
        "a:b, form,  json,        true",
        "b,   other, string,      false"
    })
    void claims_contradict_ifTheyOverlapAndDoNotAgree(String name, String form, String formats, boolean expected) {
        Claim one = claim("a", "form", "json");
        Claim other = claim(name, form, formats);

        assertThat(one.contradicts(other)).isEqualTo(expected);
        assertThat(other.contradicts(one)).isEqualTo(expected);
    }

    @Test
    void description_saysFormAndFormatsInOrder() {
        assertThat(claim("a", "cache 'a'", "string json").description())
                .isEqualTo("cache 'a', values as json or string");
    }

    @Test
    void whatSeparatesParts_isInNoneOfThem() {
        Claim claim = new Claim(KeySpace.of("", "a"), "fo\0rm", Set.of("a,b", "c\0"));

        assertThat(claim.form()).isEqualTo("fo?rm");
        assertThat(claim.formats()).containsExactly("a?b", "c?");
    }
}
