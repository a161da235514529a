package io.jcacheredis.examples.property.domain;

/** Where a property stands on its way to a buyer. */
public enum PropertyState {
    LISTED,
    UNDER_OFFER,
    SOLD
}
