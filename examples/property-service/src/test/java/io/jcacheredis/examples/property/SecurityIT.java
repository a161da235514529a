package io.jcacheredis.examples.property;

import static io.jcacheredis.examples.property.testing.Properties.add;
import static io.jcacheredis.examples.property.testing.Properties.data;
import static io.jcacheredis.examples.property.testing.Properties.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.examples.property.testing.Client;
import io.jcacheredis.examples.property.testing.Services;
import io.jcacheredis.examples.property.testing.TestTokens;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ExtendWith(Services.Shared.class)
class SecurityIT {

    private final Services services;

    SecurityIT(Services services) {
        this.services = services;
    }

    @ParameterizedTest
    @CsvSource({
        "GET,    /properties,                     reader editor admin",
        "GET,    /properties/none,                reader editor admin",
        "GET,    /properties/none/score,          reader editor admin",
        "GET,    /properties/none/timeline,       reader editor admin",
        "POST,   /properties,                     editor admin",
        "PUT,    /properties/none,                editor admin",
        "DELETE, /properties/none,                editor admin",
        "POST,   /properties/none/score,          editor admin",
        "POST,   /properties/none/timeline,       editor admin",
        "POST,   /events,                         editor admin",
        "GET,    /admin/cache/properties/none,    admin",
        "DELETE, /admin/cache/properties/none,    admin",
        "DELETE, /admin/cache/properties/none/score, admin",
        "DELETE, /admin/cache/properties/none/timeline, admin",
        "DELETE, /admin/cache/tenants/none/list,  admin",
        "DELETE, /admin/cache/entries?cache=property:score&pattern=none, admin",
        "GET,    /actuator/prometheus,            monitor admin",
        "GET,    /demo/token,                     reader editor admin",
    })
    void endpoint_isForItsRoles(String method, String path, String roles) {
        String body = path.equals("/events") ? event("other", "p", "t") : data(100);
        assertThat(new Client(services.first().uri(), "")
                        .send(method, path, body)
                        .status())
                .isEqualTo(401);
        for (String role : List.of("reader", "editor", "monitor", "admin", "guest")) {
            int status = services.first()
                    .client("tenant-s", role)
                    .send(method, path, body)
                    .status();
            if (List.of(roles.split(" ")).contains(role)) {
                assertThat(status).as(role).isIn(200, 201, 400, 404);
            } else {
                assertThat(status).as(role).isEqualTo(403);
            }
        }
    }

    @Test
    void token_thatIsNotAsItShouldBe_isRefused() {
        TestTokens ours = services.tokens();
        Date past = Date.from(Instant.now().minusSeconds(3600));
        Map<String, String> tokens = Map.of(
                "no token", "nonsense",
                "of another signer", new TestTokens().token("tenant-s", "admin"),
                "expired", ours.token("tenant-s", "admin", claims -> claims.expirationTime(past)),
                "for another service", ours.token("tenant-s", "admin", claims -> claims.audience("other")),
                "without a tenant", ours.token("tenant-s", "admin", claims -> claims.claim("tenant", null)),
                "of a pattern for a tenant", ours.token("*", "admin"));

        tokens.forEach((name, token) -> assertThat(new Client(services.first().uri(), token)
                        .get("/properties")
                        .status())
                .as(name)
                .isEqualTo(401));
    }

    @Test
    void property_ofAnotherTenant_isNotFoundThoughItIsCached() {
        Client owner = services.first().client(services.newTenant(), "editor");
        Client other = services.first().client(services.newTenant(), "admin");
        String path = "/properties/" + add(owner, 100);
        owner.post(path + "/score", "");
        owner.get(path + "/timeline");

        assertThat(owner.get(path).status()).isEqualTo(200);
        assertThat(other.get(path).status()).isEqualTo(404);
        assertThat(other.get(path + "/score").status()).isEqualTo(404);
        assertThat(other.get(path + "/timeline").status()).isEqualTo(404);
        assertThat(other.put(path, data(1)).status()).isEqualTo(404);
        assertThat(other.delete(path).status()).isEqualTo(404);
        assertThat(owner.get("/properties").json().get("properties")).hasSize(1);
        assertThat(other.get("/properties").json().get("properties")).isEmpty();
    }

    @Test
    void health_isForEverybody_itsDetailsForMonitors() {
        assertThat(new Client(services.first().uri(), "")
                        .get("/actuator/health")
                        .json()
                        .has("components"))
                .isFalse();
        assertThat(services.first()
                        .client("tenant-s", "monitor")
                        .get("/actuator/health")
                        .json()
                        .at("/components/redis/status")
                        .asString())
                .isEqualTo("UP");
    }
}
