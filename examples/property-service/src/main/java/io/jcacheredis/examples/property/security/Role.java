package io.jcacheredis.examples.property.security;

import java.util.Locale;

/** What a token may do; claimed in its list {@code roles} by the name in small letters. */
public enum Role {
    /** Reads. */
    READER,
    /** Reads and writes, and tells of events. */
    EDITOR,
    /** Reads the meters and the details of the health check. */
    MONITOR,
    /** All of that, and purges by hand. */
    ADMIN;

    /** As tokens claim it. */
    public String claim() {
        return name().toLowerCase(Locale.ROOT);
    }
}
