package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.codec.KeyCodecs;
import io.jcacheredis.codec.ValueCodecs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.annotation.GeneratedCacheKey;
import org.junit.jupiter.api.Test;

class ParameterKeyTest {

    private static final CodecSettings SETTINGS = CodecSettings.defaults(ParameterKeyTest.class.getClassLoader());

    @Test
    void equals_sameParameters_isTrueAndHashesAreTheSame() {
        for (Object[] parameters :
                List.<Object[]>of(new Object[] {}, new Object[] {null}, new Object[] {"a", 1, null}, new Object[] {
                    new int[] {1}, new String[] {"a"}
                })) {
            assertThat(ParameterKey.of(parameters))
                    .isEqualTo(ParameterKey.of(parameters.clone()))
                    .hasSameHashCodeAs(ParameterKey.of(parameters.clone()));
        }
        assertThat(ParameterKey.of((Object) new int[] {1})).isEqualTo(ParameterKey.of((Object) new int[] {1}));
    }

    @Test
    void equals_otherParameters_isFalse() {
        assertThat(ParameterKey.of("a", "b"))
                .isNotEqualTo(ParameterKey.of("b", "a"))
                .isNotEqualTo(ParameterKey.of("a"))
                .isNotEqualTo(ParameterKey.of("a", "b", null))
                .isNotEqualTo(List.of("a", "b"));
        assertThat(ParameterKey.of(1)).isNotEqualTo(ParameterKey.of(1L)).isNotEqualTo(ParameterKey.of("1"));
    }

    /** As Java has it: what a method with one array makes its key of needs a cast. */
    @Test
    void of_arrayOrNullAlone_isAsTheJavadocSays() {
        String[] ids = {"a", "b"};
        assertThat(ParameterKey.of((Object[]) ids)).isEqualTo(ParameterKey.of("a", "b"));
        assertThat(ParameterKey.of((Object) ids)).hasToString("[[a, b]]");
        assertThat(ParameterKey.of((Object[]) null))
                .isEqualTo(ParameterKey.of((Object) null))
                .hasToString("[null]");
    }

    @Test
    void parametersChangeAfterwards_keyStays() {
        Object[] parameters = {"a"};
        ParameterKey key = ParameterKey.of(parameters);
        parameters[0] = "b";

        assertThat(key).isEqualTo(ParameterKey.of("a")).hasToString("[a]");
    }

    @Test
    void serialized_holdsNoHashCode() throws Exception {
        ParameterKey key = ParameterKey.of("a", TimeUnit.DAYS);
        byte[] before = serialized(key);
        assertThat(key.hashCode()).isNotZero();

        assertThat(serialized(key)).isEqualTo(before);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(before))) {
            assertThat(in.readObject()).isEqualTo(key).hasSameHashCodeAs(key);
        }
    }

    private static byte[] serialized(Object object) throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        }
        return bytes.toByteArray();
    }

    @Test
    void inRedis_isItsParametersAsText() {
        for (Class<?> declared : List.of(Object.class, GeneratedCacheKey.class, ParameterKey.class)) {
            assertReadable(KeyCodecs.choose(declared, SETTINGS));
        }
    }

    @SuppressWarnings("unchecked") // A key of any of the declared types.
    private static <K> void assertReadable(KeyCodec<K> codec) {
        K key = (K) ParameterKey.of("prop-123", 7, null, new int[] {1}, List.of(1L));

        assertThat(codec.encode(key))
                .isEqualTo("@key:io.jcacheredis.cdi.ParameterKey(prop-123,@int:7,@null,@arr:int(1),@list(@long:1))");
        assertThat(codec.decode(codec.encode(key))).isEqualTo(key).hasSameClassAs(key);
    }

    @Test
    void asAValueInRedis_needsNoPattern() {
        Codec<Object> codec = ValueCodecs.choose(Object.class, SETTINGS).codec();
        ParameterKey key = ParameterKey.of("a", 1);

        assertThat(codec.decode(codec.encode(key))).isEqualTo(key);
    }
}
