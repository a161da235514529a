package io.jcacheredis.linearizability;

import io.jcacheredis.CacheUnavailableException;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Makes calls of a cache, and tells what came of them in the numbers of {@link Call}. */
public final class Calls {

    private Calls() {}

    /** Makes the call and returns its result; throws what the cache throws. */
    public static long result(Cache<String, Long> cache, Call call) {
        String key = call.key();
        return switch (call.kind()) {
            case GET -> number(cache.get(key));
            case CONTAINS -> is(cache.containsKey(key));
            case PUT -> {
                cache.put(key, call.argument());
                yield Call.NOTHING;
            }
            case GET_AND_PUT -> number(cache.getAndPut(key, call.argument()));
            case PUT_IF_ABSENT -> is(cache.putIfAbsent(key, call.argument()));
            case REPLACE -> is(cache.replace(key, call.argument()));
            case GET_AND_REPLACE -> number(cache.getAndReplace(key, call.argument()));
            case REPLACE_EQUAL -> is(cache.replace(key, call.other(), call.argument()));
            case REMOVE -> is(cache.remove(key));
            case REMOVE_EQUAL -> is(cache.remove(key, call.other()));
            case GET_AND_REMOVE -> number(cache.getAndRemove(key));
            case INCREMENT ->
                cache.invoke(key, (entry, arguments) -> {
                    long next = 1 + (entry.exists() ? entry.getValue() : 0);
                    entry.setValue(next);
                    return next;
                });
        };
    }

    private static long number(@Nullable Long value) {
        return value == null ? Call.NOTHING : value;
    }

    private static long is(boolean condition) {
        return condition ? 1 : 0;
    }

    /**
     * Whether a call that failed may have been done all the same.
     *
     * @throws RuntimeException the failure itself, if it is not one of Redis
     */
    public static boolean isOutcomeUnknown(RuntimeException failure) {
        if (rootOf(failure) instanceof CacheUnavailableException unavailable) {
            return unavailable.isOutcomeUnknown();
        }
        throw failure;
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null && !(root instanceof CacheUnavailableException)) {
            root = root.getCause();
        }
        return root;
    }
}
