package io.jcacheredis.examples.property.domain;

import java.util.Objects;

/** A property of a tenant. */
public record Property(String id, String tenantId, String address, String city, long priceCents, PropertyState state) {

    /** A property without gaps. */
    public Property {
        Identifier.require(id);
        Identifier.require(tenantId);
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(city, "city");
        Objects.requireNonNull(state, "state");
    }

    /** The property of which a client said that. */
    public static Property of(String id, String tenantId, PropertyData data) {
        return new Property(id, tenantId, data.address(), data.city(), data.priceCents(), data.state());
    }

    /** The same property with other data. */
    public Property with(PropertyData data) {
        return of(id, tenantId, data);
    }
}
