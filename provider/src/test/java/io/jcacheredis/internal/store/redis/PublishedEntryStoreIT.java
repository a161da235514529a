package io.jcacheredis.internal.store.redis;

import static org.assertj.core.api.Assertions.fail;

import io.jcacheredis.AdvisedUser;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import org.junit.jupiter.api.Tag;

/** The contract of the store where other JVMs are told of the changes. */
@Tag("servers")
class PublishedEntryStoreIT extends RedisEntryStoreContract {

    PublishedEntryStoreIT() {
        super(Mode.NATIVE);
    }

    @Override
    String[] rules() {
        return AdvisedUser.EVENTS.toArray(String[]::new);
    }

    @Override
    Publication publication(KeySpace space) {
        return Publication.broadcast(space, 0, () -> fail("a change could not be told"));
    }
}
