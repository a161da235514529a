package io.jcacheredis.internal.store.redis;

import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * A claim to a key space. Those who share one must write it in the same form, and read a format in common.
 *
 * @param form whose it is and how its keys are written, as a text for people; equal texts agree
 * @param formats the names of the formats in which it reads values
 */
public record Claim(KeySpace space, String form, Set<String> formats) {

    static final char SEPARATOR = '\0';
    static final String COMMA = ",";

    public Claim {
        form = plain(form);
        Set<String> sorted = new TreeSet<>();
        formats.forEach(format -> sorted.add(plain(format).replace(COMMA, "?")));
        formats = Collections.unmodifiableSet(sorted);
    }

    private static String plain(String text) {
        return text.replace(SEPARATOR, '?');
    }

    /** Whether two claims can't both hold: to the same keys in different forms, or to keys of each other. */
    public boolean contradicts(Claim other) {
        return space.overlaps(other.space) && !agrees(other);
    }

    private boolean agrees(Claim other) {
        return space.start().equals(other.space.start())
                && form.equals(other.form)
                && !Collections.disjoint(formats, other.formats);
    }

    /** The form and the formats, for people. */
    public String description() {
        return description(form, String.join(COMMA, formats));
    }

    static String description(String form, String formats) {
        return form + ", values as " + formats.replace(COMMA, " or ");
    }
}
