package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;

class ScriptedParityIT extends RedisParityMatrix {

    ScriptedParityIT() {
        super(Mode.SCRIPT);
    }
}
