package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.fail;

import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.Publication;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import org.junit.jupiter.api.Tag;

/** The same where other JVMs are told of the changes. */
@Tag("servers")
class PublishedParityIT extends RedisParityMatrix {

    PublishedParityIT() {
        super(Mode.NATIVE);
    }

    @Override
    Publication publication(KeySpace space) {
        return Publication.broadcast(space, 0, () -> fail("a change could not be told"));
    }
}
