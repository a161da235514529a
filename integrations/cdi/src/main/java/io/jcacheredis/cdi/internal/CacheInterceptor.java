package io.jcacheredis.cdi.internal;

import jakarta.annotation.Priority;
import jakarta.inject.Inject;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.lang.annotation.Annotation;
import java.util.List;
import javax.cache.annotation.CachePut;
import javax.cache.annotation.CacheRemove;
import javax.cache.annotation.CacheRemoveAll;
import javax.cache.annotation.CacheResult;
import org.jspecify.annotations.Nullable;

/**
 * The interceptors, one for each annotation.
 *
 * <p>They come behind those that ask whether the caller may call at all, which have the platform's first priorities, so
 * that nobody gets from a cache what he may not ask for. They come before those of transactions ({@code PLATFORM_BEFORE
 * + 200}): a result that is cached needs none, and what is changed after the invocation is changed after the commit. A
 * reader in between would cache the old state again.
 */
public abstract class CacheInterceptor implements Serializable {

    private static final long serialVersionUID = 1;

    static final int PRIORITY = Interceptor.Priority.PLATFORM_BEFORE + 150;

    @SuppressWarnings("serial") // The client proxy of a bean, which is.
    private final Interceptions interceptions;

    private final Class<? extends Annotation> kind;

    CacheInterceptor(Interceptions interceptions, Class<? extends Annotation> kind) {
        this.interceptions = interceptions;
        this.kind = kind;
    }

    /** All of them. */
    public static List<Class<? extends CacheInterceptor>> classes() {
        return List.of(OfResults.class, OfPuts.class, OfRemovals.class, OfClears.class);
    }

    @AroundInvoke
    @Nullable
    Object around(InvocationContext invocation) throws Exception {
        return interceptions.around(kind, invocation);
    }

    /** For {@code @CacheResult}. */
    @CacheResult
    @Interceptor
    @Priority(PRIORITY)
    public static class OfResults extends CacheInterceptor {
        private static final long serialVersionUID = 1;

        @Inject
        OfResults(Interceptions interceptions) {
            super(interceptions, CacheResult.class);
        }
    }

    /** For {@code @CachePut}. */
    @CachePut
    @Interceptor
    @Priority(PRIORITY)
    public static class OfPuts extends CacheInterceptor {
        private static final long serialVersionUID = 1;

        @Inject
        OfPuts(Interceptions interceptions) {
            super(interceptions, CachePut.class);
        }
    }

    /** For {@code @CacheRemove}. */
    @CacheRemove
    @Interceptor
    @Priority(PRIORITY)
    public static class OfRemovals extends CacheInterceptor {
        private static final long serialVersionUID = 1;

        @Inject
        OfRemovals(Interceptions interceptions) {
            super(interceptions, CacheRemove.class);
        }
    }

    /** For {@code @CacheRemoveAll}. */
    @CacheRemoveAll
    @Interceptor
    @Priority(PRIORITY)
    public static class OfClears extends CacheInterceptor {
        private static final long serialVersionUID = 1;

        @Inject
        OfClears(Interceptions interceptions) {
            super(interceptions, CacheRemoveAll.class);
        }
    }
}
