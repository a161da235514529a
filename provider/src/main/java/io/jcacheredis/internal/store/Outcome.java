package io.jcacheredis.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Mutation} did. Events, statistics and results of a cache are functions of it.
 *
 * <p>A {@code prior} is the value before the mutation; it is null where {@link Report#PRIOR} was not asked for.
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; the bytes are handed on as they are
public sealed interface Outcome
        permits Outcome.Created,
                Outcome.Discarded,
                Outcome.Updated,
                Outcome.Stored,
                Outcome.Removed,
                Outcome.Found,
                Outcome.Missing,
                Outcome.Differs,
                Outcome.Leased,
                Outcome.DurationNeeded,
                KeptValue {

    /** What an outcome says of the entry, for everything that is derived from it. */
    enum Kind {
        CREATED(false, true),
        DISCARDED(false, true),
        UPDATED(true, true),
        STORED(false, true),
        REMOVED(true, true),
        FOUND(true, false),
        MISSING(false, false),
        DIFFERS(true, false),
        DURATION_NEEDED(false, false),
        LEASED(false, false);

        private final boolean existed;
        private final boolean changed;

        Kind(boolean existed, boolean changed) {
            this.existed = existed;
            this.changed = changed;
        }
    }

    Kind kind();

    /** The value before the mutation, or null where there was none or it was not asked for. */
    default byte @Nullable [] prior() {
        return null;
    }

    /** Whether the entry expired by this very mutation: the written value at once, or the value read by its access. */
    default boolean expired() {
        return false;
    }

    /** Whether there was an entry before. False, though unknown, for {@link Stored}. */
    default boolean existed() {
        return kind().existed;
    }

    /** Whether the condition held and the action was a write or a removal. */
    default boolean changed() {
        return kind().changed;
    }

    /** There was no entry; now there is one. */
    record Created() implements Outcome {
        @Override
        public Kind kind() {
            return Kind.CREATED;
        }
    }

    /** There was no entry, and the written one expired at once. */
    record Discarded() implements Outcome {
        @Override
        public Kind kind() {
            return Kind.DISCARDED;
        }
    }

    /** There was an entry, and it was written. */
    record Updated(byte @Nullable [] prior, boolean expired) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.UPDATED;
        }
    }

    /** The entry was written; whether there was one before, nobody asked. */
    record Stored() implements Outcome {
        @Override
        public Kind kind() {
            return Kind.STORED;
        }
    }

    /** There was an entry; now there is none. */
    record Removed(byte @Nullable [] prior) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.REMOVED;
        }
    }

    /** There is an entry, and its value stayed as it is. */
    record Found(byte @Nullable [] prior, boolean expired) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.FOUND;
        }
    }

    /**
     * There is no entry, and nothing was done.
     *
     * @param known false if the store could not be asked, and the entry counts as missing
     */
    record Missing(boolean known) implements Outcome {

        /** The store says that there is none. */
        public Missing() {
            this(true);
        }

        @Override
        public Kind kind() {
            return Kind.MISSING;
        }
    }

    /** There is an entry with other bytes than the expected ones, and nothing was done. Always with its bytes. */
    record Differs(byte[] prior) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.DIFFERS;
        }
    }

    /** Nothing was done, for want of a {@link LoadLease}: somebody else has it, or it has ended. */
    record Leased() implements Outcome {
        @Override
        public Kind kind() {
            return Kind.LEASED;
        }
    }

    /**
     * Nothing was done: the plan's {@code slot} matters here and is {@link TimeToLive.Special#UNDETERMINED}. Ask for it
     * and send the mutation again.
     *
     * @param prior the entry's value where the slot is ACCESS and the value was asked for: should the time to live stay
     *     unchanged, the read is already done
     */
    record DurationNeeded(ExpiryPlan.Slot slot, byte @Nullable [] prior) implements Outcome {
        @Override
        public Kind kind() {
            return Kind.DURATION_NEEDED;
        }
    }
}
