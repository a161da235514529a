package io.jcacheredis.packaging;

import static java.util.stream.Collectors.joining;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * What programs can see of types, as text: each public type, and under it its visible members in the order of their text. Who
 * changes a line changes what programs are compiled or linked with.
 */
final class ApiText {

    private static final int SHOWN =
            Modifier.PUBLIC | Modifier.PROTECTED | Modifier.STATIC | Modifier.FINAL | Modifier.ABSTRACT;
    /** What every object has, and what every enum has. */
    private static final Set<String> IMPLIED =
            Set.of("equals(Object)", "hashCode()", "toString()", "values()", "valueOf(String)");

    private ApiText() {}

    static String of(Stream<Class<?>> types) {
        return types.filter(ApiText::isVisible)
                .sorted(Comparator.comparing(Class::getName))
                .map(type -> header(type) + "\n" + members(type))
                .collect(joining("\n"));
    }

    private static boolean isVisible(Class<?> type) {
        boolean visible = !type.isAnonymousClass() && !type.isLocalClass() && !type.isSynthetic();
        for (Class<?> each = type; visible && each != null; each = each.getDeclaringClass()) {
            visible = isVisible(each.getModifiers());
        }
        return visible;
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static String header(Class<?> type) {
        StringBuilder header = new StringBuilder(deprecated(type))
                .append(modifiers(type.getModifiers() & ~impliedBy(type)))
                .append(type.isSealed() ? "sealed " : "")
                .append(kind(type))
                .append(' ')
                .append(type.getName())
                .append(TypeText.parameters(type.getTypeParameters()));
        if (!type.isInterface() && !type.isEnum() && !type.isRecord() && type.getSuperclass() != Object.class) {
            header.append(" extends ").append(TypeText.of(type.getAnnotatedSuperclass()));
        }
        if (!type.isAnnotation() && type.getInterfaces().length > 0) {
            header.append(type.isInterface() ? " extends " : " implements ")
                    .append(TypeText.list(type.getAnnotatedInterfaces()));
        }
        if (type.isSealed()) {
            header.append(Arrays.stream(type.getPermittedSubclasses())
                    .map(Class::getName)
                    .sorted()
                    .collect(joining(", ", " permits ", "")));
        }
        return header.toString();
    }

    /** What goes without saying for a type of this kind. */
    private static int impliedBy(Class<?> type) {
        if (type.isInterface()) {
            return Modifier.ABSTRACT | Modifier.STATIC;
        }
        return type.isRecord() || type.isEnum() ? Modifier.FINAL | Modifier.STATIC : 0;
    }

    private static String kind(Class<?> type) {
        if (type.isInterface()) {
            return type.isAnnotation() ? "@interface" : "interface";
        }
        return type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String members(Class<?> type) {
        List<String> lines = new ArrayList<>();
        if (type.isEnum()) {
            lines.add(Arrays.stream(type.getEnumConstants())
                    .map(constant -> ((Enum<?>) constant).name())
                    .collect(joining(", ")));
        }
        visible(type, Class::getDeclaredFields)
                .filter(field -> !field.isEnumConstant())
                .map(ApiText::field)
                .sorted()
                .forEach(lines::add);
        visible(type, Class::getDeclaredConstructors)
                .filter(constructor -> constructor.getDeclaringClass() == type)
                .map(ApiText::constructor)
                .sorted()
                .forEach(lines::add);
        visible(type, Class::getDeclaredMethods)
                .filter(method -> !IMPLIED.contains(method.getName() + parameters(method)))
                .map(ApiText::method)
                .sorted()
                .forEach(lines::add);
        return lines.stream().map(line -> "    " + line + "\n").collect(joining());
    }

    /** What programs can use of a type, also where a class that they can't see has it for its subclasses. */
    private static <M extends Member> Stream<M> visible(Class<?> type, Function<Class<?>, M[]> members) {
        List<Class<?>> declaring = new ArrayList<>(List.of(type));
        Class<?> parent = type.getSuperclass();
        while (parent != null && !isVisible(parent.getModifiers())) {
            declaring.add(parent);
            parent = parent.getSuperclass();
        }
        return declaring.stream()
                .flatMap(each -> Arrays.stream(members.apply(each)))
                .filter(member -> !member.isSynthetic())
                .filter(member -> Modifier.isPublic(member.getModifiers())
                        || (Modifier.isProtected(member.getModifiers()) && !Modifier.isFinal(type.getModifiers())));
    }

    private static String field(Field field) {
        return deprecated(field) + modifiers(field.getModifiers()) + TypeText.of(field.getAnnotatedType()) + " "
                + field.getName();
    }

    private static String constructor(Constructor<?> constructor) {
        return deprecated(constructor)
                + modifiers(constructor.getModifiers())
                + typeParameters(constructor)
                + constructor.getDeclaringClass().getSimpleName()
                + parameters(constructor)
                + exceptions(constructor);
    }

    private static String method(Method method) {
        boolean ofInterface = method.getDeclaringClass().isInterface();
        return deprecated(method)
                + (method.isDefault() ? "default " : "")
                + modifiers(method.getModifiers() & ~(ofInterface ? Modifier.ABSTRACT | Modifier.PUBLIC : 0))
                + typeParameters(method)
                + TypeText.of(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + parameters(method)
                + exceptions(method)
                + (method.getDefaultValue() == null ? "" : " default");
    }

    private static String parameters(Executable executable) {
        AnnotatedType[] types = executable.getAnnotatedParameterTypes();
        String text = TypeText.list(types);
        return "(" + (executable.isVarArgs() ? text.substring(0, text.length() - "[]".length()) + "..." : text) + ")";
    }

    private static String typeParameters(Executable executable) {
        String text = TypeText.parameters(executable.getTypeParameters());
        return text.isEmpty() ? "" : text + " ";
    }

    private static String exceptions(Executable executable) {
        String text = TypeText.list(executable.getAnnotatedExceptionTypes());
        return text.isEmpty() ? "" : " throws " + text;
    }

    private static String deprecated(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }

    private static String modifiers(int modifiers) {
        String text = Modifier.toString(modifiers & SHOWN);
        return text.isEmpty() ? "" : text + " ";
    }
}
