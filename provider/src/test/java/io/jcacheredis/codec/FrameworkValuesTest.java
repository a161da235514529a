package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.Serializable;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * What frameworks keep in caches, by their own classes: written in one JVM and read in another, in a cache that declares
 * no types and has no settings.
 */
class FrameworkValuesTest {

    private static final Codec<Object> CODEC = ValueCodecs.choose(
                    Object.class, CodecSettings.defaults(FrameworkValuesTest.class.getClassLoader()))
            .codec();

    private static final String HIBERNATE = "org.hibernate.cache.";

    private static Object create(String className, Object... arguments) throws Exception {
        for (Constructor<?> constructor : Class.forName(className).getDeclaredConstructors()) {
            if (constructor.getParameterCount() == arguments.length) {
                constructor.setAccessible(true);
                try {
                    return constructor.newInstance(arguments);
                } catch (IllegalArgumentException e) {
                    // one with other types
                }
            }
        }
        throw new NoSuchMethodException(className);
    }

    /** As Hibernate makes them: of an entity, a collection, a query; alone, read-write and locked. */
    static Map<String, Object> values() throws Exception {
        Serializable[] state = {"a", 1, null, TimeUnit.DAYS, new UUID(1, 2), new byte[] {1}};
        Object entity = create(HIBERNATE + "spi.entry.StandardCacheEntryImpl", state, "com.acme.House", 3);
        Object collection = create(HIBERNATE + "spi.entry.CollectionCacheEntry", (Object) new Serializable[] {1L, 2L});
        Exception failure = new ExecutionException("a", new FileNotFoundException("b"));
        failure.addSuppressed(new IllegalStateException("c"));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("entity", entity);
        values.put("collection", collection);
        values.put("entity, read-write", create(HIBERNATE + "spi.support.AbstractReadWriteAccess$Item", entity, 3, 5L));
        values.put(
                "collection, read-write",
                create(HIBERNATE + "spi.support.AbstractReadWriteAccess$Item", collection, null, 5L));
        values.put(
                "lock",
                create(HIBERNATE + "spi.support.AbstractReadWriteAccess$SoftLockImpl", 1L, new UUID(3, 4), 2L, 3));
        values.put(
                "query",
                create(
                        HIBERNATE + "internal.QueryResultsCacheImpl$CacheItem",
                        7L,
                        new ArrayList<>(List.of(1L, "a", new Object[] {2L, "b"}))));
        values.put("structured entity", new HashMap<>(Map.of("_subclass", "com.acme.House", "name", "x")));
        values.put("natural id", 12L);
        values.put("timestamp", 1_700_000_000_000L);
        values.put(
                "spring null",
                Class.forName("org.springframework.cache.support.NullValue")
                        .getField("INSTANCE")
                        .get(null));
        values.put("exception", failure);
        values.put("key as a value", FrameworkKeyTest.simpleKey("a", 1));
        values.put("generated key as a value", FrameworkKeyTest.generatedKey("a", 1));
        return values;
    }

    /** Prints them as written by the second JVM. */
    public static final class Main {

        private Main() {}

        public static void main(String[] args) throws Exception {
            for (Object value : values().values()) {
                System.out.println(HexFormat.of().formatHex(CODEC.encode(value)));
            }
        }
    }

    @Test
    void everyValue_ofAnotherJvm_isReadWithoutASetting() throws Exception {
        List<Object> expected = new ArrayList<>(values().values());
        String[] written = OtherJvm.run(Main.class).split("\\R");
        assertThat(written).hasSize(expected.size());
        for (int i = 0; i < written.length; i++) {
            Object read = CODEC.decode(HexFormat.of().parseHex(written[i]));
            assertThat(read).hasSameClassAs(expected.get(i));
            if (read instanceof Throwable failure) {
                assertThat(failure).hasMessage("a").hasRootCauseMessage("b");
                assertThat(failure.getSuppressed()).hasSize(1);
            } else {
                assertThat(read).usingRecursiveComparison().isEqualTo(expected.get(i));
            }
        }
    }

    @Test
    void otherClasses_ofTheSameFrameworks_needAPattern() {
        List<String> names = List.of(
                "org.hibernate.cache.spi.entry.ReferenceCacheEntryImpl",
                "org.hibernate.cache.internal.EnabledCaching",
                "org.hibernate.proxy.AbstractSerializableProxy",
                "org.springframework.core.SerializableTypeWrapper$MethodInvokeTypeProvider",
                "org.springframework.beans.factory.ObjectFactory",
                "org.jsr107.ri.annotations.DefaultCacheKeyGenerator",
                "javax.management.BadAttributeValueExpException",
                "java.rmi.server.UnicastRemoteObject");
        AllowList list = new AllowList(Object.class, "");
        assertThat(names).noneMatch(list::permits);
    }
}
