package io.jcacheredis.examples.property.events;

import static io.jcacheredis.examples.property.testing.Properties.add;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.TestRedis;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyState;
import io.jcacheredis.examples.property.testing.Client;
import io.jcacheredis.examples.property.testing.Services;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.XAddParams;

/** Another program changes the database and tells by Redis; clients of both instances see it. */
@ExtendWith(Services.Shared.class)
class EventsByRedisIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String EVENTS = "realestate-events";

    private final Services services;
    private final String tenant;
    private final Client a;
    private final Client b;
    private final Jedis otherProgram = new Jedis(TestRedis.shared().uri());
    private String id;

    EventsByRedisIT(Services services) {
        this.services = services;
        tenant = services.newTenant();
        a = services.first().client(tenant, "editor");
        b = services.second().client(tenant, "editor");
    }

    @BeforeEach
    void cacheAProperty() {
        id = add(a, 100);
        assertThat(priceBy(a)).isEqualTo(100);
        services.withoutQuery(() -> b.get("/properties/" + id));
        services.database().save(new Property(id, tenant, "1 Street", "Lisbon", 200, PropertyState.LISTED));
        assertThat(priceBy(b)).isEqualTo(100);
    }

    @AfterEach
    void close() {
        otherProgram.close();
    }

    private long priceBy(Client client) {
        return client.get("/properties/" + id).json().get("priceCents").asLong();
    }

    private void awaitNewPrice() {
        await().atMost(PATIENCE).until(() -> priceBy(a) == 200);
        assertThat(priceBy(b)).isEqualTo(200);
    }

    @Test
    void messageOfTheChannel_isSeenThroughBothInstances() {
        await().atMost(PATIENCE).until(() -> otherProgram.pubsubNumSub(EVENTS).get(EVENTS) >= 2);

        otherProgram.publish(EVENTS, event("property.updated", id, tenant));

        awaitNewPrice();
    }

    @Test
    void entryOfTheStream_isSeenThroughBothInstances_andHandledByOne() {
        double before = counted();

        otherProgram.xadd(
                EVENTS,
                Map.of("type", "property.state_changed", "property_id", id, "tenant_id", tenant),
                XAddParams.xAddParams().maxLen(10_000).approximateTrimming());

        awaitNewPrice();
        await().atMost(PATIENCE)
                .until(() -> otherProgram.xpending(EVENTS, "realestate:").getTotal() == 0);
        assertThat(counted() - before).isEqualTo(1);
    }

    /** How many such events both instances have handled; tests run one after another. */
    private double counted() {
        return counted(services.first().client(tenant, "monitor"))
                + counted(services.second().client(tenant, "monitor"));
    }

    private static double counted(Client monitor) {
        return monitor.get("/actuator/prometheus")
                .text()
                .lines()
                .filter(line -> line.startsWith("domain_events_total{type=\"property.state_changed\"}"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
