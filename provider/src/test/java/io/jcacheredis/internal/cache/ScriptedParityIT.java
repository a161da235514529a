package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import org.junit.jupiter.api.Tag;

@Tag("servers")
class ScriptedParityIT extends RedisParityMatrix {

    ScriptedParityIT() {
        super(Mode.SCRIPT);
    }
}
