package io.jcacheredis.internal.configuration;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A pattern of names of caches. {@code *} stands for any text, also none, without {@code .}, {@code :} and {@code /};
 * {@code **} for any text. Every other character stands for itself.
 *
 * <p>Of two patterns that match a name, the more specific one has more characters that stand for themselves; if they have
 * as many, fewer {@code **}; then fewer {@code *}. Beyond that neither is: what two such patterns say must agree.
 */
record NamePattern(String text, Pattern expression, int literals, int doubleStars, int stars) {

    /** Less specific ones first. Those that are as specific as each other compare as 0. */
    static final Comparator<NamePattern> BY_SPECIFICITY = Comparator.comparingInt(NamePattern::literals)
            .thenComparing(Comparator.comparingInt(NamePattern::doubleStars).reversed())
            .thenComparing(Comparator.comparingInt(NamePattern::stars).reversed());

    static boolean isPattern(String name) {
        return name.indexOf('*') >= 0;
    }

    /** What is wrong with the name of a cache or a pattern, as a sentence without a subject. */
    static Optional<String> whatIsWrongWith(String name) {
        if (name.isEmpty() || name.startsWith(":")) {
            return Optional.of("is no name of a cache: it must not be empty or begin with ':'");
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
        StringBuilder expression = new StringBuilder();
        for (int at = 0; at < text.length(); at++) {
            if (text.startsWith("**", at)) {
                doubleStars++;
                at++;
                expression.append(".*");
            } else if (text.charAt(at) == '*') {
                stars++;
                expression.append("[^.:/]*");
            } else {
                // Whole, as an expression never matches half a character that takes two chars.
                String character = Character.toString(text.codePointAt(at));
                literals++;
                at += character.length() - 1;
                expression.append(Pattern.quote(character));
            }
        }
        return new NamePattern(
                text, Pattern.compile(expression.toString(), Pattern.DOTALL), literals, doubleStars, stars);
    }

    boolean matches(String name) {
        return expression.matcher(name).matches();
    }
}
