package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.PrintWriter;
import java.io.Serializable;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.URL;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Calendar;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JavaType;
import tools.jackson.databind.type.TypeFactory;

/** No message of an exception, nor of one of its causes, quotes a key or value: they end up in logs. */
class ValuesInMessagesTest {

    private static final String CANARY = "SECRET-1234";
    private static final CodecSettings SETTINGS = CodecSettings.defaults(ValuesInMessagesTest.class.getClassLoader());

    private static String failure(ThrowingCallable reading) {
        StringWriter trace = new StringWriter();
        catchThrowableOfType(CodecException.class, reading).printStackTrace(new PrintWriter(trace));
        return trace.toString();
    }

    /** Everything that has a text, and more that Jackson makes of one; {@code SECRET-1234} is none of them. */
    private static Stream<Class<?>> types() {
        return Stream.concat(
                Samples.scalars().stream()
                        .<Class<?>>map(Object::getClass)
                        .map(type -> Enum.class.isAssignableFrom(type) ? Samples.Color.class : type)
                        .filter(type -> type != String.class)
                        .distinct(),
                Stream.of(
                        DayOfWeek.class,
                        InetAddress.class,
                        URL.class,
                        Path.class,
                        Calendar.class,
                        Pattern.class,
                        byte[].class,
                        int[].class));
    }

    record Parsed(LocalDate date) {
        @JsonCreator
        static Parsed of(String text) {
            return new Parsed(LocalDate.parse(text));
        }
    }

    record Wrapped(LocalDate date) {
        @JsonCreator
        static Wrapped of(String text) {
            try {
                return new Wrapped(LocalDate.parse(text));
            } catch (RuntimeException e) {
                throw new IllegalStateException("not a date", e);
            }
        }
    }

    static class Holder<T> {
        public T value;
        public Map<T, T> map;
        public List<T> list;
    }

    @ParameterizedTest
    @MethodSource("types")
    void textThatIsNotOfTheType_isNotQuoted(Class<?> type) {
        JavaType holder = TypeFactory.createDefaultInstance().constructParametricType(Holder.class, type);
        String text = "://[[" + CANARY + "\\u0000";
        for (StructuredFormat format : StructuredFormat.values()) {
            Codec<Object> codec = StructuredCodec.of(format, holder, SETTINGS);
            for (String json : List.of(
                    "{\"value\":\"" + text + "\"}",
                    "{\"map\":{\"" + text + "\":{\"a\":\"" + text + "\"}}}",
                    "{\"list\":[\"" + text + "\"]}",
                    "{\"value\":{\"" + text + "\":\"" + text + "\"},\"value\":1}")) {
                byte[] bytes = json.getBytes(UTF_8);
                assertThat(failure(() -> codec.decode(format == StructuredFormat.JSON ? bytes : cbor(bytes))))
                        .doesNotContain(CANARY);
            }
        }
    }

    private static byte[] cbor(byte[] json) {
        TypeRef<Map<String, Object>> tree = new TypeRef<>() {};
        String once = new String(json, UTF_8).replace(",\"value\":1", "");
        return Codecs.cbor(tree).encode(Codecs.json(tree).decode(once.getBytes(UTF_8)));
    }

    @Test
    void failureOfAUsersCode_isTold_butNotWhatTheJdkSaysInIt() {
        String parsed = failure(() -> Codecs.json(Parsed.class).decode(("\"" + CANARY + "\"").getBytes(UTF_8)));
        assertThat(parsed)
                .contains("java.time.format.DateTimeParseException")
                .contains("Parsed.of(ValuesInMessagesTest.java");
        String wrapped = failure(() -> Codecs.json(Wrapped.class).decode(("\"" + CANARY + "\"").getBytes(UTF_8)));
        assertThat(wrapped)
                .contains("java.lang.IllegalStateException")
                .contains("not a date")
                .contains("java.time.format.DateTimeParseException")
                .contains("Wrapped.of(ValuesInMessagesTest.java");
    }

    static final class Serialized implements Serializable {
        private static final long serialVersionUID = 1L;

        private final String text;

        Serialized(String text) {
            this.text = text;
        }

        private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
            in.defaultReadObject();
            LocalDate.parse(text);
        }

        String text() {
            return text;
        }
    }

    enum Known {
        SECRET_5678
    }

    @ParameterizedTest
    @EnumSource
    void serializedValue_isNotQuoted(Compression compression) {
        CodecSettings settings = SETTINGS.withFormat(ValueFormat.JAVA)
                .withCompression(compression, 0)
                .withAllow("io.jcacheredis.**");
        Codec<Object> codec = ValueCodecs.choose(Object.class, settings).codec();
        Codec<Object> plain = Codecs.java(Object.class, settings);
        byte[] constant = new String(plain.encode(Known.SECRET_5678), ISO_8859_1)
                .replace("SECRET_5678", CANARY)
                .getBytes(ISO_8859_1);
        assertThat(failure(() -> codec.decode(constant))).doesNotContain(CANARY);
        byte[] date = plain.encode(new Serialized(CANARY));
        assertThat(failure(() -> codec.decode(date)))
                .doesNotContain(CANARY)
                .contains("java.time.format.DateTimeParseException")
                .contains("Serialized.readObject(ValuesInMessagesTest.java");
    }

    record Key(String text) {
        Key {
            LocalDate.parse(text);
        }
    }

    @ParameterizedTest
    @MethodSource("types")
    void textOfAKey_isNotQuoted(Class<?> type) {
        KeyCodec<?> typed = KeyCodecs.choose(type, SETTINGS);
        assertThat(failure(() -> typed.decode("[" + CANARY))).doesNotContain(CANARY);
        KeyCodec<Object> any = KeyCodecs.choose(Object.class, SETTINGS.withAllow("io.jcacheredis.**"));
        for (String tag : List.of("int", "uuid", "enum:" + Known.class.getName(), "localdate", "bytes", "java", "x")) {
            assertThat(failure(() -> any.decode("@" + tag + ":" + CANARY + "\u00e9")))
                    .doesNotContain(CANARY);
        }
    }

    @Test
    void recordThatRefusesItsParts_isUnreadableAsAKey() {
        KeyCodec<Key> keys = KeyCodecs.choose(Key.class, SETTINGS);
        String text = "@rec:" + Key.class.getName() + "(" + CANARY + ")";
        assertThat(failure(() -> keys.decode(text)))
                .doesNotContain(CANARY)
                .contains("java.time.format.DateTimeParseException")
                .contains("Key.<init>(ValuesInMessagesTest.java");
        assertThat(catchThrowableOfType(CodecException.class, () -> keys.decode(text))
                        .reason())
                .isEqualTo(CodecException.Reason.UNREADABLE);
    }
}
