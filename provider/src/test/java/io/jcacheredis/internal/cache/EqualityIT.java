package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.codec.Codec;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Comparisons are by {@code equals()}: what bytes a value has is the codec's business. */
class EqualityIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    /** Equal whatever the case of its text, which its bytes keep. */
    private record Name(String text) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Name that && text.equalsIgnoreCase(that.text);
        }

        @Override
        public int hashCode() {
            return Objects.hash(text.toLowerCase(Locale.ROOT));
        }
    }

    private record NameCodec(boolean canonical) implements Codec<Name> {
        @Override
        public String name() {
            return "name";
        }

        @Override
        public byte[] encode(Name value) {
            return value.text().getBytes(StandardCharsets.UTF_8);
        }

        @Override
        public Name decode(byte[] bytes) {
            return new Name(new String(bytes, StandardCharsets.UTF_8));
        }
    }

    private Cache<String, Name> names(boolean canonical) {
        RedisConfiguration<String, Name> configuration = new RedisConfiguration<>();
        configuration.setTypes(String.class, Name.class);
        return caches.create(configuration.setValueCodec(new NameCodec(canonical)));
    }

    @Test
    void otherBytesButEqual_isAMatch() {
        Cache<String, Name> cache = names(false);
        cache.put("key", new Name("Ann"));

        assertThat(cache.replace("key", new Name("ANN"), new Name("Bob"))).isTrue();
        assertThat(cache.get("key").text()).isEqualTo("Bob");
        assertThat(cache.remove("key", new Name("bob"))).isTrue();
        assertThat(cache.containsKey("key")).isFalse();
    }

    @Test
    void otherBytesAndNotEqual_isNoMatch() {
        Cache<String, Name> cache = names(false);
        cache.put("key", new Name("Ann"));

        assertThat(cache.replace("key", new Name("Bob"), new Name("Eve"))).isFalse();
        assertThat(cache.remove("key", new Name("Bob"))).isFalse();
        assertThat(cache.get("key").text()).isEqualTo("Ann");
    }

    @Test
    void codecThatSaysItIsCanonical_bytesDecide() {
        Cache<String, Name> cache = names(true);
        cache.put("key", new Name("Ann"));

        assertThat(cache.remove("key", new Name("ANN"))).isFalse();
        assertThat(cache.remove("key", new Name("Ann"))).isTrue();
    }

    @Test
    void setsOfOtherOrder_areEqual() {
        @SuppressWarnings({"unchecked", "rawtypes"})
        Cache<String, LinkedHashSet<String>> cache = (Cache) caches.create(
                new MutableConfiguration<String, LinkedHashSet>().setTypes(String.class, LinkedHashSet.class));
        cache.put("key", new LinkedHashSet<>(List.of("a", "b", "c")));

        LinkedHashSet<String> otherOrder = new LinkedHashSet<>(List.of("c", "b", "a"));
        assertThat(cache.replace("key", otherOrder, new LinkedHashSet<>(List.of("d", "e"))))
                .isTrue();
        assertThat(cache.remove("key", new LinkedHashSet<>(List.of("e", "d")))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.0", "1.00", "1"})
    void decimals_scaleMatters(String text) {
        Cache<String, BigDecimal> cache =
                caches.create(new MutableConfiguration<String, BigDecimal>().setTypes(String.class, BigDecimal.class));
        cache.put("key", new BigDecimal("1.0"));

        assertThat(cache.remove("key", new BigDecimal(text))).isEqualTo(text.equals("1.0"));
    }

    /** A listed difference: equal bytes count as equal, for types whose equals() is identity. */
    @Test
    void equalBytesOfATypeWithoutEquals_isAMatch() {
        Cache<String, int[]> cache =
                caches.create(new MutableConfiguration<String, int[]>().setTypes(String.class, int[].class));
        cache.put("key", new int[] {1, 2});

        assertThat(cache.replace("key", new int[] {1, 2}, new int[] {3})).isTrue();
        assertThat(cache.remove("key", new int[] {3})).isTrue();
    }
}
