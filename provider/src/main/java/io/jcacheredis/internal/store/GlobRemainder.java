package io.jcacheredis.internal.store;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is left of a glob pattern for the texts that begin with a given one: patterns of which one matches the rest of a text
 * exactly where the whole pattern matches the text. It means what it means to Redis ({@code stringmatchlen} in its
 * {@code util.c}), byte by byte.
 */
final class GlobRemainder {

    private final byte[] glob;
    /** The places in the pattern that may be next. */
    private Set<Integer> places = new TreeSet<>();

    private GlobRemainder(byte[] glob) {
        this.glob = glob;
        add(places, 0);
    }

    /** The patterns for what follows that start; none if no text that begins so can match. */
    static Set<KeyPattern> after(byte[] start, byte[] glob) {
        GlobRemainder remainder = new GlobRemainder(glob);
        for (byte b : start) {
            remainder.take(b);
        }
        return remainder.patterns();
    }

    /** A star may also be nothing. */
    private void add(Set<Integer> target, int place) {
        target.add(place);
        if (place < glob.length && glob[place] == '*') {
            add(target, place + 1);
        }
    }

    private void take(byte b) {
        Set<Integer> next = new TreeSet<>();
        for (int place : places) {
            if (place < glob.length) {
                take(b, place, next);
            }
        }
        places = next;
    }

    private void take(byte b, int place, Set<Integer> next) {
        switch (glob[place]) {
            case '*' -> add(next, place);
            case '?' -> add(next, place + 1);
            case '[' -> takeClass(b, place + 1, next);
            case '\\' -> {
                int literal = place + 1 < glob.length ? place + 1 : place;
                if (glob[literal] == b) {
                    add(next, literal + 1);
                }
            }
            default -> {
                if (glob[place] == b) {
                    add(next, place + 1);
                }
            }
        }
    }

    private void takeClass(byte b, int from, Set<Integer> next) {
        boolean negated = from < glob.length && glob[from] == '^';
        int place = negated ? from + 1 : from;
        boolean found = false;
        while (place < glob.length && glob[place] != ']') {
            if (glob[place] == '\\' && place + 1 < glob.length) {
                found |= glob[place + 1] == b;
                place += 2;
            } else if (place + 2 < glob.length && glob[place + 1] == '-') {
                int low = Math.min(glob[place], glob[place + 2]);
                int high = Math.max(glob[place], glob[place + 2]);
                found |= low <= b && b <= high;
                place += 3;
            } else {
                found |= glob[place] == b;
                place++;
            }
        }
        if (found != negated) {
            add(next, Math.min(place + 1, glob.length));
        }
    }

    private Set<KeyPattern> patterns() {
        Set<KeyPattern> patterns = new LinkedHashSet<>();
        for (int place : places) {
            boolean isTakenIn =
                    place > 0 && glob[place - 1] == '*' && places.contains(place - 1); // as that star may be nothing
            if (!isTakenIn) {
                patterns.add(KeyPattern.of(Arrays.copyOfRange(glob, place, glob.length)));
            }
        }
        return patterns;
    }
}
