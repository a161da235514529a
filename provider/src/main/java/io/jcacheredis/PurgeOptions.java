package io.jcacheredis;

import java.util.Objects;
import java.util.function.Consumer;

/**
 * How a {@linkplain RedisCache#purge purge} goes about it, by a pattern or by tags. Immutable: begin with {@link #DEFAULTS}.
 *
 * <pre>{@code
 * cache.purge("user:*", PurgeOptions.DEFAULTS.withKeysPerSecond(50_000).withProgress(done -> bar.show(done.lookedAt())));
 * long wouldGo = cache.purge("user:*", PurgeOptions.DEFAULTS.asDryRun());
 * }</pre>
 *
 * @param batchSize about how many keys of the database one step looks at, or of entries with a tag: more cost less altogether, and hold up other clients of
 *     Redis for longer at a time
 * @param keysPerSecond about how many keys of the database are looked at in a second, at most, or of entries with a tag; 0 is no limit
 * @param dryRun whether nothing is removed, only counted
 * @param progress is told after each step, by the calling thread; what it throws ends the purge
 */
public record PurgeOptions(
        int batchSize, long keysPerSecond, boolean dryRun, Consumer<? super PurgeProgress> progress) {

    /** A thousand keys a step, as fast as Redis goes, and nobody is told. */
    public static final PurgeOptions DEFAULTS = new PurgeOptions(1000, 0, false, progress -> {});

    private static final int LARGEST_BATCH = 100_000;

    /**
     * Options.
     *
     * @throws IllegalArgumentException if the batch is not of 1 to 100,000 keys, or the rate is negative
     */
    public PurgeOptions {
        if (batchSize < 1 || batchSize > LARGEST_BATCH) {
            throw new IllegalArgumentException("a batch has 1 to " + LARGEST_BATCH + " keys, not " + batchSize);
        }
        if (keysPerSecond < 0) {
            throw new IllegalArgumentException(
                    "a number of keys per second is positive, or 0 for no limit, and not " + keysPerSecond);
        }
        Objects.requireNonNull(progress, "progress");
    }

    /** The same with another size of steps. */
    public PurgeOptions withBatchSize(int keys) {
        return new PurgeOptions(keys, keysPerSecond, dryRun, progress);
    }

    /** The same with another limit on the rate; 0 is none. */
    public PurgeOptions withKeysPerSecond(long keys) {
        return new PurgeOptions(batchSize, keys, dryRun, progress);
    }

    /** The same, telling somebody else how far it has come. */
    public PurgeOptions withProgress(Consumer<? super PurgeProgress> listener) {
        return new PurgeOptions(batchSize, keysPerSecond, dryRun, listener);
    }

    /** The same, removing nothing. */
    public PurgeOptions asDryRun() {
        return new PurgeOptions(batchSize, keysPerSecond, true, progress);
    }
}
