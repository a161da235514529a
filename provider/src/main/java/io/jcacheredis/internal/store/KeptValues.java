package io.jcacheredis.internal.store;

import org.jspecify.annotations.Nullable;

/** What is kept of a cache in this JVM. */
@FunctionalInterface
public interface KeptValues {

    /** Nothing. */
    KeptValues NONE = key -> null;

    /** The entry with that key, as it is written, if it is here and may be answered from here. May be called by any thread. */
    @Nullable
    KeptValue find(String key);
}
