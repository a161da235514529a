package io.jcacheredis.cdi.internal;

import jakarta.enterprise.inject.spi.DefinitionException;
import java.io.InputStream;
import java.io.Reader;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.lang.reflect.Type;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.stream.BaseStream;
import org.jspecify.annotations.Nullable;

/**
 * What a cache keeps of what a method returns: the value itself, or what is in an {@code Optional}, which no cache that
 * stores by value could keep.
 *
 * @param type the class of what is kept, as far as the method says it; {@code Void.class} if there is nothing
 */
record Result(Class<?> type, boolean optional) {

    private static final Logger LOG = System.getLogger(Result.class.getName());

    /** What the first caller uses up, so that nothing is left for the next one. */
    private static final List<Class<?>> USED_UP =
            List.of(BaseStream.class, Iterator.class, InputStream.class, Reader.class);

    /** What can be kept by reference only. */
    private static final List<Class<?>> NOT_BY_VALUE = List.of(
            CompletionStage.class,
            Future.class,
            Flow.Publisher.class,
            OptionalInt.class,
            OptionalLong.class,
            OptionalDouble.class);

    static Result of(Method method) {
        Class<?> returned = boxed(method.getReturnType());
        return returned == Optional.class
                ? new Result(Types.argument(method.getGenericReturnType(), 0), true)
                : new Result(returned, false);
    }

    /**
     * Of a method with {@code @CacheResult}.
     *
     * @param own whether the annotation is the method's, and not that of its class
     * @param keepsExceptions whether exceptions are kept, which a method without a result may have, too
     * @throws DefinitionException if the result can't be kept
     */
    static Result checked(Method method, boolean own, boolean keepsExceptions) {
        Result result = of(method);
        if (own && result.isNothing() && !keepsExceptions) {
            throw new DefinitionException(method + " has @CacheResult and returns nothing that could be kept. Let it"
                    + " return a value, take the annotation away, or give it an exceptionCacheName, if the exceptions"
                    + " are to be kept");
        }
        requireKeepable(method, "returns", result.type);
        if (isAny(NOT_BY_VALUE, result.type)) {
            LOG.log(
                    Level.WARNING,
                    "{0} has @CacheResult and returns a {1}, which caches that store by value can''t keep, as those of"
                            + " jcache-redis: calls fail after the method ran. Return the value itself",
                    method,
                    result.type.getName());
        }
        return result;
    }

    /** @throws DefinitionException if a parameter with {@code @CacheValue} can't be kept as it is */
    static void requireValue(Method method, Type type) {
        Class<?> raw = Types.raw(type);
        if (raw == Optional.class) {
            throw new DefinitionException(method + " has @CachePut and an Optional with @CacheValue. A cache keeps the"
                    + " value itself: let the method take that, and call one with @CacheRemove where there is none");
        }
        requireKeepable(method, "puts", raw);
    }

    private static void requireKeepable(Method method, String does, Class<?> type) {
        if (isAny(USED_UP, type)) {
            throw new DefinitionException(method + " " + does + " a " + type.getName() + ", which its first reader uses"
                    + " up, so that no cache can keep it. Keep what is in it, as a list or an array");
        }
    }

    private static boolean isAny(List<Class<?>> types, Class<?> type) {
        return types.stream().anyMatch(one -> one.isAssignableFrom(type));
    }

    static Class<?> boxed(Class<?> type) {
        return MethodType.methodType(type).wrap().returnType();
    }

    boolean isNothing() {
        return type == Void.class;
    }

    /** What is put for what the method returned; null for nothing. */
    @Nullable
    Object kept(@Nullable Object returned) {
        return returned instanceof Optional<?> some && optional ? some.orElse(null) : returned;
    }

    /** What the caller gets for what was kept. */
    @Nullable
    Object returned(@Nullable Object kept) {
        return optional ? Optional.ofNullable(kept) : kept;
    }
}
