package io.jcacheredis.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.CacheUnavailableException;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.cache.Cache;

/** What goes through all entries of a cache, while keys move and servers change. */
final class Scans {

    private static final int ENTRIES = 1_500;

    private final Cache<String, Long> stays;
    private final Cache<String, Long> cleared;
    private final Map<String, Long> entries = new HashMap<>();

    /**
     * Fills a cache whose entries stay.
     *
     * @param cleared another one
     */
    Scans(Cache<String, Long> stays, Cache<String, Long> cleared) {
        this.stays = stays;
        this.cleared = cleared;
        for (int i = 0; i < ENTRIES; i++) {
            entries.put(FailoverTrial.tag(i) + i, (long) i);
        }
        stays.putAll(entries);
    }

    /** A scan that has begun. */
    final class Begun {

        private final Iterator<Cache.Entry<String, Long>> iterator = stays.iterator();
        private final Map<String, Long> seen = new HashMap<>();

        private Begun() {
            while (seen.size() < ENTRIES / 3) {
                see(iterator.next());
            }
        }

        private void see(Cache.Entry<String, Long> entry) {
            assertThat(seen.put(entry.getKey(), entry.getValue()))
                    .as("seen before")
                    .isNull();
        }

        /** As {@link #end}, unless it comes to a server that is away. Also then it has seen nothing that was not there. */
        void endOrFail() {
            try {
                end();
            } catch (CacheUnavailableException e) {
                assertThat(entries).as("seen before it failed").containsAllEntriesOf(seen);
            }
        }

        void end() {
            iterator.forEachRemaining(this::see);
            assertThat(seen.keySet().stream().filter(key -> !entries.containsKey(key)))
                    .as("seen, and never there")
                    .isEmpty();
            assertThat(entries.entrySet().stream()
                            .filter(entry -> !entry.getValue().equals(seen.get(entry.getKey()))))
                    .as("there throughout, and not seen")
                    .isEmpty();
        }
    }

    Begun begin() {
        return new Begun();
    }

    /** Makes one as a whole. */
    void iterate() {
        begin().end();
    }

    /** Clears a cache. */
    void clear() {
        Map<String, Long> some = new HashMap<>();
        for (int i = 0; i < ENTRIES / 10; i++) {
            some.put(FailoverTrial.tag(i) + i, (long) i);
        }
        cleared.putAll(some);
        cleared.clear();
        Set<String> left = new TreeSet<>(cleared.getAll(some.keySet()).keySet());
        assertThat(left).as("left by a clear").isEmpty();
    }
}
