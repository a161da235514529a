package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.cache.ProcessorEntry.Look;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive.Special;
import javax.cache.CacheException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import org.jspecify.annotations.Nullable;

/**
 * One run of an entry processor on one entry: first the processor, then the {@linkplain #commit mutation} that makes its
 * net effect true if the entry is still what the run saw, then what {@linkplain #conclude follows} from the outcome.
 */
final class ProcessorRun<K, V, T> {

    private final CacheParts<K, V> parts;
    private final Effects<K, V> effects;
    private final K key;
    private final byte[] entryKey;
    private final long start;
    private final ProcessorEntry<K, V> entry;
    private final ProcessorWrites<K, V> writes;
    private byte @Nullable [] written;

    /**
     * A run.
     *
     * @param known what is known of the entry, or null: then it is read if the processor looks at it
     * @param writes shared by the runs of one {@code invoke} on the entry
     */
    ProcessorRun(
            CacheParts<K, V> parts,
            Effects<K, V> effects,
            K key,
            byte[] entryKey,
            @Nullable Look known,
            ProcessorWrites<K, V> writes) {
        this.parts = parts;
        this.effects = effects;
        this.key = key;
        this.entryKey = entryKey;
        this.start = effects.start();
        this.writes = writes;
        this.entry = new ProcessorEntry<>(
                key, bytes -> effects.reader().value(entryKey, bytes.clone()), parts.loading(), known, this::look);
    }

    private Look look() {
        return Look.of(parts.store().apply(entryKey, Mutation.peek()));
    }

    /**
     * Runs the processor.
     *
     * @throws CacheException as the processor threw it, or an {@link EntryProcessorException} with what else it threw
     */
    @Nullable
    T process(EntryProcessor<K, V, T> processor, Object... arguments) {
        writes.lookBefore(entry);
        try {
            return processor.process(entry, arguments);
        } catch (Exception e) { // also a checked one that it does not declare
            throw e instanceof CacheException own ? own : new EntryProcessorException("The entry processor failed", e);
        }
    }

    /** Calls the writer, and says which mutation is to be applied; null if none is. */
    @Nullable
    Mutation commit() {
        Look look = entry.look();
        byte[] seen = look == null ? null : look.bytes();
        return switch (entry.effect()) {
            // A hit or miss is counted by existence, also for a processor that never looked.
            case NOTHING -> look == null && parts.statistics().wanted() ? Mutation.exists() : null;
            case READ ->
                seen == null || plansNoTouch()
                        ? null
                        : Mutation.touch(seen, parts.expiry().plan());
            case LOADED ->
                Mutation.fill(
                        encoded(),
                        effects.reportFor(Operation.LOAD),
                        parts.expiry().plan());
            case SET ->
                // Encoded before the writer is called: what can't be written to the cache must not get to the database.
                writes.write(
                        entry.newValue(),
                        seen == null ? set(look == null ? Condition.ANY : Condition.ABSENT) : replace(seen));
            case REMOVED -> removal(look, seen);
        };
    }

    /** Without an entry there is nothing to remove, but the writer is told all the same. */
    private @Nullable Mutation removal(@Nullable Look look, byte @Nullable [] seen) {
        Mutation removal = seen == null ? Mutation.remove(report()) : Mutation.remove(seen, report());
        Mutation told = writes.write(null, removal);
        return look != null && look.isMissing() && told.stage() == null ? null : told;
    }

    private boolean plansNoTouch() {
        return parts.expiry().plan().access() == Special.UNCHANGED;
    }

    private Mutation set(Condition condition) {
        return Mutation.set(condition, encoded(), report(), parts.expiry().plan());
    }

    private Mutation replace(byte[] seen) {
        return Mutation.replace(seen, encoded(), report(), parts.expiry().plan());
    }

    private byte[] encoded() {
        byte[] bytes = parts.codec().value(entry.newValue());
        written = bytes;
        return bytes;
    }

    private Report report() {
        Report counted = parts.statistics().wanted() ? Report.EXISTENCE : Report.NOTHING;
        return Effects.most(counted, effects.reportFor(Operation.INVOKE));
    }

    /** What became of a commit: done, or refused, with what that told of the entry, if anything. */
    record Conclusion(boolean done, @Nullable Look nowKnown) {

        private static final Conclusion DONE = new Conclusion(true, null);
    }

    /**
     * Counts and publishes what was done.
     *
     * @param outcome of the mutation; null if there was none to apply
     */
    Conclusion conclude(@Nullable Outcome outcome) {
        return switch (entry.effect()) {
            case NOTHING -> concludeNothing(outcome);
            case READ -> concludeRead(outcome);
            case LOADED, SET, REMOVED -> concludeChange(outcome == null ? new Outcome.Missing() : outcome);
        };
    }

    private Conclusion concludeNothing(@Nullable Outcome outcome) {
        writes.endWithoutChange();
        Look look = entry.look();
        boolean exists = outcome == null ? look != null && look.bytes() != null : outcome.existed();
        effects.follow(
                Operation.GET, key, exists ? new Outcome.Found(null, false) : new Outcome.Missing(), null, start);
        return Conclusion.DONE;
    }

    private Conclusion concludeRead(@Nullable Outcome touch) {
        writes.endWithoutChange();
        byte[] seen = entry.looked().bytes();
        boolean expired = touch != null && touch.expired();
        effects.follow(Operation.GET, key, new Outcome.Found(seen, expired), null, start);
        return Conclusion.DONE;
    }

    private Conclusion concludeChange(Outcome outcome) {
        boolean nothingToRemove = written == null && outcome instanceof Outcome.Missing && !sawEntry();
        if (!outcome.changed() && !nothingToRemove) {
            return refused(outcome);
        }
        if (entry.effect() == ProcessorEntry.Effect.LOADED) {
            writes.endWithoutChange();
            effects.follow(Operation.GET, key, new Outcome.Missing(), null, start);
            effects.follow(Operation.LOAD, key, outcome, written, start);
        } else {
            writes.committed();
            effects.follow(Operation.INVOKE, key, outcome, written, start);
        }
        return Conclusion.DONE;
    }

    private boolean sawEntry() {
        Look look = entry.look();
        return look != null && look.bytes() != null;
    }

    private static Conclusion refused(Outcome outcome) {
        return switch (outcome.kind()) {
            case DIFFERS, MISSING -> new Conclusion(false, Look.of(outcome));
            default -> new Conclusion(false, null);
        };
    }
}
