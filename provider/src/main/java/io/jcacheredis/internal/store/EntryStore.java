package io.jcacheredis.internal.store;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The entries of one cache, as bytes. All methods may be called by any thread; each throws a {@link
 * javax.cache.CacheException} that names the cache when the store can't be reached, refuses, or is late.
 */
public interface EntryStore {

    /** Does one mutation as one atomic step, in one round trip. */
    Outcome apply(byte[] key, Mutation mutation);

    /**
     * Does many mutations, each of them atomic, all of them together in as few round trips as their size allows. They are
     * done in their order, and so are the outcomes. A failure may leave some of them done.
     */
    List<Outcome> applyAll(List<KeyedMutation> mutations);

    /**
     * Reads the first of some entries, and of those that follow as many as fit into one trip and into a heap: the
     * outcomes of the first keys, at least of one. May count as an access to others.
     *
     * @param keys not empty
     * @param read what is done with each: a mutation that reads, or reads as an access
     */
    List<Outcome> readSome(List<byte[]> keys, Mutation read);

    /**
     * Walks over the keys of some entries, in batches. A batch may be empty, and a key may come more than once; each entry that
     * exists from the first to the last batch does come. Each batch is a round trip, and of {@link Tags} two.
     *
     * @param batchSize about how many keys of the database are looked at for a batch, or of entries with a tag
     */
    Iterator<List<byte[]>> scan(Selection selection, int batchSize);

    /** Walks over all keys of the cache. */
    default Iterator<List<byte[]>> scan(int batchSize) {
        return scan(KeyPattern.ALL, batchSize);
    }

    /**
     * Removes some entries in bounded steps and tells how many there were. An entry that was written before
     * the call is removed, one that is written after its return stays, one that is written in between may go either way. One
     * round trip if only one key can be meant.
     */
    long purge(Purge purge);

    /** Removes all entries. */
    default long clear() {
        return purge(Purge.ALL);
    }

    /**
     * What is to be removed, and how.
     *
     * @param batchSize about how many keys of the database are looked at in one step, or of entries with a tag
     * @param step is told after each step; what it throws ends the purge
     */
    record Purge(Selection selection, int batchSize, Step step) {

        /** Long enough to spare trips, short enough that Redis serves others in between. */
        public static final int BATCH = 1000;

        static final Purge ALL = new Purge(KeyPattern.ALL);

        /** These, as fast as the server goes. */
        public Purge(Selection selection) {
            this(selection, BATCH, (lookedAt, removed) -> {});
        }
    }

    /** Hears of each step of a purge. */
    @FunctionalInterface
    interface Step {

        /** Hears about how many keys one looked at, and how many entries it removed. */
        void done(long lookedAt, long removed);
    }

    /** The remaining time to live in milliseconds: empty if there is no entry, {@link Long#MAX_VALUE} if it is eternal. */
    OptionalLong timeToLive(byte[] key);
}
