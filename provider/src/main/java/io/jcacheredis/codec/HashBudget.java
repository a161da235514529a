package io.jcacheredis.codec;

import tools.jackson.databind.DeserializationContext;

/** How many comparisons of elements that share a hash code one value may take, in all of its sets and maps together. */
final class HashBudget {

    /** About a second's worth; a set of small elements which all share one hash code takes as many with 4,500 of them. */
    private static final long MOST = 10_000_000;

    /** To compare a large element takes as long as to compare several of so many bytes. */
    private static final int SMALL = 32;

    private long left = MOST;

    private HashBudget() {}

    /** That of the value that is being read. */
    static HashBudget of(DeserializationContext context) {
        if (context.getAttribute(HashBudget.class) instanceof HashBudget budget) {
            return budget;
        }
        HashBudget budget = new HashBudget();
        context.setAttribute(HashBudget.class, budget);
        return budget;
    }

    /** Takes a number of comparisons of an element that is as long as that, or 0 if that is not known. */
    void take(int comparisons, long bytes) {
        left -= comparisons * (1 + Math.max(0, bytes) / SMALL);
        if (left < 0) {
            throw new CodecException(
                    CodecException.Reason.TOO_LARGE,
                    "the value has sets or maps in which too many elements or keys share a hash code");
        }
    }
}
