package io.jcacheredis.benchmarks;

import java.util.Map;
import java.util.Set;

/** A way to Redis, for values that live for ten minutes. */
interface Client extends AutoCloseable {

    int TIME_TO_LIVE_MILLIS = 600_000;

    /** What a cache is called: all names are equally long, and so are the keys of all sides, as Redis takes longer for longer ones. */
    static String cacheName(String side) {
        return (side + "--------").substring(0, 8);
    }

    /** What the Redis keys of a side begin with. */
    static String prefix(String side) {
        return "jcache:" + cacheName(side) + ":";
    }

    /** A value of about as many bytes, made of them, in the form that the other methods take. */
    default Object value(byte[] bytes) {
        return bytes;
    }

    Object get(String key);

    void put(String key, Object value);

    default Object getAll(Set<String> keys) {
        throw new UnsupportedOperationException();
    }

    default void putAll(Map<String, Object> entries) {
        entries.forEach(this::put);
    }

    /** Reads the value and writes another one, as one atomic step. */
    default void readModifyWrite(String key) {
        throw new UnsupportedOperationException();
    }

    /** Writes a value by an entry processor that does not read. */
    default void blindSet(String key, Object value) {
        throw new UnsupportedOperationException();
    }

    @Override
    void close();
}
