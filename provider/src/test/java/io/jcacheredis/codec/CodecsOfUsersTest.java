package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.CodecException.Reason;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a codec of a user does is held to the limits and told as the failure of a codec. */
class CodecsOfUsersTest {

    private static final CodecSettings SETTINGS =
            CodecSettings.defaults(CodecsOfUsersTest.class.getClassLoader()).withLimit(Limit.KEY_BYTES, 10);

    /** Does the same with every key and value. */
    private record Own(Supplier<String> outcome) implements Codec<String> {

        @Override
        public String name() {
            return "own";
        }

        @Override
        public byte[] encode(String value) {
            return outcome.get().getBytes(UTF_8);
        }

        @Override
        public String decode(byte[] bytes) {
            return outcome.get();
        }
    }

    private record OwnKeys(Supplier<String> outcome) implements KeyCodec<String> {

        @Override
        public String name() {
            return "own";
        }

        @Override
        public String encode(String key) {
            return outcome.get();
        }

        @Override
        public String decode(String text) {
            return outcome.get();
        }
    }

    private static Stream<Supplier<String>> failures() {
        return Stream.of(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                () -> {
                    throw new NoClassDefFoundError("on purpose");
                },
                () -> {
                    throw new StackOverflowError("on purpose");
                });
    }

    @ParameterizedTest
    @MethodSource("failures")
    void whatACodecThrows_isTheFailureOfACodec(Supplier<String> failure) {
        Codec<String> values = ValueCodecs.bounded(new Own(failure), SETTINGS);
        KeyCodec<String> keys = KeyCodecs.limited(new OwnKeys(failure), SETTINGS);
        assertThatThrownBy(() -> values.encode("a"))
                .isInstanceOf(CodecException.class)
                .hasMessage("the codec own can't write a java.lang.String")
                .hasRootCauseMessage("on purpose")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.UNSUITABLE);
        assertThatThrownBy(() -> values.decode(new byte[1]))
                .isInstanceOf(CodecException.class)
                .hasMessage("the codec own can't read the bytes")
                .hasRootCauseMessage("on purpose")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.UNREADABLE);
        assertThatThrownBy(() -> keys.encode("a"))
                .isInstanceOf(CodecException.class)
                .hasMessage("the codec own can't write a java.lang.String")
                .hasRootCauseMessage("on purpose")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.UNSUITABLE);
        assertThatThrownBy(() -> keys.decode("a"))
                .isInstanceOf(CodecException.class)
                .hasMessage("the codec own can't read the text of a key")
                .hasRootCauseMessage("on purpose")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.UNREADABLE);
    }

    @Test
    void exceptionOfTheCodecItself_isPassedOn() {
        CodecException own = new CodecException(Reason.OTHER_VERSION, "on purpose");
        Supplier<String> failure = () -> {
            throw own;
        };
        Codec<String> values = ValueCodecs.bounded(new Own(failure), SETTINGS);
        KeyCodec<String> keys = KeyCodecs.limited(new OwnKeys(failure), SETTINGS);
        assertThatThrownBy(() -> values.encode("a")).isSameAs(own);
        assertThatThrownBy(() -> values.decode(new byte[1])).isSameAs(own);
        assertThatThrownBy(() -> keys.encode("a")).isSameAs(own);
        assertThatThrownBy(() -> keys.decode("a")).isSameAs(own);
    }

    @Test
    void longKey_isNotEvenShownToTheCodec() {
        KeyCodec<String> keys = KeyCodecs.limited(new OwnKeys(() -> "fine"), SETTINGS);
        assertThat(keys.decode("0123456789")).isEqualTo("fine");
        for (String tooLong : new String[] {"0123456789a", "\u20ac\u20ac\u20ac\u20ac", "01234567\ud83d\ude00"}) {
            assertThatThrownBy(() -> keys.decode(tooLong))
                    .isInstanceOf(CodecException.class)
                    .hasMessage("the key has more than 10 bytes, the limit set by limits.key-bytes")
                    .extracting(e -> ((CodecException) e).reason())
                    .isEqualTo(Reason.TOO_LARGE);
        }
    }
}
