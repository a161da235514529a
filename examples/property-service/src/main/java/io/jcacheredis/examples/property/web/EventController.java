package io.jcacheredis.examples.property.web;

import io.jcacheredis.examples.property.domain.Identifier;
import io.jcacheredis.examples.property.events.DomainEvents;
import io.jcacheredis.examples.property.events.EventType;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/**
 * {@code /events}: what other programs tell, as <code>{"type": "property.updated", "property_id": "prop-123"}</code>. The answer
 * comes when all instances are rid of what is stale; 503 means that some of it may be left, and to send the event again.
 */
@RestController
final class EventController {

    private final DomainEvents events;

    EventController(DomainEvents events) {
        this.events = events;
    }

    @PostMapping("/events")
    ResponseEntity<Removed> handle(@RequestBody String json) {
        InvalidationEvent event = InvalidationEvent.ofJson(json);
        event.attribute(EventType.PROPERTY_ID).ifPresent(Identifier::require);
        event.attribute(EventType.TENANT_ID).ifPresent(Identifier::require);
        InvalidationResult result = events.handle(event);
        HttpStatus status = result.failures().isEmpty() ? HttpStatus.OK : HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status).body(new Removed(result.removed()));
    }
}
