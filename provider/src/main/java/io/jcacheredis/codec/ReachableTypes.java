package io.jcacheredis.codec;

import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.util.HashSet;
import java.util.Set;

/**
 * The names of the classes that a declared type is made of: its superclasses, the types of its fields (not transient,
 * not static), their type arguments and array elements, and the permitted subclasses of sealed types; and so on for
 * each of them. A class of the JDK counts with its superclasses but is not looked into.
 *
 * <p>Subclasses of an open type are not part of it: an attacker could name any of them.
 */
final class ReachableTypes {

    private final Set<String> names = new HashSet<>();
    private final Set<Type> seen = new HashSet<>();

    private ReachableTypes() {}

    static Set<String> of(Type root) {
        ReachableTypes walk = new ReachableTypes();
        walk.visit(root);
        return Set.copyOf(walk.names);
    }

    private void visit(Type type) {
        if (!seen.add(type)) {
            return;
        }
        if (type instanceof Class<?> c) {
            visitClass(c);
        } else if (type instanceof ParameterizedType p) {
            visit(p.getRawType());
            visitAll(p.getActualTypeArguments());
        } else if (type instanceof WildcardType w) {
            visitAll(w.getUpperBounds());
        } else if (type instanceof TypeVariable<?> v) {
            visitAll(v.getBounds());
        } else if (type instanceof GenericArrayType a) {
            visit(a.getGenericComponentType());
        }
    }

    private void visitAll(Type[] types) {
        for (Type type : types) {
            visit(type);
        }
    }

    private void visitClass(Class<?> type) {
        if (type.isArray()) {
            visit(type.getComponentType());
            return;
        }
        if (type.isPrimitive()) {
            return;
        }
        names.add(type.getName());
        if (type.getGenericSuperclass() != null) {
            visit(type.getGenericSuperclass());
        }
        if (!isOfTheJdk(type)) {
            visitParts(type);
        }
    }

    private void visitParts(Class<?> type) {
        for (Field field : type.getDeclaredFields()) {
            if ((field.getModifiers() & (Modifier.STATIC | Modifier.TRANSIENT)) == 0) {
                visit(field.getGenericType());
            }
        }
        if (type.isSealed()) {
            visitAll(type.getPermittedSubclasses());
        }
    }

    private static boolean isOfTheJdk(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
