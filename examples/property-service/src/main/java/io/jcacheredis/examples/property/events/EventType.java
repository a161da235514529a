package io.jcacheredis.examples.property.events;

import io.jcacheredis.invalidation.InvalidationEvent;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What can happen in the domain. Other types are no mistake: strategies of other programs may know them. */
public enum EventType {
    PROPERTY_CREATED("property.created"),
    PROPERTY_UPDATED("property.updated"),
    PROPERTY_DELETED("property.deleted"),
    PROPERTY_STATE_CHANGED("property.state_changed"),
    SCORE_CALCULATED("score.calculated"),
    SCORE_UPDATED("score.updated"),
    TIMELINE_COMMENT_ADDED("timeline.comment_added"),
    TIMELINE_NOTE_ADDED("timeline.note_added"),
    TIMELINE_EVENT_ADDED("timeline.event_added");

    /** The attribute that says which property an event is about. */
    public static final String PROPERTY_ID = "property_id";

    /** The attribute that says whose property that is. */
    public static final String TENANT_ID = "tenant_id";

    private final String text;

    EventType(String text) {
        this.text = text;
    }

    /** The type as events have it: {@code property.updated}. */
    public String text() {
        return text;
    }

    /** The texts of some types. */
    static Set<String> texts(EventType... types) {
        return Arrays.stream(types).map(EventType::text).collect(Collectors.toUnmodifiableSet());
    }

    /** Such an event of a property. */
    public InvalidationEvent of(String propertyId, String tenantId) {
        return InvalidationEvent.of(text, Map.of(PROPERTY_ID, propertyId, TENANT_ID, tenantId));
    }
}
