package io.jcacheredis.codec;

import java.util.Collection;
import java.util.Objects;
import tools.jackson.core.JsonParser;

/**
 * How many elements of one set, or keys of one map, share a hash code, or nearly: hash codes are counted together where
 * they fall into one slot, of which there are several for each element. The first elements are not looked at.
 */
final class HashCounts {

    /** So many elements are compared in no time. */
    private static final int FREE = 64;

    /** Fibonacci hashing: neighbours and multiples of powers of two fall into slots of their own. */
    private static final int GOLDEN = 0x9E3779B9;

    private final HashBudget budget;
    private final JsonParser json;
    private int[] counts = {};
    private long end;

    /** For a set or map that is read by that parser. */
    HashCounts(HashBudget budget, JsonParser json) {
        this.budget = budget;
        this.json = json;
    }

    /** Takes what it costs to look for an element among those that are there, before that is done. */
    void expect(Object element, Collection<?> present) {
        int size = present.size();
        if (size < FREE) {
            return;
        }
        long start = end;
        end = json.currentLocation().getByteOffset();
        if (counts.length < 2 * size) {
            start = counts.length == 0 ? end : start;
            counts = new int[4 * Integer.highestOneBit(size)];
            present.forEach(this::add);
        }
        budget.take(counts[slot(element)], end - start);
    }

    /** Counts an element that was added. */
    void add(Object element) {
        if (counts.length > 0) {
            counts[slot(element)]++;
        }
    }

    private int slot(Object element) {
        return (Objects.hashCode(element) * GOLDEN) >>> (Integer.numberOfLeadingZeros(counts.length) + 1);
    }
}
