package io.jcacheredis.internal.store.redis;

import io.jcacheredis.AdvisedUser;
import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.connection.cluster.TestCluster;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import java.net.URI;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;

/** All that holds for a store holds in a cluster too. */
abstract class ClusterEntryStoreContract extends RedisEntryStoreContract {

    private final EmbeddedCluster cluster = TestCluster.shared();

    ClusterEntryStoreContract(Mode mode) {
        super(mode);
    }

    @Override
    String[] rules() {
        return AdvisedUser.CLUSTER.toArray(String[]::new);
    }

    @Override
    URI uri() {
        return cluster.uri();
    }

    @Override
    List<URI> serverUris() {
        return cluster.masters().stream().map(EmbeddedRedis::uri).toList();
    }

    @Override
    UnifiedJedis client() {
        Set<HostAndPort> nodes = cluster.nodes().stream()
                .map(node -> new HostAndPort(node.host(), node.port()))
                .collect(Collectors.toSet());
        return RedisClusterClient.create(nodes);
    }

    /** As each node has its share of what may be read together. */
    @Override
    int mostTrips() {
        return 15;
    }
}
