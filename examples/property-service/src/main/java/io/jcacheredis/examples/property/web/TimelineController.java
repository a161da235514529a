package io.jcacheredis.examples.property.web;

import io.jcacheredis.examples.property.domain.Identifier;
import io.jcacheredis.examples.property.domain.Timeline;
import io.jcacheredis.examples.property.domain.TimelineEntry;
import io.jcacheredis.examples.property.service.OwnProperties;
import io.jcacheredis.examples.property.service.PropertyTimelines;
import java.util.Objects;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** {@code /properties/{id}/timeline}: read it, and write into it. */
@RestController
@RequestMapping("/properties/{id}/timeline")
final class TimelineController {

    /** What a client writes into a timeline. */
    record NewEntry(TimelineEntry.Kind kind, String text) {

        NewEntry {
            Objects.requireNonNull(kind, "kind");
            Objects.requireNonNull(text, "text");
        }
    }

    private final OwnProperties own;
    private final PropertyTimelines timelines;

    TimelineController(OwnProperties own, PropertyTimelines timelines) {
        this.own = own;
        this.timelines = timelines;
    }

    @GetMapping
    Timeline get(@TenantOfToken String tenant, @PathVariable String id) {
        return timelines.find(own.require(Identifier.require(id), tenant).id());
    }

    @PostMapping
    TimelineEntry add(@TenantOfToken String tenant, @PathVariable String id, @RequestBody NewEntry entry) {
        return timelines.add(own.require(Identifier.require(id), tenant), entry.kind(), entry.text());
    }
}
