package io.jcacheredis.examples.property.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.examples.property.cache.RedisAddress;
import java.net.URI;
import java.time.Clock;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

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
        assertThat(at(redis.uri().toString()).info())
                .hasValueSatisfying(info -> assertThat(info.usedMemory()).isPositive());
    }

    @Test
    void user_whoMayNotAsk_knowsNothing() {
        URI uri = URI.create("redis://app:pass@" + redis.host() + ":" + redis.port());

        assertThat(at(uri.toString()).info()).isEmpty();
    }

    @Test
    void manyServers_areNotAsked() {
        assertThat(at("redis+cluster://n1:6379,n2:6379").info()).isEmpty();
    }

    @Test
    void nobodyThere_isNotKnown() {
        assertThat(at("redis://127.0.0.1:1").info()).isEmpty();
    }

    private static RedisServer at(String url) {
        return new RedisServer(new RedisAddress(url), Clock.systemUTC());
    }
}
