package io.jcacheredis.examples.property.metrics;

import static io.jcacheredis.examples.property.testing.Properties.add;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.offset;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.examples.property.testing.Client;
import io.jcacheredis.examples.property.testing.Services;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Services.Shared.class)
class MetersIT {

    private final String tenant;
    private final Client editor;
    private final Client monitor;

    MetersIT(Services services) {
        tenant = services.newTenant();
        // The first instance: JMX shows the caches of one manager only where two have one name in a JVM.
        editor = services.first().client(tenant, "editor");
        monitor = services.first().client(tenant, "monitor");
    }

    @Test
    void counters_byTypeOfKey_countEachRequest() {
        String id = add(editor, 100);
        String path = "/properties/" + id + "/timeline";
        editor.get(path);
        double hits = meter("cache_hits_total{key_type=\"property:timeline\"}");
        double misses = meter("cache_misses_total{key_type=\"property:timeline\"}");
        double invalidations = meter("cache_invalidations_total{key_type=\"property:timeline\"}");
        double events = meter("domain_events_total{type=\"timeline.note_added\"}");
        double queries = meter("database_queries_total");

        editor.get(path);
        editor.get(path);
        editor.post("/events", event("timeline.note_added", id, tenant));
        editor.get(path);

        assertThat(meter("cache_hits_total{key_type=\"property:timeline\"}") - hits)
                .isEqualTo(2);
        assertThat(meter("cache_misses_total{key_type=\"property:timeline\"}") - misses)
                .isEqualTo(1);
        assertThat(meter("cache_invalidations_total{key_type=\"property:timeline\"}") - invalidations)
                .isEqualTo(1);
        assertThat(meter("domain_events_total{type=\"timeline.note_added\"}") - events)
                .isEqualTo(1);
        assertThat(meter("database_queries_total") - queries).isEqualTo(1);
    }

    @Test
    void hitRatio_isHitsOfAllLookUps() {
        editor.get("/properties/" + add(editor, 100));
        for (String keyType : new String[] {"property:detail", "properties:list"}) {
            editor.get("/properties");
            double hits = meter("cache_hits_total{key_type=\"" + keyType + "\"}");
            double misses = meter("cache_misses_total{key_type=\"" + keyType + "\"}");
            assertThat(meter("cache_hit_ratio{key_type=\"" + keyType + "\"}"))
                    .isCloseTo(hits / (hits + misses), offset(0.001));
        }
    }

    @Test
    void events_ofTypesThatNobodyKnows_areCountedTogether() {
        editor.post("/events", event("first.unknown", "p", tenant));
        editor.post("/events", event("second.unknown", "p", tenant));

        assertThat(meter("domain_events_total{type=\"other\"}")).isGreaterThanOrEqualTo(2);
        assertThat(monitor.get("/actuator/prometheus").text()).doesNotContain("first.unknown");
    }

    @Test
    void redis_showsMemoryEvictionsAndAverageTimeToLive() {
        editor.get("/properties/" + add(editor, 100));

        assertThat(meter("redis_memory_used_bytes")).isGreaterThan(100_000);
        assertThat(meter("redis_memory_max_bytes")).isZero();
        assertThat(meter("redis_keys_evicted_total")).isNotNegative();
        assertThat(meter("redis_keys_expired_total")).isNotNegative();
        // Redis looks at its keys from time to time.
        await().untilAsserted(() ->
                assertThat(meter("redis_keys_ttl_average_seconds")).isBetween(1.0, 1800.0));
    }

    private double meter(String name) {
        return monitor.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
