package io.jcacheredis.internal.store.redis;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;

/** The whole contract on a Redis that knows no script, at every single trip. */
class ForgetfulNativeEntryStoreIT extends RedisEntryStoreContract {

    ForgetfulNativeEntryStoreIT() {
        super(Mode.NATIVE);
    }

    @Override
    RedisConnections wrap(RedisConnections pooled) {
        return new ForgetfulConnections(pooled, uri());
    }
}
