package io.jcacheredis.examples.property;

import static io.jcacheredis.examples.property.testing.Properties.data;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.examples.property.testing.Client;
import io.jcacheredis.examples.property.testing.ServiceProcess;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The demo as a user starts it, twice: on its embedded Redis, and on the Redis of REDIS_URL, which is that one. */
class TwoProcessesIT {

    @Test
    void demo_inTwoProcesses_sharesItsCaches() {
        try (ServiceProcess first = ServiceProcess.start(Map.of());
                ServiceProcess second = ServiceProcess.start(Map.of("REDIS_URL", first.redis()))) {
            Client a = first.client("editor");
            Client b = second.client("admin");

            assertThat(a.get("/properties/prop-123").status()).isEqualTo(200);
            assertThat(b.get("/properties/prop-123").status()).isEqualTo(200);
            assertThat(b.get("/actuator/prometheus").text())
                    .contains("cache_gets_total{cache=\"property:detail\",result=\"hit\"} 1.0");

            // Each process has a database of its own: what the second one sees of this, it has from the cache.
            a.put("/properties/prop-123", data(7));
            a.get("/properties/prop-123");
            assertThat(b.get("/properties/prop-123").json().get("priceCents").asInt())
                    .isEqualTo(7);

            assertThat(b.post("/events", event("property.updated", "prop-123", "tenant-456"))
                            .json()
                            .get("removed")
                            .asInt())
                    .isEqualTo(1);
            assertThat(a.get("/admin/cache/properties/prop-123").status()).isEqualTo(403);
            assertThat(b.get("/admin/cache/properties/prop-123")
                            .json()
                            .at("/0/secondsLeft")
                            .isNull())
                    .isTrue();
        }
    }
}
