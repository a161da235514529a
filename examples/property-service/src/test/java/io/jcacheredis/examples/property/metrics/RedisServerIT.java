package io.jcacheredis.examples.property.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.examples.property.cache.RedisAddress;
import io.jcacheredis.examples.property.metrics.ServerAnswer.Kind;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;

class RedisServerIT {

    private static final EmbeddedRedis redis = EmbeddedRedis.builder()
            .password("secret")
            .arguments("--user", "app", "on", ">pass", "~*", "+@all", "-info")
            .start();

    @AfterAll
    static void end() {
        redis.close();
    }

    @Test
    void server_tells() {
        RedisServer server = at(redis.uri().toString());

        assertThat(server.answer().kind()).isEqualTo(Kind.TOLD);
        assertThat(server.answer().info()).isPresent();
        assertThat(healthOf(server)).isEqualTo("UP");
    }

    @Test
    void user_whoMayNotAsk_knowsNothing() {
        URI uri = URI.create("redis://app:pass@" + redis.host() + ":" + redis.port());

        assertThat(at(uri.toString()).answer().kind()).isEqualTo(Kind.NOT_ASKED);
        assertThat(healthOf(at(uri.toString()))).isEqualTo("UNKNOWN");
    }

    @Test
    void manyServers_areNotAsked() {
        assertThat(healthOf(at("redis+cluster://n1:6379,n2:6379"))).isEqualTo("UNKNOWN");
    }

    @Test
    void nobodyThere_isDegraded() {
        assertThat(healthOf(at("redis://127.0.0.1:1"))).isEqualTo("DEGRADED");
    }

    private static RedisServer at(String url) {
        return new RedisServer(new RedisAddress(url), Clock.systemUTC());
    }

    private static String healthOf(RedisServer server) {
        Health health = new RedisHealthIndicator(server).health();
        return health.getStatus().getCode();
    }
}
