package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class HealthIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(RedisCacheAutoConfiguration.class, RedisCacheHealthAutoConfiguration.class));

    /** A port at which nobody listens. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private Health healthWithoutRedis(String... settings) throws IOException {
        Health[] health = new Health[1];
        contexts.withPropertyValues("jcache.redis.url=redis://127.0.0.1:" + freePort(), "jcache.redis.timeout=200ms")
                .withPropertyValues(settings)
                .run(context ->
                        health[0] = context.getBean(HealthIndicator.class).health());
        return health[0];
    }

    @Test
    void withoutRedis_cachesThatDegradeMakeAStatusOfItsOwn() throws IOException {
        Health health = healthWithoutRedis("jcache.redis.caches[books].codec=java");

        assertThat(health.getStatus()).isEqualTo(new Status("DEGRADED"));
        assertThat(health.getDetails()).containsKeys("error", "outages").doesNotContainKey("strictCaches");
        assertThat(health.getDetails().get("error"))
                .asString()
                .startsWith("cache manager: Redis at redis://127.0.0.1:");
    }

    @Test
    void withoutRedis_statusCanBeChosen() throws IOException {
        assertThat(healthWithoutRedis("management.health.jcache-redis.unavailable-status=OUT_OF_SERVICE")
                        .getStatus())
                .isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void withoutRedis_aStrictCacheIsDown() throws IOException {
        Health health = healthWithoutRedis(
                "jcache.redis.caches[limits].on-failure=strict", "jcache.redis.caches[books].codec=java");

        assertThat(health.getStatus()).isEqualTo(Status.DOWN);
        assertThat(health.getDetails()).containsEntry("strictCaches", List.of("limits"));
    }

    @Test
    void indicatorThatIsOff_isNotThere() {
        contexts.withPropertyValues("jcache.redis.url=" + redis.uri(), "management.health.jcache-redis.enabled=false")
                .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
    }

    @Test
    void indicatorOfTheProgram_isUsed() {
        HealthIndicator own = () -> Health.up().build();
        contexts.withPropertyValues("jcache.redis.url=" + redis.uri())
                .withBean("jcacheRedisHealthIndicator", HealthIndicator.class, () -> own)
                .run(context ->
                        assertThat(context.getBean(HealthIndicator.class)).isSameAs(own));
    }
}
