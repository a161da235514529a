package io.jcacheredis.examples.property.domain;

import java.util.List;

/** What happened to a property, in the order in which it was written down. */
public record Timeline(String propertyId, List<TimelineEntry> entries) {

    /** A timeline that does not change. */
    public Timeline {
        entries = List.copyOf(entries);
    }
}
