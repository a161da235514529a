package io.jcacheredis.internal.configuration;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** The known name that somebody probably meant. */
final class Nearest {

    private static final int FEWEST_EDITS = 2;
    private static final int LONGEST_TEXT = 100;

    private Nearest() {}

    /** The candidate with the fewest edits, if they are few for the length of the text. */
    static Optional<String> to(String text, Collection<String> candidates) {
        if (text.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        int most = Math.max(FEWEST_EDITS, text.length() / 3);
        return candidates.stream()
                // It takes as many edits at least, and a file may have thousands of names that nobody knows.
                .filter(candidate -> Math.abs(candidate.length() - text.length()) <= most)
                .filter(candidate -> distance(text, candidate) <= Math.min(most, candidate.length() - 1))
                .min(Comparator.comparingInt((String candidate) -> distance(text, candidate))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** How many insertions, deletions, substitutions and swaps of neighbours make one text of the other. */
    static int distance(String a, String b) {
        int[][] edits = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                edits[i][j] = i == 0 || j == 0 ? i + j : fewest(a, b, i, j, edits);
            }
        }
        return edits[a.length()][b.length()];
    }

    private static int fewest(String a, String b, int i, int j, int[][] edits) {
        int substitution = edits[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        int fewest = Math.min(substitution, Math.min(edits[i - 1][j], edits[i][j - 1]) + 1);
        boolean swapped = i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
        return swapped ? Math.min(fewest, edits[i - 2][j - 2] + 1) : fewest;
    }
}
