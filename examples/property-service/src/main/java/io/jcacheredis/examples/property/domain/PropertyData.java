package io.jcacheredis.examples.property.domain;

import java.util.Objects;

/** What clients say of a property. */
public record PropertyData(String address, String city, long priceCents, PropertyState state) {

    /** Data without gaps. */
    public PropertyData {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(city, "city");
        Objects.requireNonNull(state, "state");
        if (priceCents < 0) {
            throw new IllegalArgumentException("a price is not negative");
        }
    }
}
