package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;

class NativeClusterEntryStoreIT extends ClusterEntryStoreContract {

    NativeClusterEntryStoreIT() {
        super(Mode.NATIVE);
    }
}
