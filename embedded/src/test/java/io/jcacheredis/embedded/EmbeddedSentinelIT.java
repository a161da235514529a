package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisSentinelClient;

@Tag("servers")
class EmbeddedSentinelIT {

    @Test
    void start_clientFindsTheMasterByTheSentinels() {
        try (EmbeddedSentinel redis = EmbeddedSentinel.start();
                RedisSentinelClient client = RedisSentinelClient.builder()
                        .masterName(redis.masterName())
                        .sentinels(addresses(redis))
                        .build()) {
            assertThat(redis.uri().toString())
                    .matches(
                            "redis\\+sentinel://127\\.0\\.0\\.1:\\d+,127\\.0\\.0\\.1:\\d+,127\\.0\\.0\\.1:\\d+/mymaster");
            client.set("k", "v");
            assertThat(redis.master().<String>ask(jedis -> jedis.get("k"))).isEqualTo("v");
            assertThat(redis.replicas()).hasSize(2).doesNotContain(redis.master());
        }
    }

    @Test
    void masterKilled_replicaTakesOver_restartedNodeFollows() {
        try (EmbeddedSentinel redis = EmbeddedSentinel.start()) {
            EmbeddedRedis first = redis.master();
            first.ask(jedis -> {
                jedis.set("k", "v");
                return jedis.waitReplicas(2, 5_000);
            });

            first.kill();
            redis.awaitReady();

            assertThat(redis.master()).isNotSameAs(first);
            assertThat(redis.master().<String>ask(jedis -> jedis.get("k"))).isEqualTo("v");

            first.restart();
            redis.awaitReady();

            assertThat(redis.replicas()).contains(first);
            assertThat(first.<String>ask(jedis -> jedis.get("k"))).isEqualTo("v");
        }
    }

    @Test
    void password_isUsedByAllNodesAndKnownToTheSentinels() {
        try (EmbeddedSentinel redis = EmbeddedSentinel.start(node -> node.password("p \"\\w"));
                RedisSentinelClient client = RedisSentinelClient.builder()
                        .masterName(redis.masterName())
                        .sentinels(addresses(redis))
                        .clientConfig(DefaultJedisClientConfig.builder()
                                .password("p \"\\w")
                                .build())
                        .build()) {
            client.set("k", "v");
            assertThat(client.get("k")).isEqualTo("v");
        }
    }

    @Test
    void close_endsAllServers() {
        EmbeddedSentinel redis = EmbeddedSentinel.start();

        redis.close();
        redis.close();

        assertThat(redis.nodes()).noneMatch(EmbeddedRedis::isRunning);
        assertThat(redis.sentinels()).noneMatch(EmbeddedRedis::isRunning);
    }

    private static Set<HostAndPort> addresses(EmbeddedSentinel redis) {
        return redis.sentinels().stream()
                .map(sentinel -> new HostAndPort(sentinel.host(), sentinel.port()))
                .collect(Collectors.toSet());
    }
}
