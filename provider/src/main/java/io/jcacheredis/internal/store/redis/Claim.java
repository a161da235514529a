package io.jcacheredis.internal.store.redis;

/**
 * A claim to a key space: who has it open writes what lies there in this form.
 *
 * @param form how keys and values are written and by which cache, as a text for people; equal texts agree
 */
public record Claim(KeySpace space, String form) {

    public Claim {
        if (form.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a claim's form must hold no NUL");
        }
    }

    /** Whether two claims can't both hold: to the same keys in different forms, or to keys of each other. */
    public boolean contradicts(Claim other) {
        return space.overlaps(other.space) && !(space.start().equals(other.space.start()) && form.equals(other.form));
    }
}
