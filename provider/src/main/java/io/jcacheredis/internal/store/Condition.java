package io.jcacheredis.internal.store;

/** What must hold for an entry so that the action of a {@link Mutation} is done. */
public enum Condition {
    /** Always holds. */
    ANY,
    /** There is no entry. */
    ABSENT,
    /** There is an entry. */
    PRESENT,
    /** There is an entry and its bytes are the expected ones. */
    EQUALS
}
