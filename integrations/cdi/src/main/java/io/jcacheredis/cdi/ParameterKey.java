package io.jcacheredis.cdi;

import java.util.Arrays;
import javax.cache.annotation.GeneratedCacheKey;
import org.jspecify.annotations.Nullable;

/**
 * The key of a call: the parameters that make it up, in their order. Annotated methods have such keys unless they name
 * a {@code CacheKeyGenerator}, and {@link #of} makes the same one for a program that looks at the cache itself.
 *
 * <p>Keys are equal if their parameters are, arrays by their content; a parameter may be null. The hash code is that of
 * this JVM and is no part of the serialized form, since those of enums differ between JVMs. A parameter must not change
 * while its key is in use, and must be Serializable for a cache that stores by value.
 */
public final class ParameterKey implements GeneratedCacheKey {

    private static final long serialVersionUID = 1;

    // jcache-redis knows this field and the constructor by their names: codec.FrameworkKey.
    private final @Nullable Object[] parameters;

    /** Computed when it is asked for first; 0 until then, and where it is 0. */
    private transient int hash;

    private ParameterKey(@Nullable Object[] parameters) {
        this.parameters = parameters.clone();
    }

    /**
     * The key of a call with these parameters, in the order in which the method has them.
     *
     * <p>Java takes an array of objects that stands alone for all the parameters: for a method whose one parameter is an
     * array, write {@code of((Object) ids)}. Null that stands alone is one parameter.
     */
    public static ParameterKey of(@Nullable Object @Nullable ... parameters) {
        return new ParameterKey(parameters == null ? new Object[] {null} : parameters);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ParameterKey key && Arrays.deepEquals(parameters, key.parameters);
    }

    @Override
    public int hashCode() {
        int known = hash;
        if (known == 0) {
            known = Arrays.deepHashCode(parameters);
            hash = known;
        }
        return known;
    }

    @Override
    public String toString() {
        return Arrays.deepToString(parameters);
    }
}
