package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.source.SourceSettings;
import io.jcacheredis.internal.source.SourceSettings.Listen;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Where events come from, and what is not said of it. */
class SourceReaderTest {

    private final Reading reading = new Reading();

    @Test
    void nothingSaid_isNoSource() {
        SourceSettings events = reading.read().events();

        assertThat(events.channel()).isNull();
        assertThat(events.stream()).isNull();
        assertThat(events.listen()).isEqualTo(Listen.AT_ONCE);
    }

    @Test
    void streamAlone_isReadForTheKeyPrefix_byTheClientName() {
        reading.property("jcache.redis.domain-events.stream", "domain:events")
                .property("jcache.redis.key-prefix", "realestate:")
                .property("jcache.redis.client-name", "property-service");

        assertThat(reading.read().events())
                .isEqualTo(new SourceSettings(
                        null,
                        "domain:events",
                        "realestate:",
                        "property-service",
                        Duration.ofSeconds(30),
                        Listen.AT_ONCE));
    }

    @Test
    void withoutAKeyPrefix_theGroupHasAFixedName() {
        reading.property("jcache.redis.domain-events.stream", "domain:events").property("jcache.redis.key-prefix", "");

        assertThat(reading.read().events().group()).isEqualTo("jcache-redis");
    }

    @Test
    void everythingSaid_isTaken_alsoFromTheEnvironment() {
        reading.variable("JCACHE_REDIS_DOMAIN_EVENTS_CHANNEL", "domain-events")
                .variable("JCACHE_REDIS_DOMAIN_EVENTS_STREAM", "domain:events")
                .variable("JCACHE_REDIS_DOMAIN_EVENTS_RETRY_AFTER", "1m")
                .property("jcache.redis.domain-events.group", "app")
                .property("jcache.redis.domain-events.consumer", "app-7")
                .property("jcache.redis.domain-events.listen", "when-told");

        assertThat(reading.read().events())
                .isEqualTo(new SourceSettings(
                        "domain-events", "domain:events", "app", "app-7", Duration.ofMinutes(1), Listen.WHEN_TOLD));
    }
}
