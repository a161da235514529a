package io.jcacheredis.internal.configuration;

import java.util.LinkedHashSet;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/** What is wrong with a configuration, all of it, so that it can be put right in one go. No message holds a secret. */
final class Problems {

    private static final int SHOWN = 25;
    private static final int LONGEST_QUOTE = 120;

    private final Set<String> problems = new LinkedHashSet<>();

    /** Notes a problem; the same one twice is one. What begins with the name that the place ends with does not say it again. */
    void add(String place, String what) {
        String name = place.substring(place.lastIndexOf(' ') + 1);
        boolean repeats = what.startsWith(name + ": ") || what.startsWith(name + " ");
        problems.add(place + ": " + (repeats ? what.substring(name.length()).replaceFirst("^:? ", "") : what));
    }

    /**
     * What somebody wrote, for a message. It may be a password in the wrong place, and what has an {@code @} may be an
     * address with one, so that is left out.
     */
    static String quote(@Nullable String text) {
        if (text == null) {
            return "nothing";
        }
        if (!mayBeShown(text)) {
            return "not shown, as it may hold a password";
        }
        return "'" + (text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text) + "'";
    }

    static boolean mayBeShown(String text) {
        return text.indexOf('@') < 0;
    }

    /** A name as somebody wrote it, by the same rule. */
    static String quoteName(String name) {
        if (!mayBeShown(name)) {
            return "a name that is not shown, as it may hold a password,";
        }
        return name.length() > LONGEST_QUOTE ? name.substring(0, LONGEST_QUOTE) + "…" : name;
    }

    /** A cache, by its name if that is shown. */
    static String cache(String name) {
        return mayBeShown(name)
                ? "cache '" + name + "'"
                : "a cache whose name is not shown, as it may hold a password,";
    }

    /**
     * Ends the reading if there are problems.
     *
     * @param label which manager it is, with a space before it; or empty
     * @throws CacheException with all of them
     */
    void throwIfAny(String label) {
        if (problems.isEmpty()) {
            return;
        }
        StringBuilder message = new StringBuilder("The configuration of the cache manager")
                .append(label)
                .append(problems.size() == 1 ? " has a problem:" : " has " + problems.size() + " problems:");
        problems.stream()
                .limit(SHOWN)
                .forEach(problem -> message.append("\n  - ").append(problem));
        if (problems.size() > SHOWN) {
            message.append("\n  and ").append(problems.size() - SHOWN).append(" more");
        }
        throw new CacheException(message.toString());
    }
}
