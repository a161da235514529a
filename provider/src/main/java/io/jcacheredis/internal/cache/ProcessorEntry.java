package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.store.Outcome;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.cache.processor.MutableEntry;
import org.jspecify.annotations.Nullable;

/**
 * The entry that an entry processor works on: it reads the value when it is asked for, and remembers the net effect of
 * what is done to it. Used by one thread, for one run.
 */
final class ProcessorEntry<K, V> implements MutableEntry<K, V> {

    /** The net effect of a run. */
    enum Effect {
        NOTHING,
        READ,
        LOADED,
        SET,
        REMOVED
    }

    /**
     * The entry as it was when the run looked.
     *
     * @param bytes null if it was missing
     * @param known false if it counts as missing because the store could not be asked
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    record Look(byte @Nullable [] bytes, boolean known) {

        static final Look MISSING = new Look(null, true);

        boolean isMissing() {
            return bytes == null && known;
        }

        static Look of(Outcome outcome) {
            return new Look(outcome.prior(), !(outcome instanceof Outcome.Missing missing) || missing.known());
        }
    }

    private final K key;
    private final Function<byte[], @Nullable V> decoder;
    private final Loading<K, V> loading;
    private final Supplier<Look> reader;

    private @Nullable Look look;
    private Effect effect = Effect.NOTHING;
    private @Nullable V seen;
    private @Nullable V value;

    /**
     * An entry for one run.
     *
     * @param decoder decodes the entry's bytes; null if that can't be done and the entry is gone for it
     * @param look what is known of the entry already, or null
     * @param reader reads the entry
     */
    ProcessorEntry(
            K key,
            Function<byte[], @Nullable V> decoder,
            Loading<K, V> loading,
            @Nullable Look look,
            Supplier<Look> reader) {
        this.key = key;
        this.decoder = decoder;
        this.loading = loading;
        this.look = look;
        this.reader = reader;
    }

    @Override
    public K getKey() {
        return key;
    }

    @Override
    public boolean exists() {
        return switch (effect) {
            case LOADED, SET, READ -> true;
            case REMOVED -> false;
            case NOTHING -> seen() != null;
        };
    }

    @Override
    @SuppressWarnings("NullAway") // null is what JSR-107 prescribes for a missing entry
    public V getValue() {
        if (effect == Effect.NOTHING) {
            V found = seen();
            if (found != null) {
                value = found;
                effect = Effect.READ;
            } else if (loading.readsThrough()) {
                value = loading.load(key);
                effect = value == null ? Effect.NOTHING : Effect.LOADED;
            }
        }
        return value;
    }

    /** The value that the entry had when the run looked; null if it was missing. */
    private @Nullable V seen() {
        byte[] bytes = looked().bytes();
        if (seen == null && bytes != null) {
            seen = decoder.apply(bytes);
            if (seen == null) {
                look = Look.MISSING;
            }
        }
        return seen;
    }

    @Override
    public void setValue(V newValue) {
        value = Objects.requireNonNull(newValue, "value");
        effect = Effect.SET;
    }

    @Override
    public void remove() {
        boolean madeHere = effect == Effect.SET || effect == Effect.LOADED;
        // What this run made of a missing entry leaves nothing to remove.
        effect = madeHere && look != null && look.isMissing() ? Effect.NOTHING : Effect.REMOVED;
        value = null;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a processor's entry can't be unwrapped as " + type.getName());
    }

    Effect effect() {
        return effect;
    }

    /** The value that was set or loaded. */
    V newValue() {
        return Objects.requireNonNull(value);
    }

    /** The entry as it was, if the run looked or it was known before. */
    @Nullable
    Look look() {
        return look;
    }

    Look looked() {
        if (look == null) {
            look = reader.get();
        }
        return look;
    }
}
