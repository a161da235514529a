package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;

@Tag("servers")
class EmbeddedClusterIT {

    @Test
    void start_isReadyAndServesAllSlots() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start();
                RedisClusterClient client =
                        RedisClusterClient.builder().nodes(addresses(cluster)).build()) {
            assertThat(cluster.uri().toString())
                    .matches("redis\\+cluster://(127\\.0\\.0\\.1:\\d+,){5}127\\.0\\.0\\.1:\\d+");
            assertThat(cluster.masters()).hasSize(3).doesNotContainAnyElementsOf(cluster.replicas());
            assertThat(cluster.replicas()).hasSize(3);
            for (int i = 0; i < 300; i++) {
                client.set("key" + i, "value" + i);
            }
            for (int i = 0; i < 300; i++) {
                assertThat(client.get("key" + i)).isEqualTo("value" + i);
            }
            assertThat(cluster.masters())
                    .allSatisfy(master ->
                            assertThat(master.<Long>ask(Jedis::dbSize)).isPositive());
        }
    }

    @Test
    void masterKilled_replicaTakesOver_restartedNodeFollows() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            EmbeddedRedis master = cluster.masterOf("k");
            master.ask(jedis -> {
                jedis.set("k", "v");
                return jedis.waitReplicas(1, 5_000);
            });

            master.kill();
            cluster.awaitReady();

            assertThat(cluster.masterOf("k")).isNotSameAs(master);
            assertThat(cluster.masterOf("k").<String>ask(jedis -> jedis.get("k")))
                    .isEqualTo("v");
            assertThat(cluster.masters()).hasSize(3);
            assertThat(cluster.replicas()).hasSize(2);

            master.restart();
            cluster.awaitReady();

            assertThat(cluster.replicas()).hasSize(3).contains(master);
        }
    }

    @Test
    void masterPaused_replicaTakesOver_resumedNodeFollows() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start()) {
            EmbeddedRedis master = cluster.masterOf("k");

            master.pause();
            cluster.awaitReady();
            assertThat(cluster.masterOf("k")).isNotSameAs(master);

            master.resume();
            cluster.awaitReady();
            assertThat(cluster.replicas()).contains(master);
        }
    }

    @Test
    void password_isUsedByAllNodes() {
        try (EmbeddedCluster cluster = EmbeddedCluster.start(node -> node.password("pw"));
                RedisClusterClient client = RedisClusterClient.builder()
                        .nodes(addresses(cluster))
                        .clientConfig(DefaultJedisClientConfig.builder()
                                .password("pw")
                                .build())
                        .build()) {
            assertThat(cluster.uri().toString()).startsWith("redis+cluster://:pw@127.0.0.1:");
            client.set("k", "v");
            assertThat(client.get("k")).isEqualTo("v");
        }
    }

    @Test
    void close_endsAllNodes() {
        EmbeddedCluster cluster = EmbeddedCluster.start();

        cluster.close();
        cluster.close();

        assertThat(cluster.nodes()).noneMatch(EmbeddedRedis::isRunning);
        assertThatThrownBy(cluster::masters)
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("no node of the cluster answers");
    }

    @Test
    void nodeThatDoesNotStart_failsTheClusterWithItsLog() {
        assertThatThrownBy(() -> EmbeddedCluster.start(node -> node.arguments("--no-such-thing", "1")))
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("no-such-thing");
    }

    private static Set<HostAndPort> addresses(EmbeddedCluster cluster) {
        return cluster.nodes().stream()
                .map(node -> new HostAndPort(node.host(), node.port()))
                .collect(Collectors.toSet());
    }
}
