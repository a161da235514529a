package io.jcacheredis.internal.store.redis;

import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.internal.connection.cluster.TestCluster;
import java.net.URI;

class ClusterClaimRegistryIT extends ClaimRegistryIT {

    private final EmbeddedCluster cluster = TestCluster.shared();

    @Override
    URI uri() {
        return cluster.uri();
    }

    @Override
    URI serverUri() {
        return cluster.masterOf("jcache-redis:{registry}:claims").uri();
    }
}
