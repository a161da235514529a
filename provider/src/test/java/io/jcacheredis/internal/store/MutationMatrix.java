package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.store.ExpiryPlan.Slot;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every kind of mutation of every kind of entry, and what must come of it. The expectations follow the header of {@code
 * mutate.lua}; no store has a say in them.
 */
final class MutationMatrix {

    static final byte[] OLD = bytes("old value");
    static final byte[] NEW = bytes("new value");
    static final byte[] OTHER = bytes("other value");

    /** What an entry has before; the plans' times differ from it and from each other, so that none passes for another. */
    static final Finite OLD_LIFE = new Finite(100_000);

    private static final Finite ON_CREATION = new Finite(200_000);
    private static final Finite ON_UPDATE = new Finite(300_000);
    private static final Finite ON_ACCESS = new Finite(400_000);
    private static final Finite ON_BOTH = new Finite(500_000);

    private MutationMatrix() {}

    /** A condition, and for EQUALS whether the expected bytes are those of the entry. */
    enum Test {
        ANY(Condition.ANY),
        ABSENT(Condition.ABSENT),
        PRESENT(Condition.PRESENT),
        EQUALS(Condition.EQUALS),
        EQUALS_NOT(Condition.EQUALS);

        final Condition condition;

        Test(Condition condition) {
            this.condition = condition;
        }

        byte @Nullable [] expected() {
            return switch (this) {
                case ANY, ABSENT, PRESENT -> null;
                case EQUALS -> OLD;
                case EQUALS_NOT -> OTHER;
            };
        }
    }

    /** What the mutation meets. */
    enum Before {
        ABSENT,
        ETERNAL,
        FINITE,
        EXPIRED;

        boolean exists() {
            return this == ETERNAL || this == FINITE;
        }

        TimeToLive life() {
            return this == FINITE ? OLD_LIFE : Special.ETERNAL;
        }
    }

    /**
     * What there is afterwards.
     *
     * @param value null: no entry
     */
    @SuppressWarnings("ArrayRecordComponent") // read one by one
    record After(byte @Nullable [] value, TimeToLive life) {

        static final After NO_ENTRY = new After(null, Special.ZERO);
    }

    /**
     * What a mutation must do and tell.
     *
     * @param kinds what the outcome may be: more than one only where {@link Report#NOTHING} leaves the store a choice
     * @param slot what is asked for, if the outcome asks
     */
    @SuppressWarnings("ArrayRecordComponent") // read one by one
    record Expected(
            Set<Kind> kinds,
            byte @Nullable [] prior,
            boolean expired,
            @Nullable Slot slot,
            After after) {}

    /** One mutation of one entry. */
    record Row(Test test, Action action, Report report, Before before, ExpiryPlan plan) {

        Mutation mutation() {
            byte[] value = action == Action.SET ? NEW : null;
            return new Mutation(test.condition, test.expected(), action, value, report, plan);
        }

        Expected expected() {
            return before.exists() ? ofPresent() : ofMissing();
        }

        private Expected ofMissing() {
            boolean creates = action == Action.SET && (test == Test.ANY || test == Test.ABSENT);
            if (!creates) {
                return expect(Kind.MISSING, After.NO_ENTRY);
            }
            if (plan.creation() instanceof Finite finite) {
                return expect(Kind.CREATED, new After(NEW, finite));
            }
            return switch ((Special) plan.creation()) {
                case UNDETERMINED -> needed(Slot.CREATION, null, After.NO_ENTRY);
                case ZERO -> expect(Kind.DISCARDED, After.NO_ENTRY);
                // There is nothing that could stay unchanged: eternal, as the specification has it.
                case UNCHANGED, ETERNAL -> expect(Kind.CREATED, new After(NEW, Special.ETERNAL));
            };
        }

        private Expected ofPresent() {
            After untouched = new After(OLD, before.life());
            byte[] prior = report == Report.PRIOR ? OLD : null;
            if (test == Test.ABSENT) {
                return expect(Kind.FOUND, prior, false, untouched);
            }
            if (test == Test.EQUALS_NOT) {
                return expect(Kind.DIFFERS, OLD, false, untouched);
            }
            return switch (action) {
                case NONE -> expect(Kind.FOUND, prior, false, untouched);
                case REMOVE -> expect(Kind.REMOVED, prior, false, After.NO_ENTRY);
                case TOUCH ->
                    plan.access() == Special.UNDETERMINED
                            ? needed(Slot.ACCESS, prior, untouched)
                            : lived(Kind.FOUND, prior, OLD, plan.access());
                case SET ->
                    plan.update() == Special.UNDETERMINED
                            ? needed(Slot.UPDATE, null, untouched)
                            : lived(Kind.UPDATED, prior, NEW, plan.update());
            };
        }

        private Expected lived(Kind kind, byte @Nullable [] prior, byte[] value, TimeToLive life) {
            if (life == Special.ZERO) {
                return expect(kind, prior, true, After.NO_ENTRY);
            }
            return expect(kind, prior, false, new After(value, life == Special.UNCHANGED ? before.life() : life));
        }

        private Expected expect(Kind kind, After after) {
            return expect(kind, null, false, after);
        }

        private Expected expect(Kind kind, byte @Nullable [] prior, boolean expired, After after) {
            Set<Kind> kinds = EnumSet.of(kind);
            // The one place where a store may say less: a plain write of which nobody wants to know what was there.
            if (test == Test.ANY && action == Action.SET && report == Report.NOTHING && after.value() == NEW) {
                kinds.add(Kind.STORED);
            }
            return new Expected(kinds, prior, expired, null, after);
        }

        private static Expected needed(Slot slot, byte @Nullable [] prior, After after) {
            return new Expected(EnumSet.of(Kind.DURATION_NEEDED), prior, false, slot, after);
        }

        @Override
        public String toString() {
            return before + " entry, " + test + " " + action + ", report " + report + ", creation "
                    + text(plan.creation()) + ", update " + text(plan.update()) + ", access " + text(plan.access());
        }

        private static String text(TimeToLive life) {
            return life instanceof Finite finite ? finite.millis() + " ms" : life.toString();
        }
    }

    static List<Row> rows(Test test, Action action) {
        List<Row> rows = new ArrayList<>();
        for (Report report : Report.values()) {
            for (Before before : Before.values()) {
                for (ExpiryPlan plan : plans(action)) {
                    rows.add(new Row(test, action, report, before, plan));
                }
            }
        }
        return rows;
    }

    /** All answers for the slots that may matter to the action; a slot that may not is undetermined, and never asked for. */
    private static List<ExpiryPlan> plans(Action action) {
        List<ExpiryPlan> plans = new ArrayList<>();
        switch (action) {
            case NONE, REMOVE -> plans.add(plan(Special.UNDETERMINED, Special.UNDETERMINED, Special.UNDETERMINED));
            case TOUCH -> {
                for (TimeToLive access : lives(ON_ACCESS)) {
                    plans.add(plan(Special.UNDETERMINED, Special.UNDETERMINED, access));
                }
            }
            case SET -> {
                for (TimeToLive creation : lives(ON_CREATION)) {
                    for (TimeToLive update : lives(ON_UPDATE)) {
                        plans.add(plan(creation, update, Special.UNDETERMINED));
                    }
                }
                plans.add(plan(ON_BOTH, ON_BOTH, Special.UNDETERMINED));
            }
        }
        return plans;
    }

    private static List<TimeToLive> lives(Finite finite) {
        List<TimeToLive> lives = new ArrayList<>(List.of(Special.values()));
        lives.add(finite);
        return lives;
    }

    private static ExpiryPlan plan(TimeToLive creation, TimeToLive update, TimeToLive access) {
        return new ExpiryPlan(creation, update, access);
    }

    static byte[] bytes(String text) {
        return text.getBytes(US_ASCII);
    }
}
