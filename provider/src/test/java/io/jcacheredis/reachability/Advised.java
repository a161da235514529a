package io.jcacheredis.reachability;

import static net.bytebuddy.matcher.ElementMatchers.isConstructor;
import static net.bytebuddy.matcher.ElementMatchers.isMethod;
import static net.bytebuddy.matcher.ElementMatchers.isPublic;
import static net.bytebuddy.matcher.ElementMatchers.nameMatches;
import static net.bytebuddy.matcher.ElementMatchers.named;
import static net.bytebuddy.matcher.ElementMatchers.takesArgument;
import static net.bytebuddy.matcher.ElementMatchers.takesArguments;

import java.io.ObjectStreamClass;
import java.lang.invoke.MethodHandles;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.ResourceBundle;
import net.bytebuddy.asm.Advice;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.DynamicType;
import net.bytebuddy.implementation.bytecode.assign.Assigner;
import net.bytebuddy.matcher.ElementMatcher;

/**
 * Methods of the JDK by which something is reached by reflection, and the code that becomes a part of them to tell {@link Trace} what.
 *
 * @param advice a class of this one whose method is put before or after them
 */
record Advised(Class<?> type, Class<?> advice, ElementMatcher<? super MethodDescription> methods) {

    static final List<Advised> ALL = List.of(
            new Advised(Class.class, ByName.class, named("forName").and(takesArgument(0, String.class))),
            new Advised(Class.class, Found.class, nameMatches("get(Declared)?(Field|Method|Constructor)")),
            new Advised(
                    Class.class,
                    Members.class,
                    nameMatches("get(Declared)?(Fields|Methods|Constructors)|getRecordComponents|getDeclaredClasses")
                            .and(isPublic())),
            new Advised(Class.class, Constructed.class, named("newInstance")),
            new Advised(Class.class, OfClass.class, nameMatches("getResource(AsStream)?")),
            new Advised(
                    ClassLoader.class,
                    OfLoader.class,
                    nameMatches("getResource(s|AsStream)?").and(isPublic())),
            new Advised(Method.class, Used.class, named("invoke")),
            new Advised(Constructor.class, Used.class, named("newInstance")),
            new Advised(Field.class, Used.class, nameMatches("[gs]et(Int|Long|Boolean)?")),
            new Advised(
                    MethodHandles.Lookup.class,
                    Handle.class,
                    nameMatches("find.+").and(takesArgument(0, Class.class)).and(isPublic())),
            new Advised(
                    MethodHandles.Lookup.class,
                    Unreflected.class,
                    nameMatches("unreflect.*").and(isPublic())),
            new Advised(
                    Proxy.class,
                    OfInterfaces.class,
                    nameMatches("newProxyInstance|getProxyClass").and(isPublic())),
            new Advised(Array.class, OfElements.class, named("newInstance")),
            new Advised(ResourceBundle.class, Bundle.class, named("getBundle").and(takesArgument(0, String.class))),
            new Advised(
                    ObjectStreamClass.class, Serialized.class, isConstructor().and(takesArguments(Class.class))));

    /** That class with the advice in these methods. */
    DynamicType.Builder<?> by(DynamicType.Builder<?> builder) {
        return builder.visit(Advice.to(advice).on(isMethod().or(isConstructor()).and(methods)));
    }

    static final class ByName {

        @Advice.OnMethodExit(onThrowable = ClassNotFoundException.class)
        static void exit(@Advice.Argument(0) String name, @Advice.Thrown Throwable thrown) {
            Trace.record(thrown == null ? "class" : "absent", name, null);
        }
    }

    static final class Found {

        @Advice.OnMethodExit
        static void exit(@Advice.Return(typing = Assigner.Typing.DYNAMIC) Object found) {
            Trace.record("member", found, null);
        }
    }

    static final class Members {

        @Advice.OnMethodEnter
        static void enter(@Advice.This Class<?> type) {
            Trace.record("class", type, null);
        }
    }

    static final class Constructed {

        @Advice.OnMethodEnter
        static void enter(@Advice.This Class<?> type) {
            Trace.record("constructed", type, null);
        }
    }

    static final class Used {

        @Advice.OnMethodEnter
        static void enter(@Advice.This Object member) {
            Trace.record("member", member, null);
        }
    }

    static final class Handle {

        @Advice.OnMethodExit
        static void exit(@Advice.Origin("#m") String finder, @Advice.AllArguments Object[] arguments) {
            Trace.record("handle", finder, arguments);
        }
    }

    static final class Unreflected {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(value = 0, typing = Assigner.Typing.DYNAMIC) Object member) {
            Trace.record("member", member, null);
        }
    }

    static final class OfInterfaces {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(1) Class<?>[] interfaces) {
            Trace.record("proxy", interfaces, null);
        }
    }

    static final class OfElements {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Class<?> element) {
            Trace.record("array", element, null);
        }
    }

    static final class OfClass {

        @Advice.OnMethodEnter
        static void enter(@Advice.This Class<?> type, @Advice.Argument(0) String name) {
            Trace.record("resource", type, name);
        }
    }

    static final class OfLoader {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) String name) {
            Trace.record("resource", name, null);
        }
    }

    static final class Bundle {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) String name) {
            Trace.record("bundle", name, null);
        }
    }

    static final class Serialized {

        @Advice.OnMethodEnter
        static void enter(@Advice.Argument(0) Class<?> type) {
            Trace.record("serialized", type, null);
        }
    }
}
