package io.jcacheredis.examples.property.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdentifierTest {

    @Test
    void require_identifier_isGivenBack() {
        assertThat(Identifier.require("prop-123")).isEqualTo("prop-123");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "*", "prop-1:x", "prop 1", "[a]", "prop-?", "\\", "a\nb", "é"})
    void require_whatMeansSomethingToRedis_isRefusedAndNotRepeated(String text) {
        assertThat(Identifier.isValid(text)).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Identifier.require(text))
                .withMessage("an identifier has 1 to 64 letters, digits, - and _");
    }

    @Test
    void isValid_tooLong_isNot() {
        assertThat(Identifier.isValid("a".repeat(64))).isTrue();
        assertThat(Identifier.isValid("a".repeat(65))).isFalse();
    }
}
