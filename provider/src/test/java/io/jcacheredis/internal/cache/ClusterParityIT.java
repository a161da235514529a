package io.jcacheredis.internal.cache;

import io.jcacheredis.AdvisedUser;
import io.jcacheredis.embedded.EmbeddedCluster;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.cluster.TestCluster;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import org.junit.jupiter.api.Tag;

/** The same in a cluster. */
@Tag("servers")
class ClusterParityIT extends RedisParityMatrix {

    ClusterParityIT() {
        super(Mode.NATIVE);
    }

    @Override
    RedisAddress address() {
        EmbeddedCluster cluster = TestCluster.shared();
        AdvisedUser.makeInCluster(cluster);
        return AdvisedUser.of(RedisAddress.parse(cluster.uri().toString()));
    }
}
