package io.jcacheredis.examples.property;

import static io.jcacheredis.examples.property.testing.Properties.add;
import static io.jcacheredis.examples.property.testing.Properties.data;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.examples.property.cache.EntryKey;
import io.jcacheredis.examples.property.domain.PropertyFilter;
import io.jcacheredis.examples.property.domain.PropertyScore;
import io.jcacheredis.examples.property.testing.Client;
import io.jcacheredis.examples.property.testing.Client.Answer;
import io.jcacheredis.examples.property.testing.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(Services.Shared.class)
class TwoInstancesIT {

    private final Services services;
    private final String tenant;
    private final Client a;
    private final Client b;

    TwoInstancesIT(Services services) {
        this.services = services;
        tenant = services.newTenant();
        a = services.first().client(tenant, "editor");
        b = services.second().client(tenant, "editor");
    }

    @Test
    void get_afterTheOtherInstance_isAHit() {
        String id = add(a, 100);
        services.first().client(tenant, "admin").delete("/admin/cache/properties/" + id);

        assertThat(services.queriesOf(() -> a.get("/properties/" + id))).isEqualTo(1);

        Answer answer = services.withoutQuery(() -> b.get("/properties/" + id));
        assertThat(answer.json().get("priceCents").asLong()).isEqualTo(100);
    }

    @Test
    void add_isCachedAtOnce_forBoth() {
        String id = add(a, 100);

        assertThat(services.withoutQuery(() -> b.get("/properties/" + id)).status())
                .isEqualTo(200);
    }

    @Test
    void update_throughOne_isSeenThroughTheOther() {
        String id = add(a, 100);
        b.get("/properties/" + id);

        assertThat(a.put("/properties/" + id, data(200)).status()).isEqualTo(200);

        assertThat(b.get("/properties/" + id).json().get("priceCents").asLong()).isEqualTo(200);
        assertThat(services.withoutQuery(() -> a.get("/properties/" + id))
                        .json()
                        .get("priceCents")
                        .asLong())
                .isEqualTo(200);
    }

    @Test
    void delete_throughOne_isNotFoundThroughTheOther() {
        String id = add(a, 100);

        assertThat(a.delete("/properties/" + id).status()).isEqualTo(204);

        assertThat(b.get("/properties/" + id).status()).isEqualTo(404);
    }

    @Test
    void lists_areCachedPerFilter_andFollowUpdatesOfTheOther() {
        String id = add(a, 100);
        b.post("/properties", data("Porto", 200, "LISTED"));

        assertThat(a.get("/properties?city=lisbon").json().get("properties")).hasSize(1);
        assertThat(a.get("/properties").json().get("properties")).hasSize(2);
        services.withoutQuery(() -> b.get("/properties?city=LISBON"));
        services.withoutQuery(() -> b.get("/properties"));

        b.put("/properties/" + id, data("Faro", 100, "UNDER_OFFER"));

        assertThat(a.get("/properties?city=lisbon").json().get("properties")).isEmpty();
        assertThat(a.get("/properties?state=UNDER_OFFER").json().get("properties"))
                .hasSize(1);
    }

    @Test
    void list_askedForByManyAtTheSameTime_isLoadedOnce() throws Exception {
        add(a, 100);
        ExecutorService threads = Executors.newFixedThreadPool(16);
        try {
            long queries = services.database().queries();
            List<Future<Answer>> answers = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                Client client = i % 2 == 0 ? a : b;
                answers.add(threads.submit(() -> client.get("/properties?maxPriceCents=500")));
            }
            for (Future<Answer> answer : answers) {
                assertThat(answer.get().json().get("properties")).hasSize(1);
            }
            assertThat(services.database().queries() - queries).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void score_calculatedThroughOne_isAHitThroughTheOther() {
        String id = add(a, 1_000_000);
        assertThat(a.get("/properties/" + id + "/score").status()).isEqualTo(404);

        assertThat(a.post("/properties/" + id + "/score", "")
                        .json()
                        .get("value")
                        .asInt())
                .isEqualTo(99);

        Answer score = services.withoutQuery(() -> b.get("/properties/" + id + "/score"));
        assertThat(score.json().get("value").asInt()).isEqualTo(99);
    }

    @Test
    void score_calculatedByAnotherProgram_isSeenAfterItsEvent() {
        String id = add(a, 1_000_000);
        a.post("/properties/" + id + "/score", "");
        services.database().save(new PropertyScore(id, 7, Instant.EPOCH));
        assertThat(a.get("/properties/" + id + "/score").json().get("value").asInt())
                .isEqualTo(99);

        assertThat(b.post("/events", event("score.calculated", id, tenant))
                        .json()
                        .get("removed")
                        .asInt())
                .isEqualTo(1);

        assertThat(a.get("/properties/" + id + "/score").json().get("value").asInt())
                .isEqualTo(7);
    }

    @Test
    void timeline_writtenThroughOne_isSeenThroughTheOther() {
        String id = add(a, 100);
        String path = "/properties/" + id + "/timeline";
        assertThat(b.get(path).json().get("entries")).isEmpty();
        services.withoutQuery(() -> a.get(path));

        for (String kind : List.of("COMMENT", "NOTE", "EVENT")) {
            assertThat(a.post(path, "{\"kind\": \"" + kind + "\", \"text\": \"seen\"}")
                            .status())
                    .isEqualTo(200);
        }

        assertThat(b.get(path).json().get("entries")).hasSize(3);
    }

    @Test
    void entries_liveAsLongAsTheConfigurationSays() {
        String id = add(a, 100);
        a.get("/properties/" + id);
        a.post("/properties/" + id + "/score", "");
        a.get("/properties/" + id + "/timeline");
        a.get("/properties?city=lisbon");

        String list = EntryKey.propertyList(tenant, new PropertyFilter("lisbon", null, null))
                .toString();
        assertThat(leftOf("property:detail:" + id)).isBetween(Duration.ofSeconds(595), Duration.ofMinutes(10));
        assertThat(leftOf("property:score:" + id)).isBetween(Duration.ofSeconds(1795), Duration.ofMinutes(30));
        assertThat(leftOf("property:timeline:" + id)).isBetween(Duration.ofSeconds(115), Duration.ofMinutes(2));
        assertThat(leftOf(list)).isBetween(Duration.ofSeconds(295), Duration.ofMinutes(5));
    }

    private Duration leftOf(String key) {
        return Duration.ofMillis(services.redis().pttl("realestate:" + key));
    }
}
