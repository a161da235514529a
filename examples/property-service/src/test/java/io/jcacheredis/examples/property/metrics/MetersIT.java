package io.jcacheredis.examples.property.metrics;

import static io.jcacheredis.examples.property.testing.Properties.add;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;
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
    private final Client other;

    MetersIT(Services services) {
        tenant = services.newTenant();
        editor = services.first().client(tenant, "editor");
        monitor = services.first().client(tenant, "monitor");
        other = services.second().client(tenant, "monitor");
    }

    @Test
    void counters_byCache_countEachRequestOfTheirInstance() {
        String id = add(editor, 100);
        String path = "/properties/" + id + "/timeline";
        String ofTimelines = "{cache=\"property:timeline\"";
        editor.get(path);
        double hits = meter("cache_gets_total" + ofTimelines + ",result=\"hit\"}");
        double misses = meter("cache_gets_total" + ofTimelines + ",result=\"miss\"}");
        double removals = meter("cache_removals_total" + ofTimelines + "}");
        double events = meter("domain_events_total{type=\"timeline.note_added\"}");
        double handled = meter("cache_domain_events_total{result=\"handled\"}");
        double queries = meter("database_queries_total");
        double hitsOfTheOther = meter(other, "cache_gets_total" + ofTimelines + ",result=\"hit\"}");

        editor.get(path);
        editor.get(path);
        editor.post("/events", event("timeline.note_added", id, tenant));
        editor.get(path);

        assertThat(meter("cache_gets_total" + ofTimelines + ",result=\"hit\"}") - hits)
                .isEqualTo(2);
        assertThat(meter("cache_gets_total" + ofTimelines + ",result=\"miss\"}") - misses)
                .isEqualTo(1);
        assertThat(meter("cache_removals_total" + ofTimelines + "}") - removals).isEqualTo(1);
        assertThat(meter("domain_events_total{type=\"timeline.note_added\"}") - events)
                .isEqualTo(1);
        assertThat(meter("cache_domain_events_total{result=\"handled\"}") - handled)
                .isEqualTo(1);
        assertThat(meter("database_queries_total") - queries).isEqualTo(1);
        assertThat(meter(other, "cache_gets_total" + ofTimelines + ",result=\"hit\"}"))
                .isEqualTo(hitsOfTheOther);
    }

    @Test
    void connections_areShown() {
        String meters = monitor.get("/actuator/prometheus").text();

        assertThat(meters)
                .containsPattern("cache_redis_breaker\\{address=\"[^\"]+\",state=\"closed\"} 1.0")
                .contains("cache_degraded_total{cache=\"property:detail\"}")
                .doesNotContain("NaN");
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
        return meter(monitor, name);
    }

    private static double meter(Client of, String name) {
        return of.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElse(0);
    }
}
