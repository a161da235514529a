package io.jcacheredis.internal.store;

import java.util.Collection;
import java.util.Objects;
import java.util.Set;

/**
 * Tags of entries; as a selection, the entries that have any of them.
 *
 * @param names each well-formed, not empty
 */
public record Tags(Set<String> names) implements Selection {

    /** None. */
    public static final Tags NONE = new Tags(Set.of());

    public Tags {
        names = Set.copyOf(names);
    }

    /**
     * Those that a user names.
     *
     * @throws IllegalArgumentException if one is empty, or has half of a character
     */
    public static Tags of(Collection<String> names) {
        for (String name : names) {
            if (Objects.requireNonNull(name, "tag").isEmpty()) {
                throw new IllegalArgumentException("a tag must not be empty");
            }
            if (!Texts.isWellFormed(name)) {
                throw new IllegalArgumentException(
                        "a tag must not have half of a character (an unpaired surrogate), as '" + name
                                + "' does: it is lost in Redis, where other tags would be the same");
            }
        }
        return new Tags(Set.copyOf(names));
    }

    /**
     * The same of at least one.
     *
     * @throws IllegalArgumentException also if there is none
     */
    public static Tags ofAny(Collection<String> names) {
        Tags any = of(names);
        if (any.isEmpty()) {
            throw new IllegalArgumentException("no tag is given");
        }
        return any;
    }

    public boolean isEmpty() {
        return names.isEmpty();
    }

    /** An entry does not say which tags it has. */
    @Override
    public boolean mayMatch(byte[] key) {
        return true;
    }
}
