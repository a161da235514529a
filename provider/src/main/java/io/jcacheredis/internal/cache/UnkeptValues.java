package io.jcacheredis.internal.cache;

import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.CodecException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Values that can't be encoded and are not kept, in place of an exception: those of Hibernate's second-level cache. It puts them after the
 * database has committed, so that the program would take for failed what was done. Thread-safe.
 */
final class UnkeptValues {

    private static final Logger log = LoggerFactory.getLogger(UnkeptValues.class);
    private static final String HIBERNATE = "org.hibernate.cache.";

    /** Messages may hold numbers, so that there is no end of them. */
    private static final int MOST_WARNINGS = 100;

    private final String cacheName;
    private final OnFailure onFailure;
    private final Set<String> told = ConcurrentHashMap.newKeySet();

    UnkeptValues(String cacheName, OnFailure onFailure) {
        this.cacheName = cacheName;
        this.onFailure = onFailure;
    }

    /** Whether what was put is one of them; then a warning says so, and what the cache has under its key must go. */
    boolean include(Object key, Object value, CodecException failure) {
        if (onFailure == OnFailure.STRICT || !(isOfHibernate(key) || isOfHibernate(value))) {
            return false;
        }
        if (told.size() < MOST_WARNINGS && told.add(String.valueOf(failure.getMessage()))) {
            log.warn(
                    "Hibernate's entries of this kind are not kept and are read from the database each time: {}",
                    failure.getMessage());
        } else {
            log.debug("Cache '{}' does not keep an entry of Hibernate", cacheName, failure);
        }
        return true;
    }

    private static boolean isOfHibernate(Object object) {
        return object.getClass().getName().startsWith(HIBERNATE);
    }
}
