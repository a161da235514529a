package io.jcacheredis.packaging;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Uses of types as text, with what they say of null; the package java.lang goes without saying. */
final class TypeText {

    private TypeText() {}

    static String of(AnnotatedType type) {
        String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
        if (type instanceof AnnotatedArrayType array) {
            String component = of(array.getAnnotatedGenericComponentType());
            return component + (nullable.isEmpty() ? "" : " " + nullable) + "[]";
        }
        return nullable + plain(type);
    }

    static String list(AnnotatedType... types) {
        return Arrays.stream(types).map(TypeText::of).collect(joining(", "));
    }

    /** {@code <K, V extends Comparable<V>>}, or nothing where there are none. */
    static String parameters(TypeVariable<?>... variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables).map(TypeText::parameter).collect(joining(", ", "<", ">"));
    }

    private static String parameter(TypeVariable<?> variable) {
        List<String> bounds = Arrays.stream(variable.getAnnotatedBounds())
                .map(TypeText::of)
                .filter(bound -> !bound.equals("Object"))
                .toList();
        return variable.getName() + (bounds.isEmpty() ? "" : " extends " + String.join(" & ", bounds));
    }

    private static String plain(AnnotatedType type) {
        if (type instanceof AnnotatedParameterizedType parameterized) {
            Type raw = ((ParameterizedType) type.getType()).getRawType();
            return name(raw) + "<" + list(parameterized.getAnnotatedActualTypeArguments()) + ">";
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            AnnotatedType[] lower = wildcard.getAnnotatedLowerBounds();
            String upper = list(wildcard.getAnnotatedUpperBounds());
            if (lower.length > 0) {
                return "? super " + list(lower);
            }
            return upper.isEmpty() || upper.equals("Object") ? "?" : "? extends " + upper;
        }
        return name(type.getType());
    }

    private static String name(Type type) {
        return type instanceof Class<?> known && "java.lang".equals(known.getPackageName()) && !known.isMemberClass()
                ? known.getSimpleName()
                : type.getTypeName();
    }
}
