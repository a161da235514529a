package io.jcacheredis.commandline.redis;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.commandline.value.EntryLine;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.List;

/**
 * Puts entries as they lie in Redis, in the place of those of the same keys, many in a round trip. Near caches hear of them; listeners do not,
 * as of a purge, and what a cache keeps of its durable events stays as it is.
 */
public final class EntryWriter {

    private final OpenCache cache;
    private final EntryStore store;

    EntryWriter(OpenCache cache, EntryStore store) {
        this.cache = cache;
        this.store = store;
    }

    /**
     * Puts all of them.
     *
     * @throws javax.cache.CacheException if Redis can't be reached or refuses, or if another JVM has claimed the keys in another
     *     form; some may be put then
     */
    public void put(List<EntryLine> entries) {
        if (entries.isEmpty()) {
            return;
        }
        // The cache knows whether its keys are still ours, and the store does not.
        cache.cache().containsKey(entries.get(0).key());
        cache.requireAnswered();
        store.applyAll(entries.stream().map(EntryWriter::put).toList());
    }

    private static KeyedMutation put(EntryLine entry) {
        TimeToLive life = EntryLine.isEternal(entry.ttl())
                ? Special.ETERNAL
                : new TimeToLive.Finite(entry.ttl().toMillis());
        ExpiryPlan plan = new ExpiryPlan(life, life, Special.UNCHANGED);
        // Of what reports nothing nobody hears.
        return new KeyedMutation(
                entry.key().getBytes(UTF_8),
                Mutation.set(Condition.ANY, entry.value().stored(), Report.NOTHING, plan));
    }
}
