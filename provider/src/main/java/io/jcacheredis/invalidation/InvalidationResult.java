package io.jcacheredis.invalidation;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * What came of an event. Immutable.
 *
 * @param removed how many entries the strategies say that they removed, without those that failed
 * @param failures of the strategies that failed, in the order in which they were asked; empty when all went well
 */
public record InvalidationResult(long removed, List<Failure> failures) {

    /** A result. */
    public InvalidationResult {
        failures = List.copyOf(failures);
    }

    /**
     * A strategy that failed, so that entries may be left that should be gone.
     *
     * @param strategy the one that was added
     * @param cause what it threw
     */
    public record Failure(InvalidationStrategy strategy, Exception cause) {

        /** A failure. */
        public Failure {
            requireNonNull(strategy, "strategy");
            requireNonNull(cause, "cause");
        }
    }
}
