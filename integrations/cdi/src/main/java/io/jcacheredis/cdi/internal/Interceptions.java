package io.jcacheredis.cdi.internal;

import jakarta.interceptor.InvocationContext;
import java.lang.annotation.Annotation;
import org.jspecify.annotations.Nullable;

/** What the interceptors of all beans hand their calls to. Any thread may call it. */
public interface Interceptions {

    /**
     * Calls a method as its annotation has it.
     *
     * @param kind the annotation that the container found. Where the method has another one, which replaces that of its
     *     class, the call is for the other interceptor
     */
    @Nullable
    Object around(Class<? extends Annotation> kind, InvocationContext invocation) throws Exception;
}
