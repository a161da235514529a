package io.jcacheredis.cdi.internal;

import java.util.concurrent.Callable;
import javax.cache.Cache;
import org.jspecify.annotations.Nullable;

/** Gets what is in a cache, or what a method returns, by one call of the method at a time for each key. */
interface Loads {

    /**
     * The value of the entry; if there is none, what the method returns, which is stored unless it is null.
     *
     * @throws Exception what the method throws, unchanged
     */
    @Nullable
    Object load(Cache<Object, Object> cache, Object key, Callable<@Nullable Object> method) throws Exception;
}
