package io.jcacheredis.fuzz;

import java.util.List;
import java.util.Set;

/**
 * The class loader that a codec is given. It knows by itself, without asking the provider, which classes an input may
 * make anybody look for: passive ones of the JDK, by package, and those of the {@link Model} that the codec allows. Who
 * asks for another makes the {@link Canary} sing.
 */
final class WatchingLoader extends ClassLoader {

    private static final Set<String> PACKAGES = Set.of(
            "java.lang",
            "java.math",
            "java.sql",
            "java.time",
            "java.time.temporal",
            "java.util",
            "java.util.concurrent",
            "java.util.concurrent.atomic",
            "java.util.concurrent.locks");

    /** In these packages, and active. */
    private static final Set<String> NOT = Set.of(
            "java.lang.ClassLoader",
            "java.lang.Process",
            "java.lang.ProcessBuilder",
            "java.lang.Runtime",
            "java.lang.System",
            "java.lang.Thread",
            "java.sql.DriverManager",
            "java.util.PriorityQueue",
            "java.util.Scanner",
            "java.util.ServiceLoader",
            "java.util.Timer",
            "java.util.concurrent.PriorityBlockingQueue");

    private static final Set<String> SINGLE = Set.of(
            "java.io.FileNotFoundException",
            "java.io.IOException",
            "java.io.Serializable",
            "java.io.UncheckedIOException",
            "java.lang.reflect.Proxy",
            "java.net.URI",
            // What every class of a proxy refers to.
            "java.lang.invoke.MethodHandles$Lookup",
            "java.lang.reflect.InvocationHandler",
            "java.lang.reflect.Method",
            "java.lang.reflect.UndeclaredThrowableException");

    /** Of frameworks, keys and values of caches. */
    private static final List<String> PREFIXES = List.of(
            // What the JDK makes for itself, to call a constructor.
            "jdk.internal.reflect.",
            "org.hibernate.cache.",
            "org.hibernate.query.internal.QueryParameterBindingsImpl$ParameterBindingsMementoImpl",
            "org.springframework.cache.interceptor.SimpleKey",
            "org.springframework.cache.support.NullValue",
            "org.jsr107.ri.annotations.DefaultGeneratedCacheKey",
            "io.jcacheredis.cdi.ParameterKey");

    private final Set<String> model;

    WatchingLoader(Set<String> model) {
        super(WatchingLoader.class.getClassLoader());
        this.model = model;
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!expected(name)) {
            Canary.sing("the search for the class " + name);
        }
        return super.loadClass(name, resolve);
    }

    private boolean expected(String name) {
        int dot = name.lastIndexOf('.');
        String packageName = dot < 0 ? "" : name.substring(0, dot);
        return model.contains(name)
                || SINGLE.contains(name)
                || (PACKAGES.contains(packageName) && !NOT.contains(name))
                || PREFIXES.stream().anyMatch(name::startsWith);
    }
}
