package io.jcacheredis.internal.store;

/** Some of the entries of a cache. */
public sealed interface Selection permits KeyPattern, Tags {

    /** Whether the entry with that key may be one of them: if not, it is not. */
    boolean mayMatch(byte[] key);
}
