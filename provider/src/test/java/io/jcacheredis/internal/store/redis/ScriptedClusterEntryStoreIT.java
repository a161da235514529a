package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;

class ScriptedClusterEntryStoreIT extends ClusterEntryStoreContract {

    ScriptedClusterEntryStoreIT() {
        super(Mode.SCRIPT);
    }
}
