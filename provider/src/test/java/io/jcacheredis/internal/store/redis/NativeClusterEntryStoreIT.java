package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import org.junit.jupiter.api.Tag;

@Tag("servers")
class NativeClusterEntryStoreIT extends ClusterEntryStoreContract {

    NativeClusterEntryStoreIT() {
        super(Mode.NATIVE);
    }
}
