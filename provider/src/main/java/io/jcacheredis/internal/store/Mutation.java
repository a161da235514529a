package io.jcacheredis.internal.store;

import org.jspecify.annotations.Nullable;

/**
 * A condition and an action on one entry, done as one atomic step.
 *
 * @param condition what must hold
 * @param expected the bytes for {@link Condition#EQUALS}, else null
 * @param action what is done if it holds
 * @param value the bytes for {@link Action#SET}, else null
 * @param report how much the outcome must tell
 * @param expiry the times to live
 * @param fill whether it only brings in what can be had again: nobody minds if it is not done
 * @param mayLag whether it only reads, and may be answered by a server that lacks the latest changes
 * @param tags what the entry can be purged by, if the mutation writes it
 * @param stage the step of something longer that it is, or null
 */
@SuppressWarnings("ArrayRecordComponent") // compared nowhere; the bytes are handed on as they are
public record Mutation(
        Condition condition,
        byte @Nullable [] expected,
        Action action,
        byte @Nullable [] value,
        Report report,
        ExpiryPlan expiry,
        boolean fill,
        boolean mayLag,
        Tags tags,
        @Nullable Stage stage) {

    /** A step of something that takes several mutations. */
    public sealed interface Stage permits WriteIntent.Stage, LoadLease.Stage {}

    /** A mutation that somebody relies on. */
    public Mutation(
            Condition condition,
            byte @Nullable [] expected,
            Action action,
            byte @Nullable [] value,
            Report report,
            ExpiryPlan expiry) {
        this(condition, expected, action, value, report, expiry, false, false, Tags.NONE, null);
    }

    public Mutation {
        if ((condition == Condition.EQUALS) != (expected != null)) {
            throw new IllegalArgumentException("EQUALS, and only it, has expected bytes");
        }
        if ((action == Action.SET) != (value != null)) {
            throw new IllegalArgumentException("SET, and only it, has a value");
        }
    }

    // What may lag: these three, and nothing that a change or a load is decided by.

    /** Reads the entry's value as an access: {@code get} and {@code getAll}. */
    public static Mutation read(ExpiryPlan expiry) {
        return mayLag(Action.TOUCH, Report.PRIOR, expiry);
    }

    /** Asks whether there is an entry: {@code containsKey}. */
    public static Mutation contains() {
        return mayLag(Action.NONE, Report.EXISTENCE, ExpiryPlan.NONE);
    }

    /** Reads the entry's value, without a change of its time to live: the iterator, of keys that it has. */
    public static Mutation view() {
        return mayLag(Action.NONE, Report.PRIOR, ExpiryPlan.NONE);
    }

    private static Mutation mayLag(Action action, Report report, ExpiryPlan expiry) {
        return new Mutation(Condition.PRESENT, null, action, null, report, expiry, false, true, Tags.NONE, null);
    }

    /** The same, answered by who has the latest changes. */
    public Mutation upToDate() {
        return new Mutation(condition, expected, action, value, report, expiry, fill, false, tags, stage);
    }

    // All others are answered by who has the latest changes.

    /** Reads the entry's value, without a change of its time to live. */
    public static Mutation peek() {
        return new Mutation(Condition.PRESENT, null, Action.NONE, null, Report.PRIOR, ExpiryPlan.NONE);
    }

    /** Asks whether there is an entry. */
    public static Mutation exists() {
        return new Mutation(Condition.PRESENT, null, Action.NONE, null, Report.EXISTENCE, ExpiryPlan.NONE);
    }

    /** Writes the value if the condition, one without expected bytes, holds. */
    public static Mutation set(Condition condition, byte[] value, Report report, ExpiryPlan expiry) {
        return new Mutation(condition, null, Action.SET, value, report, expiry);
    }

    /** Writes what a loader gave, unless there is an entry by now. */
    public static Mutation fill(byte[] value, Report report, ExpiryPlan expiry) {
        return new Mutation(Condition.ABSENT, null, Action.SET, value, report, expiry, true, false, Tags.NONE, null);
    }

    /** Writes the value if the entry has the expected bytes. */
    public static Mutation replace(byte[] expected, byte[] value, Report report, ExpiryPlan expiry) {
        return new Mutation(Condition.EQUALS, expected, Action.SET, value, report, expiry);
    }

    /** Removes the entry if there is one. */
    public static Mutation remove(Report report) {
        return new Mutation(Condition.PRESENT, null, Action.REMOVE, null, report, ExpiryPlan.NONE);
    }

    /** Removes the entry if it has the expected bytes. */
    public static Mutation remove(byte[] expected, Report report) {
        return new Mutation(Condition.EQUALS, expected, Action.REMOVE, null, report, ExpiryPlan.NONE);
    }

    /** Counts as an access if the entry still has the expected bytes. */
    public static Mutation touch(byte[] expected, ExpiryPlan expiry) {
        return new Mutation(Condition.EQUALS, expected, Action.TOUCH, null, Report.EXISTENCE, expiry);
    }

    /** Asks whether there is an entry, under no condition: what precedes an unconditional change. */
    public static Mutation glance() {
        return new Mutation(Condition.ANY, null, Action.NONE, null, Report.NOTHING, ExpiryPlan.NONE);
    }

    /** Asks whether the condition holds, and changes nothing. */
    public Mutation question() {
        return new Mutation(condition, expected, Action.NONE, null, report, ExpiryPlan.NONE);
    }

    /** The same mutation with other times to live. */
    public Mutation with(ExpiryPlan newExpiry) {
        return new Mutation(condition, expected, action, value, report, newExpiry, fill, mayLag, tags, stage);
    }

    /** The same mutation if the entry is still as it was: with those bytes, or missing if they are null. */
    public Mutation ifStill(byte @Nullable [] seen) {
        Condition still = seen == null ? Condition.ABSENT : Condition.EQUALS;
        return new Mutation(still, seen, action, value, report, expiry, fill, mayLag, tags, stage);
    }

    /** The same mutation for an entry with these tags. */
    public Mutation tagged(Tags newTags) {
        return new Mutation(condition, expected, action, value, report, expiry, fill, mayLag, newTags, stage);
    }

    /** The same mutation of an entry whatever its value is. */
    public Mutation ofAnyValue() {
        return new Mutation(Condition.PRESENT, null, action, value, report, expiry, fill, mayLag, tags, stage);
    }

    /** The same mutation as a step of something longer. */
    Mutation at(@Nullable Stage newStage) {
        return new Mutation(condition, expected, action, value, report, expiry, fill, mayLag, tags, newStage);
    }

    /** Whether listeners hear of it if it does something. Of what reports nothing nobody hears. */
    public boolean isHeard() {
        boolean ends = action == Action.TOUCH && expiry.access() == TimeToLive.Special.ZERO;
        return report != Report.NOTHING && (changes() || ends);
    }

    /** Whether it writes or removes. */
    public boolean changes() {
        return action == Action.SET || action == Action.REMOVE;
    }
}
