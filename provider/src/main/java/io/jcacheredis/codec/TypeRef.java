package io.jcacheredis.codec;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/**
 * A type with its type arguments, which a class object can't hold: {@code new TypeRef<List<Offer>>() {}}.
 *
 * <p>A class of this library, so that a program that names a type needs no other library at compile time, and none that
 * gives its packages new names.
 *
 * @param <T> the type
 */
public abstract class TypeRef<T> {

    private final Type type;

    /**
     * Takes the type from the subclass.
     *
     * @throws IllegalArgumentException if the subclass is not a direct one that gives the type argument
     */
    protected TypeRef() {
        if (!(getClass().getGenericSuperclass() instanceof ParameterizedType self)
                || self.getRawType() != TypeRef.class) {
            throw new IllegalArgumentException("a TypeRef is made with its type: new TypeRef<List<Offer>>() {}");
        }
        type = self.getActualTypeArguments()[0];
    }

    /** The type. */
    public final Type type() {
        return type;
    }

    @Override
    public final String toString() {
        return type.getTypeName();
    }
}
