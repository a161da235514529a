package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.Serializable;
import java.util.List;
import java.util.Properties;
import javax.cache.Cache;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Caches that a configuration declares without types: what does not fit names the setting that helps, and it helps. */
class UndeclaredTypesIT {

    private static final String OF_VALUES = "jcache.redis.caches[property:detail].value-type";
    private static final String OF_KEYS = "jcache.redis.caches[property:detail].key-type";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final RedisCachingProvider provider = new RedisCachingProvider();

    record Property(String id, int price) {}

    record Point(int x, int y) {}

    static final class Offer implements Serializable {
        private static final long serialVersionUID = 1;
        private final int price;

        Offer(int price) {
            this.price = price;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Offer offer && offer.price == price;
        }

        @Override
        public int hashCode() {
            return price;
        }
    }

    enum Colour {
        RED
    }

    static List<Object> values() {
        return List.of(new Property("prop-7", 70), new Offer(7), Colour.RED);
    }

    @AfterEach
    void close() {
        provider.close();
    }

    private CacheManager manager(String... settings) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.caches[property:detail].expiry.created", "10m");
        for (int i = 0; i < settings.length; i += 2) {
            properties.setProperty(settings[i], settings[i + 1]);
        }
        return provider.getCacheManager(redis.uri(), getClass().getClassLoader(), properties);
    }

    @ParameterizedTest
    @MethodSource("values")
    void valueOfAClass_namesTheValueType_whichHelps(Object value) {
        try (CacheManager untyped = manager()) {
            Cache<String, Object> cache = untyped.getCache("property:detail");
            assertThatThrownBy(() -> cache.put("a", value))
                    .isInstanceOf(CodecException.class)
                    .hasMessageStartingWith(
                            "cache 'property:detail' does not declare the type of its values. If all of them are "
                                    + value.getClass().getName() + ", declare it: " + OF_VALUES);
        }
        try (CacheManager typed = manager(OF_VALUES, value.getClass().getName())) {
            Cache<String, Object> cache = typed.getCache("property:detail");
            cache.put("a", value);
            assertThat(cache.get("a")).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @MethodSource("values")
    void keyOfAClass_namesTheKeyType_whichHelps(Object key) {
        Object record = key instanceof Property ? new Point(1, 2) : key;
        try (CacheManager untyped = manager()) {
            Cache<Object, String> cache = untyped.getCache("property:detail");
            assertThatThrownBy(() -> cache.get(record))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining(
                            record.getClass().getName() + ", declare it: " + OF_KEYS + ", or setTypes in a program");
        }
        try (CacheManager typed = manager(OF_KEYS, record.getClass().getName())) {
            Cache<Object, String> cache = typed.getCache("property:detail");
            cache.put(record, "a");
            assertThat(cache.get(record)).isEqualTo("a");
        }
    }

    /** The type of the list would not tell what is in it. */
    @Test
    void partOfAValue_namesWhatAllowsIt() {
        try (CacheManager untyped = manager()) {
            Cache<String, Object> cache = untyped.getCache("property:detail");
            assertThatThrownBy(() -> cache.put("a", List.of(new Offer(1))))
                    .hasMessageStartingWith("cache 'property:detail': class ")
                    .hasMessageContaining("jcache.redis.serialization.allow")
                    .hasMessageNotContaining("value-type");
        }
    }

    @Test
    void entryOfOneThatDeclares_namesTheSetting_whereTheCacheIsStrict() {
        try (CacheManager typed = manager(OF_VALUES, Property.class.getName())) {
            typed.<String, Object>getCache("property:detail").put("a", new Property("prop-7", 70));
        }
        try (CacheManager untyped = manager("jcache.redis.on-failure", "strict")) {
            Cache<String, Object> cache = untyped.getCache("property:detail");
            assertThatThrownBy(() -> cache.get("a"))
                    .hasStackTraceContaining("does not declare the type of its values. If who wrote them does, declare"
                            + " the same: " + OF_VALUES);
        }
    }

    @Test
    void askedForWithTypes_namesTheSettings() {
        CacheManager manager = manager();
        assertThatThrownBy(() -> manager.getCache("property:detail", String.class, Property.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining("java.lang.Object, as nobody declared one")
                .hasMessageContaining(OF_KEYS);
        assertThatThrownBy(() -> manager.getCache("property:detail", Object.class, Property.class))
                .isInstanceOf(ClassCastException.class)
                .hasMessageContaining(OF_VALUES);
    }

    @Test
    void otherTypesThanDeclared_nameTheSettings() {
        try (CacheManager manager = manager(OF_KEYS, "String", OF_VALUES, Property.class.getName())) {
            Cache<Object, Object> cache = manager.getCache("property:detail");
            assertThatThrownBy(() -> cache.get(1))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessageContaining("has keys of type java.lang.String, not java.lang.Integer")
                    .hasMessageContaining(OF_KEYS);
            assertThatThrownBy(() -> cache.put("a", "b"))
                    .isInstanceOf(ClassCastException.class)
                    .hasMessageContaining(OF_VALUES);
        }
    }
}
