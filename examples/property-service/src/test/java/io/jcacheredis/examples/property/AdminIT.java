package io.jcacheredis.examples.property;

import static io.jcacheredis.examples.property.testing.Properties.add;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.examples.property.testing.Client;
import io.jcacheredis.examples.property.testing.Services;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Purges by hand and events, over HTTP: through one instance, of what the other has cached. */
@ExtendWith(Services.Shared.class)
class AdminIT {

    private final Services services;
    private final String tenant;
    private final Client editor;
    private final Client admin;
    private final String id;

    AdminIT(Services services) {
        this.services = services;
        tenant = services.newTenant();
        editor = services.first().client(tenant, "editor");
        admin = services.second().client(tenant, "admin");
        id = add(editor, 100);
        editor.post("/properties/" + id + "/score", "");
    }

    @BeforeEach
    void cacheEverything() {
        read();
        assertThat(services.queriesOf(this::read)).isZero();
    }

    private void read() {
        editor.get("/properties/" + id);
        editor.get("/properties/" + id + "/score");
        editor.get("/properties/" + id + "/timeline");
        editor.get("/properties");
        editor.get("/properties?state=SOLD");
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/cache/properties/{id},          3",
        "/admin/cache/properties/{id}/score,    1",
        "/admin/cache/properties/{id}/timeline, 1",
        "/admin/cache/tenants/{tenant}/list,    2",
        "/admin/cache/entries?cache=properties:list&pattern={tenant}:*, 2",
        "/admin/cache/entries?cache=property:detail&pattern=none-*,     0",
    })
    void purge_removesAndCounts(String path, int removed) {
        String filled = path.replace("{id}", id).replace("{tenant}", tenant);

        assertThat(admin.delete(filled).json().get("removed").asInt()).isEqualTo(removed);

        assertThat(services.queriesOf(this::read)).isEqualTo(removed);
    }

    @Test
    void purge_dry_onlyCounts() {
        String path = "/admin/cache/entries?cache=properties:list&dryRun=true&pattern=" + tenant + ":*";

        assertThat(admin.delete(path).json().get("removed").asInt()).isEqualTo(2);

        assertThat(services.queriesOf(this::read)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "/admin/cache/properties/*,       400",
        "/admin/cache/tenants/*/list,     400",
        "/admin/cache/entries?cache=none&pattern=*, 404",
    })
    void purge_ofWhatCantBe_isRefused(String path, int status) {
        assertThat(admin.delete(path).status()).isEqualTo(status);
        assertThat(services.queriesOf(this::read)).isZero();
    }

    @Test
    void look_tellsWhereEntriesAreAndHowLong() {
        admin.delete("/admin/cache/properties/" + id + "/score");

        JsonNode entries = admin.get("/admin/cache/properties/" + id).json();

        assertThat(entries.at("/0/redisKey").asString()).isEqualTo("realestate:property:detail:" + id);
        assertThat(entries.at("/0/secondsLeft").asInt()).isBetween(590, 600);
        assertThat(entries.at("/1/redisKey").asString()).isEqualTo("realestate:property:score:" + id);
        assertThat(entries.at("/1/secondsLeft").isNull()).isTrue();
        assertThat(entries.at("/2/secondsLeft").asInt()).isBetween(110, 120);
    }

    @Test
    void event_throughOneInstance_removesWhatTheOtherCached() {
        assertThat(admin.post("/events", event("property.state_changed", id, tenant))
                        .json()
                        .get("removed")
                        .asInt())
                .isEqualTo(5);

        assertThat(services.queriesOf(this::read)).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "[]",
                "{}",
                "{\"property_id\": \"prop-1\"}",
                "{\"type\": \"property.updated\", \"property_id\": {\"nested\": 1}}",
                "{\"type\": \"property.updated\", \"property_id\": \"*\"}",
                "{\"type\": \"property.updated\", \"tenant_id\": \"*\"}"
            })
    void event_thatMakesNoSense_isRefused(String json) {
        assertThat(admin.post("/events", json).status()).isEqualTo(400);
        assertThat(services.queriesOf(this::read)).isZero();
    }

    @Test
    void event_ofWhichAStrategyFails_isToBeSentAgain() {
        InvalidationStrategy failing = new InvalidationStrategy() {
            @Override
            public boolean shouldInvalidate(InvalidationEvent event) {
                return true;
            }

            @Override
            public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
                throw new IllegalStateException("on purpose");
            }
        };
        EventDrivenInvalidator invalidator = services.second().bean(EventDrivenInvalidator.class);
        invalidator.add(failing);
        try {
            Client.Answer answer = admin.post("/events", event("score.updated", id, tenant));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.json().get("removed").asInt()).isEqualTo(1);
        } finally {
            invalidator.remove(failing);
        }
    }
}
