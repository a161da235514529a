package io.jcacheredis.examples.property.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StrategiesTest {

    // What a strategy removes with is not asked here.
    private final InvalidationStrategy property = new PropertyUpdateStrategy(null);
    private final InvalidationStrategy score = new ScoreUpdateStrategy(null);
    private final InvalidationStrategy timeline = new TimelineUpdateStrategy(null);

    @ParameterizedTest
    @CsvSource({
        "property.created,        true,  false, false",
        "property.updated,        true,  false, false",
        "property.deleted,        true,  false, false",
        "property.state_changed,  true,  false, false",
        "score.calculated,        false, true,  false",
        "score.updated,           false, true,  false",
        "timeline.comment_added,  false, false, true",
        "timeline.note_added,     false, false, true",
        "timeline.event_added,    false, false, true",
        "property.viewed,         false, false, false",
        "property,                false, false, false",
        "PROPERTY.UPDATED,        false, false, false",
        "custom.event,            false, false, false",
    })
    void shouldInvalidate_ofEachType_isOneStrategysBusiness(
            String type, boolean ofProperty, boolean ofScore, boolean ofTimeline) {
        InvalidationEvent event = InvalidationEvent.of(type, Map.of());

        assertThat(property.shouldInvalidate(event)).isEqualTo(ofProperty);
        assertThat(score.shouldInvalidate(event)).isEqualTo(ofScore);
        assertThat(timeline.shouldInvalidate(event)).isEqualTo(ofTimeline);
    }
}
