package io.jcacheredis.examples.property.domain;

import java.time.Instant;

/** Something that was written into a timeline. */
public record TimelineEntry(Kind kind, String text, Instant at) {

    /** What kind of thing it is. */
    public enum Kind {
        COMMENT,
        NOTE,
        EVENT
    }
}
