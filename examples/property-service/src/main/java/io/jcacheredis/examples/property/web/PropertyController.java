package io.jcacheredis.examples.property.web;

import io.jcacheredis.examples.property.domain.Identifier;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyData;
import io.jcacheredis.examples.property.domain.PropertyFilter;
import io.jcacheredis.examples.property.domain.PropertyList;
import io.jcacheredis.examples.property.service.OwnProperties;
import io.jcacheredis.examples.property.service.PropertyDetails;
import io.jcacheredis.examples.property.service.PropertyLists;
import java.net.URI;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /properties}: those of the tenant. */
@RestController
@RequestMapping("/properties")
final class PropertyController {

    private final OwnProperties own;
    private final PropertyDetails details;
    private final PropertyLists lists;

    PropertyController(OwnProperties own, PropertyDetails details, PropertyLists lists) {
        this.own = own;
        this.details = details;
        this.lists = lists;
    }

    @GetMapping
    PropertyList list(@TenantOfToken String tenant, @ModelAttribute PropertyFilter filter) {
        return lists.find(tenant, filter);
    }

    @PostMapping
    ResponseEntity<Property> add(@TenantOfToken String tenant, @RequestBody PropertyData data) {
        Property property = Property.of("prop-" + UUID.randomUUID(), tenant, data);
        details.add(property.id(), property);
        return ResponseEntity.created(URI.create("/properties/" + property.id()))
                .body(property);
    }

    @GetMapping("/{id}")
    Property get(@TenantOfToken String tenant, @PathVariable String id) {
        return own.require(Identifier.require(id), tenant);
    }

    @PutMapping("/{id}")
    Property update(@TenantOfToken String tenant, @PathVariable String id, @RequestBody PropertyData data) {
        return details.update(own.require(Identifier.require(id), tenant).id(), data);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<Void> delete(@TenantOfToken String tenant, @PathVariable String id) {
        details.delete(own.require(Identifier.require(id), tenant).id(), tenant);
        return ResponseEntity.noContent().build();
    }
}
