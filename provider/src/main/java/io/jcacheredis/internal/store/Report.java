package io.jcacheredis.internal.store;

/** How much a {@link Mutation}'s outcome must tell. The less is asked for, the cheaper the command. */
public enum Report {
    /** Nothing: whether a write created or updated the entry may stay unknown ({@link Outcome.Stored}), and no listener hears of it. */
    NOTHING,
    /** Whether there was an entry. */
    EXISTENCE,
    /** The entry's value before the mutation. */
    PRIOR
}
