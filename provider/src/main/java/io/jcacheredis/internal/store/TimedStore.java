package io.jcacheredis.internal.store;

import java.util.List;

/** A store that can tell how long what it reads has to live. */
public interface TimedStore extends EntryStore {

    /**
     * What was read, and for how many milliseconds it lives on at least, unless it is changed: {@link Long#MAX_VALUE} if it is eternal, 0 if
     * that is not known.
     */
    record Timed(Outcome outcome, long millis) {}

    /** The same as {@link #readSome}, with the times to live, in the same trip. */
    List<Timed> readSomeTimed(List<byte[]> keys, Mutation read);
}
