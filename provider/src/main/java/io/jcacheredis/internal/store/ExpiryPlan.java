package io.jcacheredis.internal.store;

/**
 * The times to live of the three things that can happen to an entry. Only one of them is used by a mutation, and only
 * the store knows which.
 */
public record ExpiryPlan(TimeToLive creation, TimeToLive update, TimeToLive access) {

    /** For mutations that never write and never touch. */
    public static final ExpiryPlan NONE =
            new ExpiryPlan(TimeToLive.Special.UNCHANGED, TimeToLive.Special.UNCHANGED, TimeToLive.Special.UNCHANGED);

    /** What can happen to an entry's time to live. */
    public enum Slot {
        CREATION,
        UPDATE,
        ACCESS
    }

    public TimeToLive at(Slot slot) {
        return switch (slot) {
            case CREATION -> creation;
            case UPDATE -> update;
            case ACCESS -> access;
        };
    }

    /** This plan with one slot answered. */
    public ExpiryPlan with(Slot slot, TimeToLive timeToLive) {
        return switch (slot) {
            case CREATION -> new ExpiryPlan(timeToLive, update, access);
            case UPDATE -> new ExpiryPlan(creation, timeToLive, access);
            case ACCESS -> new ExpiryPlan(creation, update, timeToLive);
        };
    }
}
