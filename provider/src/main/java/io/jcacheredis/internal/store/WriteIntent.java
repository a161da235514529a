package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The intent to write one entry to the database behind the cache, kept where all JVMs see it. It is announced before the
 * database is written and ends with the change of the entry, so that a store knows whose writes may have met there.
 *
 * <p>Between the two, the entry lives for no longer than the fence: should this JVM be killed, the old value goes soon. And no
 * access and no loaded value makes it last.
 *
 * <p>Of intents for one entry that are open at the same time nobody knows which one the database did last. The first of them to
 * be committed changes the entry, for no longer than the fence while others are open; each of the others has been overtaken
 * then, and so is one that took longer than the fence. An overtaken commit removes the entry, or is refused, so that its writer
 * is called again.
 */
public final class WriteIntent {

    /** What a mutation means for an intent. */
    public enum Step {
        /** Announces it if the condition holds, and shortens the time to live; the mutation only looks. */
        ANNOUNCE,
        /**
         * Ends it: the change is done. If it was overtaken, or if its condition no longer holds, the entry is removed instead,
         * and the outcome is that of the removal.
         */
        COMMIT,
        /**
         * Ends it, as {@link #COMMIT}, unless it was overtaken: then nothing is done, the outcome is as if the entry was
         * another one, and the intent is announced anew.
         */
        COMMIT_OR_REPEAT,
        /** Ends it where nothing was written; the time to live is what it was before. The mutation does nothing else. */
        WITHDRAW,
        /**
         * Is part of none, and lets others be: while any is open, an access does not prolong the life of the entry, and what is
         * written is {@linkplain Outcome.Discarded discarded}.
         */
        YIELD;

        /** Whether what was loaded before is older than what it announces, or than what it ends with. */
        public boolean endsLoads() {
            return this == ANNOUNCE || this == COMMIT || this == COMMIT_OR_REPEAT;
        }
    }

    /**
     * A step of an intent.
     *
     * @param token of the intent; empty for {@link Step#YIELD}
     */
    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    public record Stage(Step step, byte[] token, long fenceMillis) implements Mutation.Stage {}

    private static final Stage YIELDING = new Stage(Step.YIELD, new byte[0], 0);

    private static final String JVM = UUID.randomUUID().toString();
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final byte[] token = (JVM + "." + NUMBERS.incrementAndGet()).getBytes(US_ASCII);
    private final long fenceMillis;

    /**
     * An intent that nobody knows of yet.
     *
     * @param fence how long a write to the database may take, and an entry be older than it
     */
    public WriteIntent(Duration fence) {
        this.fenceMillis = fence.toMillis();
    }

    /** The same question, which announces the intent where its condition holds. */
    public Mutation announce(Mutation question) {
        return stage(question, Step.ANNOUNCE);
    }

    /** The change that ends the intent. */
    public Mutation commit(Mutation change) {
        return stage(change, Step.COMMIT);
    }

    /** The change that ends the intent, or is to be repeated. */
    public Mutation commitOrRepeat(Mutation change) {
        return stage(change, Step.COMMIT_OR_REPEAT);
    }

    /** What ends the intent without a change. */
    public Mutation withdraw() {
        return stage(Mutation.exists(), Step.WITHDRAW);
    }

    private Mutation stage(Mutation mutation, Step step) {
        return mutation.at(new Stage(step, token, fenceMillis));
    }

    /** The same mutation, where the intents of others come first. */
    public static Mutation yielding(Mutation mutation) {
        return mutation.at(YIELDING);
    }
}
