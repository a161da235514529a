package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;

class NativeParityIT extends RedisParityMatrix {

    NativeParityIT() {
        super(Mode.NATIVE);
    }
}
