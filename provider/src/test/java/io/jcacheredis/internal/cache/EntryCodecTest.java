package io.jcacheredis.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.CodecException.Reason;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.codec.KeyCodecs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EntryCodecTest {

    private static final KeyCodec<String> KEYS =
            KeyCodecs.choose(String.class, CodecSettings.defaults(EntryCodecTest.class.getClassLoader()));

    private static EntryCodec<String, Integer> codec(KeyCodec<String> keys) {
        return new EntryCodec<>("prices", String.class, Integer.class, keys, Codecs.text(Integer.class));
    }

    @Test
    void key_isUtf8BothWays() {
        EntryCodec<String, Integer> codec = codec(KEYS);
        for (String key : new String[] {"", "a", "gr\u00fcn", "\ud83d\ude00", "a:b*"}) {
            assertThat(codec.key(key)).isEqualTo(key.getBytes(UTF_8));
            assertThat(codec.key(codec.key(key))).isEqualTo(key);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ff", "61ff", "c0af", "eda080", "f8", "61c3", "f4908080"})
    void keyThatIsNotUtf8_isRefused_withTheNameOfTheCache(String hex) {
        byte[] bytes = java.util.HexFormat.of().parseHex(hex);
        assertThatThrownBy(() -> codec(KEYS).key(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessage("cache 'prices': the bytes are not UTF-8 text")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.UNREADABLE);
    }

    /** With a question mark in its place, this key and another one would be one. */
    @Test
    void keyOfAUsersCodec_thatHasNoUtf8Form_isRefused() {
        KeyCodec<String> careless = new KeyCodec<>() {
            @Override
            public String name() {
                return "careless";
            }

            @Override
            public String encode(String key) {
                return key;
            }

            @Override
            public String decode(String text) {
                return text;
            }
        };
        assertThatThrownBy(() -> codec(careless).key("\ud800"))
                .isInstanceOf(CodecException.class)
                .hasMessageStartingWith("cache 'prices': ");
    }

    @Test
    void valueThatCannotBeRead_keepsItsReason() {
        assertThatThrownBy(() -> codec(KEYS).value(new byte[] {'x'}))
                .isInstanceOf(CodecException.class)
                .hasMessage("cache 'prices': the text is not that of a java.lang.Integer")
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(Reason.UNREADABLE);
    }
}
