package io.jcacheredis.cdi.internal;

import java.lang.reflect.GenericArrayType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;

/** The classes that types of declarations stand for. */
final class Types {

    private Types() {}

    /** The class of a type argument; {@code Object.class} for a wildcard, a variable and a raw type. */
    static Class<?> argument(Type type, int position) {
        return type instanceof ParameterizedType generic
                ? raw(generic.getActualTypeArguments()[position])
                : Object.class;
    }

    /** The class of a type; {@code Object.class} for a wildcard and a variable. */
    static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        if (type instanceof ParameterizedType generic) {
            return raw(generic.getRawType());
        }
        if (type instanceof GenericArrayType array) {
            return raw(array.getGenericComponentType()).arrayType();
        }
        return Object.class;
    }
}
