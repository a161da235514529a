package io.jcacheredis.examples.property.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.examples.property.cache.EntryKey;
import io.jcacheredis.examples.property.cache.PropertyCaches;
import io.jcacheredis.examples.property.cache.PropertyInvalidation;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyFilter;
import io.jcacheredis.examples.property.domain.PropertyList;
import io.jcacheredis.examples.property.domain.PropertyScore;
import io.jcacheredis.examples.property.domain.PropertyState;
import io.jcacheredis.examples.property.domain.Timeline;
import io.jcacheredis.examples.property.testing.Services;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.cache.CacheManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What purges by hand and events remove, and what they leave: with two properties of two tenants in all caches. */
@ExtendWith(Services.Shared.class)
class InvalidationIT {

    private static final String DETAIL = "property:detail:prop-123";
    private static final String SCORE = "property:score:prop-123";
    private static final String TIMELINE = "property:timeline:prop-123";
    private static final PropertyFilter CHEAP = new PropertyFilter(null, null, 5L);
    private static final String ALL =
            EntryKey.propertyList("tenant-456", PropertyFilter.ALL).toString();
    private static final String SOME =
            EntryKey.propertyList("tenant-456", CHEAP).toString();

    private final Services services;
    private final PropertyCaches caches;
    private final PropertyInvalidation invalidation;
    private final EventDrivenInvalidator invalidator;

    InvalidationIT(Services services) {
        this.services = services;
        caches = services.first().bean(PropertyCaches.class);
        invalidation = services.second().bean(PropertyInvalidation.class);
        invalidator = services.second().bean(EventDrivenInvalidator.class);
    }

    @BeforeEach
    void cacheTwoPropertiesOfTwoTenants() {
        cache("prop-123", "tenant-456");
        cache("prop-789", "tenant-45"); // whose name the other's begins with
    }

    private void cache(String id, String tenant) {
        Property property = new Property(id, tenant, "1 Street", "Lisbon", 5, PropertyState.LISTED);
        caches.details().put(id, property);
        caches.scores().put(id, new PropertyScore(id, 50, Instant.EPOCH));
        caches.timelines().put(id, new Timeline(id, List.of()));
        for (PropertyFilter filter : List.of(PropertyFilter.ALL, CHEAP)) {
            caches.lists().put(EntryKey.propertyList(tenant, filter).key(), new PropertyList(List.of(property)));
        }
    }

    @AfterEach
    void theOtherTenantHasEverything() {
        assertThat(services.redis().keys("realestate:*"))
                .contains(
                        "realestate:property:detail:prop-789",
                        "realestate:property:score:prop-789",
                        "realestate:property:timeline:prop-789",
                        "realestate:" + EntryKey.propertyList("tenant-45", PropertyFilter.ALL),
                        "realestate:" + EntryKey.propertyList("tenant-45", CHEAP));
    }

    @Test
    void keys_areWhereTheHelpersSay() {
        assertThat(left()).containsExactlyInAnyOrder(DETAIL, SCORE, TIMELINE, ALL, SOME);
        assertThat(caches.details().redisKey("prop-123")).isEqualTo("realestate:" + DETAIL);
    }

    @Test
    void property_removesAllOfThatProperty() {
        assertThat(invalidation.property("prop-123")).isEqualTo(3);
        assertThat(left()).containsExactlyInAnyOrder(ALL, SOME);
    }

    @Test
    void propertyList_removesTheListsOfThatTenant() {
        assertThat(invalidation.propertyList("tenant-456")).isEqualTo(2);
        assertThat(left()).containsExactlyInAnyOrder(DETAIL, SCORE, TIMELINE);
    }

    @Test
    void propertyScore_removesTheScoreOnly() {
        assertThat(invalidation.propertyScore("prop-123")).isEqualTo(1);
        assertThat(left()).containsExactlyInAnyOrder(DETAIL, TIMELINE, ALL, SOME);
    }

    @Test
    void timeline_removesTheTimelineOnly() {
        assertThat(invalidation.timeline("prop-123")).isEqualTo(1);
        assertThat(left()).containsExactlyInAnyOrder(DETAIL, SCORE, ALL, SOME);
    }

    @Test
    void purgesByHand_ofWhatIsNotCached_removeNothing() {
        assertThat(invalidation.property("prop-0")).isZero();
        assertThat(invalidation.propertyList("tenant-0")).isZero();
        assertThat(invalidation.propertyScore("prop-0")).isZero();
        assertThat(invalidation.timeline("prop-0")).isZero();
        assertThat(left()).hasSize(5);
    }

    @ParameterizedTest
    @EnumSource(names = "PROPERTY_.*", mode = EnumSource.Mode.MATCH_ALL)
    void event_ofAProperty_removesAllOfItAndTheListsOfItsTenant(EventType type) {
        InvalidationResult result = invalidator.handle(type.of("prop-123", "tenant-456"));

        assertThat(result.removed()).isEqualTo(5);
        assertThat(result.failures()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = "SCORE_.*", mode = EnumSource.Mode.MATCH_ALL)
    void event_ofAScore_removesTheScore(EventType type) {
        assertThat(invalidator.handle(type.of("prop-123", "tenant-456")).removed())
                .isEqualTo(1);
        assertThat(left()).containsExactlyInAnyOrder(DETAIL, TIMELINE, ALL, SOME);
    }

    @ParameterizedTest
    @EnumSource(names = "TIMELINE_.*", mode = EnumSource.Mode.MATCH_ALL)
    void event_ofATimeline_removesTheTimeline(EventType type) {
        assertThat(invalidator.handle(type.of("prop-123", "tenant-456")).removed())
                .isEqualTo(1);
        assertThat(left()).containsExactlyInAnyOrder(DETAIL, SCORE, ALL, SOME);
    }

    @ParameterizedTest
    @CsvSource({
        "property.updated, property_id, prop-123,   3",
        "property.updated, tenant_id,   tenant-456, 2",
        "property.updated, other,       prop-123,   0",
        "score.updated,    tenant_id,   tenant-456, 0",
        "timeline.note_added, tenant_id, tenant-456, 0",
        "custom.event,     property_id, prop-123,   0",
    })
    void event_removesWhatItNames(String type, String attribute, String value, int removed) {
        InvalidationResult result = invalidator.handle(InvalidationEvent.of(type, Map.of(attribute, value)));

        assertThat(result.removed()).isEqualTo(removed);
        assertThat(result.failures()).isEmpty();
        assertThat(left()).hasSize(5 - removed);
    }

    @Test
    void event_withAPatternForAnIdentifier_failsAndRemovesNothing() {
        InvalidationResult result = invalidator.handle(EventType.PROPERTY_UPDATED.of("*", "*"));

        assertThat(result.failures()).hasSize(1);
        assertThat(left()).hasSize(5);
    }

    @Test
    void invalidator_isTheOneOfTheManager() {
        RedisCacheManager manager = services.second().bean(CacheManager.class).unwrap(RedisCacheManager.class);

        assertThat(manager.invalidator()).isSameAs(invalidator);
    }

    @Test
    void strategyOfYourOwn_isAskedForItsEvents() {
        InvalidationStrategy custom = new InvalidationStrategy() {
            @Override
            public boolean shouldInvalidate(InvalidationEvent event) {
                return event.type().equals("custom.event");
            }

            @Override
            public long invalidate(InvalidationEvent event, RedisCacheManager manager) {
                return event.attribute("property_id")
                        .map(invalidation::property)
                        .orElse(0L);
            }
        };
        assertThat(invalidator.add(custom)).isTrue();
        try {
            invalidator.handle(InvalidationEvent.of("custom.event", Map.of("property_id", "prop-123")));
        } finally {
            invalidator.remove(custom);
        }

        assertThat(left()).containsExactlyInAnyOrder(ALL, SOME);
    }

    /** What is in Redis of the property and the tenant that are removed. */
    private Set<String> left() {
        Set<String> keys = new TreeSet<>();
        Stream.of("realestate:property:*:prop-123", "realestate:properties:list:tenant-456:*")
                .flatMap(pattern -> services.redis().keys(pattern).stream())
                .forEach(key -> keys.add(key.substring("realestate:".length())));
        return keys;
    }
}
