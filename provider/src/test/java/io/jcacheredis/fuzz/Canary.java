package io.jcacheredis.fuzz;

import java.lang.reflect.Method;
import java.util.List;

/**
 * Notices what no input may bring about: that code of a {@link Gadgets gadget} runs, or that its class is as much as
 * loaded. Sings once; the target then fails and the JVM ends.
 */
final class Canary {

    /** Nothing has happened while this is null. */
    private static volatile String happened;

    private static final List<String> GADGETS = List.of(
            "$Initialised", "$Reading", "$Hashed", "$Compared", "$External", "$Constants", "$Handler", "$Bean", "$Sub");

    private Canary() {}

    /** Said by a gadget, or by who was asked for one. */
    static void sing(String what) {
        if (happened == null) {
            happened = what;
        }
    }

    /** Fails if anything has happened. */
    static void requireSilence() {
        if (happened != null) {
            throw new AssertionError("an input brought about: " + happened);
        }
        for (String gadget : GADGETS) {
            if (isLoaded(Canary.class.getPackageName() + ".Gadgets" + gadget)) {
                throw new AssertionError("an input loaded the class Gadgets" + gadget);
            }
        }
    }

    private static boolean isLoaded(String name) {
        try {
            return Loaded.FIND.invoke(Canary.class.getClassLoader(), name) != null;
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Needs {@code --add-opens java.base/java.lang=ALL-UNNAMED}, which who only writes gadgets does not have. */
    private static final class Loaded {

        static final Method FIND = find();

        private static Method find() {
            try {
                Method find = ClassLoader.class.getDeclaredMethod("findLoadedClass", String.class);
                find.setAccessible(true);
                return find;
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
