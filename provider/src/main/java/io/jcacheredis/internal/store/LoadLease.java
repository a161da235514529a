package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The right to load a missing entry, held by one at a time among all JVMs and for a while only: should its JVM be killed, another one
 * takes over. What was loaded is stored only if the lease is still held then. Whoever removes the entry, or purges the cache, ends
 * it: the load may have read the database before. An entry that was put meanwhile stays.
 *
 * <p>After Nishtala et al., "Scaling Memcache at Facebook" (NSDI 2013), section 3.2.1.
 */
public final class LoadLease {

    /** What a mutation means for a lease. */
    public enum Step {
        /** Takes the lease if there is no entry and nobody else has it; the mutation only looks. */
        ACQUIRE,
        /** Takes the lease in any case, for a load that is to replace the entry; the mutation only looks. */
        SEIZE,
        /** Ends it: the change is done if the lease was held, else the outcome is {@link Outcome.Leased}. */
        FILL,
        /** Makes it last longer, unless it was lost; the mutation does nothing. */
        RENEW,
        /** Ends it without a change; the mutation does nothing. */
        RELEASE
    }

    /** A step of a lease. */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    public record Stage(Step step, byte[] token, long millis) implements Mutation.Stage {}

    private static final String JVM = UUID.randomUUID().toString();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final byte[] token = (JVM + "." + NUMBERS.incrementAndGet()).getBytes(US_ASCII);
    private final long millis;

    /**
     * A lease that nobody knows of yet. One may be used for several entries.
     *
     * @param duration after which it ends unless it is renewed
     */
    public LoadLease(Duration duration) {
        this.millis = duration.toMillis();
    }

    /** Reads the entry, and takes the lease if there is none. */
    public Mutation acquire() {
        return stage(Mutation.peek(), Step.ACQUIRE);
    }

    /** Reads the entry, and takes the lease. */
    public Mutation seize() {
        return stage(Mutation.peek(), Step.SEIZE);
    }

    /** The change that stores what was loaded. */
    public Mutation fill(Mutation change) {
        return stage(change, Step.FILL);
    }

    /**
     * What makes it last.
     *
     * @param seized whether there may have been an entry from the start; else one ends the lease
     */
    public Mutation renew(boolean seized) {
        Condition condition = seized ? Condition.ANY : Condition.ABSENT;
        Mutation nothing = new Mutation(condition, null, Action.NONE, null, Report.NOTHING, ExpiryPlan.NONE);
        return stage(nothing, Step.RENEW);
    }

    /** What ends it where nothing was loaded. */
    public Mutation release() {
        return stage(Mutation.exists(), Step.RELEASE);
    }

    private Mutation stage(Mutation mutation, Step step) {
        return mutation.at(new Stage(step, token, millis));
    }
}
