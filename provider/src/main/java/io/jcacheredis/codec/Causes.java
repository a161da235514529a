package io.jcacheredis.codec;

import java.io.InvalidClassException;
import java.io.NotSerializableException;
import java.lang.reflect.InvocationTargetException;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * What of another's failure may be told: its class and where it was thrown, and its message only where a user's code
 * says it. The JDK and Jackson quote the value, as in {@code Text 'x' could not be parsed}, and causes end up in logs.
 */
final class Causes {

    /** Their messages, as the JDK has them, name classes. */
    private static final Set<Class<?>> OF_CLASSES =
            Set.of(InvalidClassException.class, ClassNotFoundException.class, NotSerializableException.class);

    /** More than any honest chain, and an end to one that closes on itself. */
    private static final int MOST = 20;

    private Causes() {}

    /** The failure itself if all that it says may be told, and otherwise what stands for it. */
    static @Nullable Throwable told(@Nullable Throwable failure) {
        Throwable actual = failure instanceof InvocationTargetException wrapper ? wrapper.getCause() : failure;
        return actual == null || mayBeTold(actual) ? actual : StandIn.of(actual, MOST);
    }

    private static boolean mayBeTold(Throwable failure) {
        Throwable link = failure;
        for (int i = 0; i < MOST; i++) {
            if (!speaksOfNoValue(link) || link.getSuppressed().length > 0) {
                return false;
            }
            link = link.getCause();
            if (link == null) {
                return true;
            }
        }
        return false;
    }

    /** A user's code says what it likes; by the frame that made it an exception is known. */
    private static boolean speaksOfNoValue(Throwable failure) {
        StackTraceElement[] frames = failure.getStackTrace();
        return OF_CLASSES.contains(failure.getClass())
                || (frames.length > 0 && !(failure instanceof JacksonException) && !isOfALibrary(frames[0]));
    }

    private static boolean isOfALibrary(StackTraceElement frame) {
        String module = frame.getModuleName();
        boolean ofTheJdk = module != null && (module.startsWith("java.") || module.startsWith("jdk."));
        return ofTheJdk || frame.getClassName().startsWith("tools.jackson.");
    }

    /** Tells of another failure, but not what that said. */
    private static final class StandIn extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private StandIn(String message, @Nullable Throwable cause) {
            super(message, cause, false, true);
        }

        static StandIn of(Throwable failure, int most) {
            Throwable cause = failure.getCause();
            String name = failure.getClass().getName();
            StandIn standIn = new StandIn(
                    speaksOfNoValue(failure) ? name + ": " + failure.getMessage() : name,
                    cause == null || most == 0 ? null : of(cause, most - 1));
            standIn.setStackTrace(failure.getStackTrace());
            return standIn;
        }
    }
}
