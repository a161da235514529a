package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import org.junit.jupiter.api.Tag;

/** The whole contract on a Redis that knows no script, at every single trip. */
@Tag("servers")
class ForgetfulScriptedEntryStoreIT extends RedisEntryStoreContract {

    ForgetfulScriptedEntryStoreIT() {
        super(Mode.SCRIPT);
    }

    @Override
    RedisConnections wrap(RedisConnections pooled) {
        return new ForgetfulConnections(pooled, uri());
    }
}
