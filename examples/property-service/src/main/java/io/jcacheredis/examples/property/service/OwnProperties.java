package io.jcacheredis.examples.property.service;

import io.jcacheredis.examples.property.domain.NotFoundException;
import io.jcacheredis.examples.property.domain.Property;
import org.springframework.stereotype.Service;

/**
 * The properties of those who ask. The cache is shared by all tenants, so whose a property is is looked at after it, on each
 * request.
 */
@Service
public final class OwnProperties {

    private final PropertyDetails details;

    /** Properties by their owners. */
    public OwnProperties(PropertyDetails details) {
        this.details = details;
    }

    /**
     * The tenant's property.
     *
     * @throws NotFoundException if there is none, or it is another tenant's, whom that should tell nothing
     */
    public Property require(String id, String tenantId) {
        Property property = details.find(id);
        if (!property.tenantId().equals(tenantId)) {
            throw new NotFoundException("property", id);
        }
        return property;
    }
}
