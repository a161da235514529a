package io.jcacheredis.examples.property.domain;

import java.util.List;

/** The properties of a tenant that a filter lets through, by their identifiers. */
public record PropertyList(List<Property> properties) {

    /** A list that does not change. */
    public PropertyList {
        properties = List.copyOf(properties);
    }
}
