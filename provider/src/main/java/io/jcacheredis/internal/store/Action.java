package io.jcacheredis.internal.store;

/** What a {@link Mutation} does to an entry when its {@link Condition} holds. */
public enum Action {
    /** Looks only; the entry and its time to live stay as they are. */
    NONE,
    /** Reads the value, which counts as an access for the time to live. */
    TOUCH,
    /** Writes the value: a creation or an update for the time to live. */
    SET,
    /** Removes the entry. */
    REMOVE
}
