package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplicatedExchange;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Routes;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** All that holds for a store holds for one that waits for replicas too. */
@Tag("servers")
class ReplicatedClusterEntryStoreIT extends ClusterEntryStoreContract {

    ReplicatedClusterEntryStoreIT() {
        super(Mode.NATIVE);
    }

    @Override
    String[] rules() {
        return Stream.concat(Stream.of(super.rules()), Stream.of("+wait")).toArray(String[]::new);
    }

    @Override
    Routes routes(RedisConnections used) {
        return new Routes(used, used, new ReplicatedExchange(used, 1, Duration.ofSeconds(10)));
    }
}
