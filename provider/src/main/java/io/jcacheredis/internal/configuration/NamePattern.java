package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.store.Texts;
import java.util.BitSet;
import java.util.Comparator;
import java.util.Optional;

/**
 * A pattern of names of caches. {@code *} stands for any text, also none, without {@code .}, {@code :} and {@code /};
 * {@code **} for any text. Every other character stands for itself.
 *
 * <p>Of two patterns that match a name, the more specific one has more characters that stand for themselves; if they have
 * as many, fewer {@code **}; then fewer {@code *}. Beyond that neither is: what two such patterns say must agree.
 */
record NamePattern(String text, int literals, int doubleStars, int stars) {

    private static final char STAR = '*';
    private static final String DOUBLE_STAR = "**";
    private static final String SEPARATORS = ".:/";

    /** Less specific ones first. Those that are as specific as each other compare as 0. */
    static final Comparator<NamePattern> BY_SPECIFICITY = Comparator.comparingInt(NamePattern::literals)
            .thenComparing(Comparator.comparingInt(NamePattern::doubleStars).reversed())
            .thenComparing(Comparator.comparingInt(NamePattern::stars).reversed());

    static boolean isPattern(String name) {
        return name.indexOf(STAR) >= 0;
    }

    /** What is wrong with the name of a cache or a pattern, as a sentence without a subject. */
    static Optional<String> whatIsWrongWith(String name) {
        if (name.isEmpty() || name.startsWith(":")) {
            return Optional.of("is no name of a cache: it must not be empty or begin with ':'");
        }
        if (!Texts.isWellFormed(name)) {
            return Optional.of("is no name of a cache: it has half of a character, which is lost in Redis");
        }
        if (name.contains("***")) {
            return Optional.of("is no pattern: there are * (within . : and /) and ** (beyond them)");
        }
        return Optional.empty();
    }

    static NamePattern of(String text) {
        int doubleStars = 0;
        int stars = 0;
        int literals = 0;
        for (int at = 0; at < text.length(); at++) {
            if (text.startsWith(DOUBLE_STAR, at)) {
                doubleStars++;
                at++;
            } else if (text.charAt(at) == STAR) {
                stars++;
            } else {
                literals++;
                at += Character.charCount(text.codePointAt(at)) - 1;
            }
        }
        return new NamePattern(text, literals, doubleStars, stars);
    }

    /**
     * Whether the pattern matches. Takes at most as many steps as the lengths of both, multiplied: all places in the
     * pattern that the name may have come to are kept side by side, where a regular expression would try one after the other.
     */
    boolean matches(String name) {
        BitSet places = reached(0, new BitSet());
        for (int i = 0; i < name.length(); i++) {
            BitSet next = new BitSet();
            char c = name.charAt(i);
            for (int at = places.nextSetBit(0); at >= 0; at = places.nextSetBit(at + 1)) {
                step(at, c, next);
            }
            places = next;
        }
        return places.get(text.length());
    }

    private void step(int at, char c, BitSet next) {
        if (at == text.length()) {
            return;
        }
        if (text.charAt(at) != STAR) {
            if (text.charAt(at) == c) {
                reached(at + 1, next);
            }
        } else if (text.startsWith(DOUBLE_STAR, at) || SEPARATORS.indexOf(c) < 0) {
            reached(at, next);
        }
    }

    /** Adds a place, and those behind it that are reached without another character, since stars may stand for none. */
    private BitSet reached(int place, BitSet places) {
        int at = place;
        places.set(at);
        while (at < text.length() && text.charAt(at) == STAR) {
            at += text.startsWith(DOUBLE_STAR, at) ? DOUBLE_STAR.length() : 1;
            places.set(at);
        }
        return places;
    }
}
