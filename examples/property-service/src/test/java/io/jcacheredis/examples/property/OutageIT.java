package io.jcacheredis.examples.property;

import static io.jcacheredis.examples.property.testing.Properties.add;
import static io.jcacheredis.examples.property.testing.Properties.data;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.examples.property.testing.Client;
import io.jcacheredis.examples.property.testing.Client.Answer;
import io.jcacheredis.examples.property.testing.Services;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The two instances on a Redis of their own, which fails. */
class OutageIT {

    private static final EmbeddedRedis redis = EmbeddedRedis.start();
    private static final Services services = Services.start(redis.uri());

    private String tenant;
    private Client a;
    private Client b;
    private String path;

    @AfterAll
    static void end() {
        try (redis;
                services) {
            // Both end, also if one can't.
        }
    }

    @BeforeEach
    void addAProperty() {
        tenant = services.newTenant();
        a = services.first().client(tenant, "admin");
        b = services.second().client(tenant, "admin");
        path = "/properties/" + add(a, 100);
    }

    @Test
    void killed_isSlowerButRight_andHealsWhenItIsBack() {
        assertThat(price(services.withoutQuery(() -> b.get(path)))).isEqualTo(100);

        redis.kill();

        assertThat(services.queriesOf(() -> assertThat(price(b.get(path))).isEqualTo(100)))
                .isEqualTo(1);
        assertThat(a.put(path, data(200)).status()).isEqualTo(200);
        assertThat(price(b.get(path))).isEqualTo(200);
        assertThat(a.get("/properties").json().get("properties")).hasSize(1);
        assertThat(a.post(path + "/score", "").status()).isEqualTo(200);
        assertThat(b.get(path + "/score").status()).isEqualTo(200);
        assertThat(a.post(path + "/timeline", "{\"kind\": \"NOTE\", \"text\": \"dark\"}")
                        .status())
                .isEqualTo(200);
        assertThat(b.get(path + "/timeline").json().get("entries")).hasSize(1);
        assertThat(a.post("/events", event("property.updated", "prop-1", tenant))
                        .status())
                .isEqualTo(200);
        assertThat(a.delete("/admin/cache/tenants/" + tenant + "/list")
                        .json()
                        .get("removed")
                        .asInt())
                .isZero();
        await().untilAsserted(() -> assertThat(health(a)).isEqualTo("DEGRADED"));

        redis.restart();

        for (String read : List.of(path, path + "/score", path + "/timeline", "/properties")) {
            await().untilAsserted(() -> assertThat(services.queriesOf(() -> {
                        a.get(read);
                        b.get(read);
                    }))
                    .isZero());
        }
        assertThat(price(b.get(path))).isEqualTo(200);
        await().untilAsserted(() -> assertThat(health(a)).isEqualTo("UP"));
    }

    @Test
    void frozen_whatWasUpdatedMeanwhile_isNotServedFromBeforeAgain() {
        assertThat(price(services.withoutQuery(() -> b.get(path)))).isEqualTo(100);

        redis.pause();
        try {
            assertThat(a.put(path, data(200)).status()).isEqualTo(200);
        } finally {
            redis.resume();
        }

        assertThat(price(a.get(path))).isEqualTo(200);
        await().untilAsserted(() -> assertThat(price(b.get(path))).isEqualTo(200));
        await().untilAsserted(
                        () -> assertThat(services.queriesOf(() -> a.get(path))).isZero());
        assertThat(price(a.get(path))).isEqualTo(200);
    }

    private static long price(Answer answer) {
        return answer.json().get("priceCents").asLong();
    }

    private static String health(Client client) {
        Answer answer = client.get("/actuator/health");
        assertThat(answer.status()).isEqualTo(200);
        return answer.json().get("status").asString();
    }
}
