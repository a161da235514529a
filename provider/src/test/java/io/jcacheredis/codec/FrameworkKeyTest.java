package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The frameworks' own classes, made by reflection as some of them are not public. */
class FrameworkKeyTest {

    private static final String HIBERNATE = "org.hibernate.cache.internal.";

    private static final KeyCodec<Object> CODEC =
            KeyCodecs.choose(Object.class, CodecSettings.defaults(FrameworkKeyTest.class.getClassLoader()));

    private static Object create(String className, Class<?>[] parameters, Object... arguments) throws Exception {
        Constructor<?> constructor = Class.forName(className).getDeclaredConstructor(parameters);
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    static Object simpleKey(Object... params) throws Exception {
        return create(
                "org.springframework.cache.interceptor.SimpleKey", new Class<?>[] {Object[].class}, (Object) params);
    }

    static Object generatedKey(Object... params) throws Exception {
        return create(
                "org.jsr107.ri.annotations.DefaultGeneratedCacheKey", new Class<?>[] {Object[].class}, (Object) params);
    }

    private static Object basic(Serializable id, String role, int hash) throws Exception {
        Class<?>[] parameters = {Serializable.class, String.class, int.class};
        return create(HIBERNATE + "BasicCacheKeyImplementation", parameters, id, role, hash);
    }

    private static Object hibernate(String simpleName, Object id, String role, String tenant, int hash)
            throws Exception {
        Class<?>[] parameters = {Object.class, String.class, String.class, int.class};
        return create(HIBERNATE + simpleName, parameters, id, role, tenant, hash);
    }

    private static Object query(String sql, Integer first, Set<String> filters, int hash, Object... values)
            throws Exception {
        Object memento = create(
                "org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl",
                new Class<?>[] {Object[].class, int.class},
                values,
                hash);
        return Class.forName("org.hibernate.cache.spi.QueryKey")
                .getConstructors()[0]
                .newInstance(sql, memento, first, null, filters);
    }

    /** A key of each kind with an id of any class, whose hash code may be another in the next JVM. */
    static List<Object> hibernateKeys(Object id, int hash) throws Exception {
        return List.of(
                basic((Serializable) id, "com.acme.House", hash),
                basic((Serializable) id, "com.acme.House.rooms", hash),
                hibernate("CacheKeyImplementation", id, "com.acme.House", "t", hash),
                hibernate("CacheKeyImplementation", id, "com.acme.House", null, hash),
                hibernate("NaturalIdCacheKey", new Object[] {id, "n"}, "com.acme.House", null, hash),
                // In the order of their names, as Hibernate has its filters.
                query("select 1", 1, new TreeSet<>(Set.of("f", "e")), hash, id, "x"),
                query("select 1", 1, Set.of("f"), hash, id, "x"));
    }

    @Test
    void springsKey_isItsParameters() throws Exception {
        for (Object key : List.of(simpleKey(), simpleKey("a", 1, null), simpleKey((Object) new String[] {"a"}))) {
            assertThat(CODEC.decode(CODEC.encode(key))).isEqualTo(key).hasSameClassAs(key);
        }
        assertThat(CODEC.encode(simpleKey("a", 1)))
                .isEqualTo("@key:org.springframework.cache.interceptor.SimpleKey(a,@int:1)");
        // Spring compares deeply, whatever the type of the array.
        assertThat(simpleKey((Object) new String[] {"a"})).isEqualTo(simpleKey((Object) new Object[] {"a"}));
        assertThat(CODEC.encode(simpleKey((Object) new String[] {"a"})))
                .isEqualTo(CODEC.encode(simpleKey((Object) new Object[] {"a"})));
    }

    @Test
    void annotationsKey_isItsParameters() throws Exception {
        Object key = generatedKey("a", new int[] {1}, List.of(1L));
        assertThat(CODEC.decode(CODEC.encode(key))).isEqualTo(key).hasSameClassAs(key);
        assertThat(CODEC.encode(key)).endsWith("DefaultGeneratedCacheKey(a,@arr:int(1),@list(@long:1))");
    }

    @Test
    void keyDeclaredAsAnInterface_isTakenApartToo() throws Exception {
        KeyCodec<javax.cache.annotation.GeneratedCacheKey> codec = KeyCodecs.choose(
                javax.cache.annotation.GeneratedCacheKey.class,
                CodecSettings.defaults(FrameworkKeyTest.class.getClassLoader()));
        var key = (javax.cache.annotation.GeneratedCacheKey) generatedKey("a");
        assertThat(codec.decode(codec.encode(key))).isEqualTo(key);
    }

    @Test
    void hibernatesKeys_areTheirParts_withoutHashCodes() throws Exception {
        assertThat(CODEC.encode(basic(7L, "com.acme.House", 7)))
                .isEqualTo("@key:org.hibernate.cache.internal.BasicCacheKeyImplementation(@long:7,com.acme.House)")
                .isEqualTo(CODEC.encode(basic(7L, "com.acme.House", 8)));
        assertThat(CODEC.encode(hibernate("CacheKeyImplementation", new UUID(1, 2), "r", "t", 1)))
                .isEqualTo(CODEC.encode(hibernate("CacheKeyImplementation", new UUID(1, 2), "r", "t", 2)));
        assertThat(CODEC.encode(hibernate("NaturalIdCacheKey", new Object[] {"n", 1}, "r", null, 1)))
                .isEqualTo("@key:org.hibernate.cache.internal.NaturalIdCacheKey(@arr(n,@int:1),r,@null)");
        assertThat(CODEC.encode(query("select 1", null, new LinkedHashSet<>(List.of("f", "e")), 1, 1, "x")))
                .isEqualTo("@key:org.hibernate.cache.spi.QueryKey(select 1,@key:org.hibernate.query.internal."
                        + "QueryParameterBindingsImpl$ParameterBindingsMementoImpl(@int:1,x),@null,@null,@arr(f,e))");
    }

    @Test
    void hibernatesKeys_comeBackEqual_whereTheirHashIsThatOfTheirParts() throws Exception {
        Object[] values = {1, "x"};
        List<Object> keys = List.of(
                basic(7L, "r", Long.hashCode(7)),
                hibernate("CacheKeyImplementation", 7L, "r", "t", 31 * Long.hashCode(7) + "t".hashCode()),
                hibernate("CacheKeyImplementation", 7L, "r", null, 31 * Long.hashCode(7)),
                hibernate("CacheKeyImplementation", values, "r", null, 31 * Arrays.deepHashCode(values)),
                query("s", 3, Set.of(), Arrays.deepHashCode(values), values));
        for (Object key : keys) {
            Object read = CODEC.decode(CODEC.encode(key));
            assertThat(read).isEqualTo(key).hasSameClassAs(key).hasSameHashCodeAs(key);
        }
        Object natural = hibernate("NaturalIdCacheKey", values, "r", "t", 1);
        assertThat(CODEC.encode(CODEC.decode(CODEC.encode(natural)))).isEqualTo(CODEC.encode(natural));
    }

    /** Nobody reads them, and whoever may keep an entity writes its key as those who may not, so that these can remove it. */
    @Test
    void hibernatesKeys_areWritten_whateverTheyAreMadeOf() throws Exception {
        KeyCodec<Object> allowing = KeyCodecs.choose(
                Object.class,
                CodecSettings.defaults(FrameworkKeyTest.class.getClassLoader())
                        .withAllow(Samples.class.getName() + "$*"));
        for (Object key : hibernateKeys(Samples.Color.RED, 1)) {
            String text = CODEC.encode(key);
            assertThat(text).isEqualTo(allowing.encode(key));
            assertThatThrownBy(() -> CODEC.decode(text))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("not allowed");
        }
        assertThatThrownBy(() -> CODEC.encode(simpleKey("a", Samples.Color.RED)))
                .hasMessageStartingWith(
                        "part 2 of the key: class " + Samples.Color.class.getName() + " is not allowed");
    }

    private static void assertUnreadable(String text) {
        assertThatThrownBy(() -> CODEC.decode(text))
                .as(text)
                .isInstanceOf(CodecException.class)
                .extracting(e -> ((CodecException) e).reason())
                .isEqualTo(CodecException.Reason.UNREADABLE);
    }

    @Test
    void wrongParts_areNoKey() {
        for (String parts : List.of("", "a", "a,b,c,d,e,f,g", "@int:1,@int:1", "@int:1,@int:1,@int:1")) {
            for (String name : List.of("CacheKeyImplementation", "BasicCacheKeyImplementation", "NaturalIdCacheKey")) {
                String text = "@key:" + HIBERNATE + name + "(" + parts + ")";
                assertUnreadable(text);
            }
            String text = "@key:org.hibernate.cache.spi.QueryKey(" + parts + ")";
            assertUnreadable(text);
        }
    }

    @Test
    void hibernatesValues_needNoPattern() throws Exception {
        Codec<Object> values = ValueCodecs.choose(
                        Object.class, CodecSettings.defaults(FrameworkKeyTest.class.getClassLoader()))
                .codec();
        Object item = create(
                "org.hibernate.cache.spi.support.AbstractReadWriteAccess$Item",
                new Class<?>[] {Object.class, Object.class, long.class},
                new Serializable[] {"a", 1, null},
                3,
                5L);
        assertThat(values.decode(values.encode(item)))
                .usingRecursiveComparison()
                .isEqualTo(item);
        Object nullValue = Class.forName("org.springframework.cache.support.NullValue")
                .getField("INSTANCE")
                .get(null);
        assertThat(values.decode(values.encode(nullValue))).isSameAs(nullValue);
    }
}
