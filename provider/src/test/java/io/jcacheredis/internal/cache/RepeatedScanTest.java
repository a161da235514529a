package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.cache.Corner.Entry;
import io.jcacheredis.internal.cache.Corner.Listening;
import io.jcacheredis.internal.cache.Corner.WriterKind;
import io.jcacheredis.internal.cache.Observation.Event;
import io.jcacheredis.internal.cache.Observation.Write;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.ForwardingStore;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Selection;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** SCAN may repeat keys, in the same batch and in later ones. Users must not notice. */
class RepeatedScanTest {

    private static final int ENTRIES = 5000;

    private static final Corner CORNER = new Corner(
            Entry.ABSENT, PolicyCase.all().get(0), Listening.SYNC_WITH_OLD_VALUE, true, WriterKind.WRITES, false);

    private ObservedCache cache;

    @BeforeEach
    void fill() {
        EntryStore store = new Repeating(new InMemoryEntryStore(new FakeClock()));
        ObservedCache filling = new ObservedCache(store, CORNER);
        filling.observe(
                (c, key) -> {
                    for (int i = 0; i < ENTRIES; i++) {
                        c.put("key" + i, "value");
                    }
                    return null;
                },
                "key0");
        cache = new ObservedCache(store, CORNER);
    }

    @Test
    void iterator_eachEntryOnce() {
        List<String> keys = new ArrayList<>();

        Observation seen = cache.observe(
                (c, key) -> {
                    c.forEach(entry -> keys.add(entry.getKey()));
                    return null;
                },
                "key0");

        assertThat(keys).hasSize(ENTRIES).doesNotHaveDuplicates();
        assertThat(seen.policyCalls()).hasSize(ENTRIES);
        assertThat(seen.statistics().hits()).isEqualTo(ENTRIES);
    }

    @Test
    void removeAll_eachEntryOnce() {
        Observation seen = cache.observe(
                (c, key) -> {
                    c.removeAll();
                    return null;
                },
                "key0");

        assertThat(seen.writes()).hasSize(ENTRIES).containsOnly(new Write(null, "value"));
        assertThat(seen.events().stream().map(Event::oldValue)).hasSize(ENTRIES).containsOnly("value");
        assertThat(seen.statistics().removals()).isEqualTo(ENTRIES);
    }

    /** Gives every key about twice, as a Redis does whose table shrinks. */
    private static final class Repeating extends ForwardingStore {

        Repeating(EntryStore store) {
            super(store);
        }

        @Override
        public Iterator<List<byte[]>> scan(Selection selection, int batchSize) {
            List<byte[]> keys = new ArrayList<>();
            store.scan(selection, batchSize).forEachRemaining(keys::addAll);
            List<byte[]> twice = new ArrayList<>(keys);
            twice.addAll(keys);
            Collections.shuffle(twice, new Random(1));
            List<List<byte[]>> batches = new ArrayList<>();
            for (int from = 0; from < twice.size(); from += batchSize) {
                batches.add(twice.subList(from, Math.min(from + batchSize, twice.size())));
            }
            return batches.iterator();
        }
    }
}
