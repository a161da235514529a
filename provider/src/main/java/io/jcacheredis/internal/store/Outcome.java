package io.jcacheredis.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * What a {@link Mutation} did. Events, statistics and results of a cache are functions of it.
 *
 * <p>A {@code prior} is the value before the mutation; it is null where {@link Report#PRIOR} was not asked for.
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; the bytes are handed on as they are
public sealed interface Outcome {

    /** There was no entry; now there is one. */
    record Created() implements Outcome {}

    /** There was no entry, and the written one expired at once. */
    record Discarded() implements Outcome {}

    /**
     * There was an entry, and it was written.
     *
     * @param expired whether the new value expired at once, so that there is no entry any more
     */
    record Updated(byte @Nullable [] prior, boolean expired) implements Outcome {}

    /** The entry was written; whether there was one before, nobody asked. */
    record Stored() implements Outcome {}

    /** There was an entry; now there is none. */
    record Removed(byte @Nullable [] prior) implements Outcome {}

    /**
     * There is an entry, and its value stayed as it is.
     *
     * @param expired whether this access made it expire
     */
    record Found(byte @Nullable [] prior, boolean expired) implements Outcome {}

    /** There is no entry, and nothing was done. */
    record Missing() implements Outcome {}

    /** There is an entry with other bytes than the expected ones, and nothing was done. Always with its bytes. */
    record Differs(byte[] prior) implements Outcome {}

    /**
     * Nothing was done: the plan's {@code slot} matters here and is {@link TimeToLive.Special#UNDETERMINED}. Ask for it and
     * send the mutation again.
     *
     * @param prior the entry's value where the slot is ACCESS and the value was asked for: should the time to live stay
     *     unchanged, the read is already done
     */
    record DurationNeeded(ExpiryPlan.Slot slot, byte @Nullable [] prior) implements Outcome {}
}
