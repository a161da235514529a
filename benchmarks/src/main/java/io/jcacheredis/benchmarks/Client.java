package io.jcacheredis.benchmarks;

import java.util.Map;
import java.util.Set;

/** A way to Redis, for values of bytes that live for ten minutes. */
interface Client extends AutoCloseable {

    int TIME_TO_LIVE_MILLIS = 600_000;

    byte[] get(String key);

    void put(String key, byte[] value);

    default Object getAll(Set<String> keys) {
        throw new UnsupportedOperationException();
    }

    default void putAll(Map<String, byte[]> entries) {
        throw new UnsupportedOperationException();
    }

    /** Reads the value and writes another one, as one atomic step. */
    default void readModifyWrite(String key) {
        throw new UnsupportedOperationException();
    }

    /** Writes a value by an entry processor that does not read. */
    default void blindSet(String key, byte[] value) {
        throw new UnsupportedOperationException();
    }

    @Override
    void close();
}
