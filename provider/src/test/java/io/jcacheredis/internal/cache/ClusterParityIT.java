package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.connection.cluster.TestCluster;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import java.net.URI;

/** The same in a cluster. */
class ClusterParityIT extends RedisParityMatrix {

    ClusterParityIT() {
        super(Mode.NATIVE);
    }

    @Override
    URI uri() {
        return TestCluster.shared().uri();
    }
}
