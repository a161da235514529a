package io.jcacheredis.examples.property.database;

import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyFilter;
import io.jcacheredis.examples.property.domain.PropertyList;
import io.jcacheredis.examples.property.domain.PropertyScore;
import io.jcacheredis.examples.property.domain.Timeline;
import io.jcacheredis.examples.property.domain.TimelineEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A database as the service sees one: each query takes its time. It stands in for a real one that all instances share, lies in
 * memory, and counts its queries, so that what the caches spare it can be seen. Thread-safe.
 */
public final class PropertyDatabase {

    private final Duration latency;
    private final AtomicLong queries = new AtomicLong();
    private final Map<String, Property> properties = new ConcurrentHashMap<>();
    private final Map<String, PropertyScore> scores = new ConcurrentHashMap<>();
    private final Map<String, List<TimelineEntry>> timelines = new ConcurrentHashMap<>();

    /** An empty database. */
    public PropertyDatabase(Duration latency) {
        this.latency = latency;
    }

    /** How many queries there were, reads and writes. */
    public long queries() {
        return queries.get();
    }

    /** The property of that identifier. */
    public Optional<Property> findProperty(String id) {
        query();
        return Optional.ofNullable(properties.get(id));
    }

    /** The tenant's properties that the filter lets through. */
    public PropertyList findProperties(String tenantId, PropertyFilter filter) {
        query();
        return new PropertyList(properties.values().stream()
                .filter(property -> property.tenantId().equals(tenantId) && filter.matches(property))
                .sorted(Comparator.comparing(Property::id))
                .toList());
    }

    /** Writes a property in the place of what there was. */
    public void save(Property property) {
        query();
        properties.put(property.id(), property);
    }

    /** Removes a property with its score and timeline, if it is there. */
    public void delete(String id) {
        query();
        properties.remove(id);
        scores.remove(id);
        timelines.remove(id);
    }

    /** The last score of a property. */
    public Optional<PropertyScore> findScore(String propertyId) {
        query();
        return Optional.ofNullable(scores.get(propertyId));
    }

    /** Writes a score in the place of the last one. */
    public void save(PropertyScore score) {
        query();
        scores.put(score.propertyId(), score);
    }

    /** The timeline of a property; empty until something is written into it. */
    public Timeline findTimeline(String propertyId) {
        query();
        return new Timeline(propertyId, timelines.getOrDefault(propertyId, List.of()));
    }

    /** Writes into a timeline. */
    public void add(String propertyId, TimelineEntry entry) {
        query();
        timelines.compute(propertyId, (id, entries) -> {
            List<TimelineEntry> all = entries == null ? new ArrayList<>() : new ArrayList<>(entries);
            all.add(entry);
            return List.copyOf(all);
        });
    }

    private void query() {
        queries.incrementAndGet();
        try {
            TimeUnit.NANOSECONDS.sleep(latency.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
