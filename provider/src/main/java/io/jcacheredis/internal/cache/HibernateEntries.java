package io.jcacheredis.internal.cache;

import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.CodecException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is special about entries of Hibernate's second-level cache, which are known by the classes of their keys and values. Such as can't be
 * written are not kept, in place of an exception: Hibernate looks up in the midst of a program's work and puts after the database has
 * committed, so that the program would take for failed what was done. Thread-safe.
 */
public final class HibernateEntries {

    private static final Logger log = LoggerFactory.getLogger(HibernateEntries.class);
    private static final String CLASSES = "org.hibernate.cache.";

    /** Messages may hold numbers, so that there is no end of them. */
    private static final int MOST_WARNINGS = 100;

    private final String cacheName;
    private final OnFailure onFailure;
    private final Consumer<String> warnings;
    private final Set<String> told = ConcurrentHashMap.newKeySet();
    private volatile @Nullable String onFirst;

    /**
     * Those of a cache.
     *
     * @param onFirst what to warn of when the first one is written; null for nothing
     */
    public HibernateEntries(
            String cacheName, OnFailure onFailure, Consumer<String> warnings, @Nullable String onFirst) {
        this.cacheName = cacheName;
        this.onFailure = onFailure;
        this.warnings = warnings;
        this.onFirst = onFirst;
    }

    /** Some entry is written. The first one tells whose cache it is. */
    void noteWrite(Object key, Object value) {
        String warning = onFirst;
        if (warning != null) {
            onFirst = null;
            if (isOfHibernate(key) || isOfHibernate(value)) {
                warnings.accept(warning);
            }
        }
    }

    /** Goes on if what can't be written is a part of one of them, which is not kept then, with a warning; else throws the failure. */
    void leaveOut(RuntimeException failure, Object... parts) {
        if (onFailure == OnFailure.STRICT || Stream.of(parts).noneMatch(HibernateEntries::isOfHibernate)) {
            throw failure;
        }
        String message = reason(failure);
        if (told.size() < MOST_WARNINGS && told.add(message)) {
            warnings.accept("Hibernate's entries of this kind are not kept and are read from the database each time: "
                    + message);
        } else {
            log.debug("Cache '{}' does not keep an entry of Hibernate", cacheName, failure);
        }
    }

    /** The codec's: to declare a type, as is advised beside it, would refuse all else that Hibernate puts into the region. */
    private String reason(RuntimeException failure) {
        return failure.getCause() instanceof CodecException codec
                ? "cache '" + cacheName + "': " + advice(codec)
                : String.valueOf(failure.getMessage());
    }

    /** One that helps: whatever part of Hibernate is allowed holds others, down to the application's converters. */
    private static String advice(CodecException failure) {
        String refused = failure.refusedClass();
        return refused != null && refused.startsWith("org.hibernate.")
                ? "they hold " + refused + " of Hibernate's own, as results of native queries do, which can't be"
                        + " kept. Leave out setCacheable and the hint org.hibernate.cacheable of native queries"
                : String.valueOf(failure.getMessage());
    }

    private static boolean isOfHibernate(Object object) {
        return object.getClass().getName().startsWith(CLASSES);
    }
}
