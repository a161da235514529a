package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.Report;

/**
 * The methods of a cache that change or read one entry, each as what it asks of the store and how it is counted (JSR-107,
 * the tables of statistics). What they return is read off the outcome.
 */
enum Operation {
    GET(Condition.PRESENT, Action.TOUCH, Report.PRIOR, true),
    PUT(Condition.ANY, Action.SET, Report.NOTHING, false),
    GET_AND_PUT(Condition.ANY, Action.SET, Report.PRIOR, true),
    PUT_IF_ABSENT(Condition.ABSENT, Action.SET, Report.EXISTENCE, true),
    REPLACE(Condition.PRESENT, Action.SET, Report.EXISTENCE, true),
    GET_AND_REPLACE(Condition.PRESENT, Action.SET, Report.PRIOR, true),
    REPLACE_EQUAL(Condition.EQUALS, Action.SET, Report.EXISTENCE, true),
    REMOVE(Condition.PRESENT, Action.REMOVE, Report.EXISTENCE, false),
    GET_AND_REMOVE(Condition.PRESENT, Action.REMOVE, Report.PRIOR, true),
    REMOVE_EQUAL(Condition.EQUALS, Action.REMOVE, Report.EXISTENCE, true),
    /** A value that a loader gave: not counted as a put by its caller. */
    LOAD(Condition.ABSENT, Action.SET, Report.NOTHING, false);

    private final Condition condition;
    private final Action action;
    private final Report report;
    private final boolean lookup;

    Operation(Condition condition, Action action, Report report, boolean lookup) {
        this.condition = condition;
        this.action = action;
        this.report = report;
        this.lookup = lookup;
    }

    Condition condition() {
        return condition;
    }

    Action action() {
        return action;
    }

    Report report() {
        return report;
    }

    /** Whether it counts a hit or a miss. */
    boolean isLookup() {
        return lookup;
    }

    /**
     * Whether the writer is called only if the condition holds. The removals by key call it for a missing entry too: the
     * database may have what the cache has not.
     */
    boolean writesConditionally() {
        return this != PUT && this != GET_AND_PUT && this != REMOVE && this != GET_AND_REMOVE;
    }
}
