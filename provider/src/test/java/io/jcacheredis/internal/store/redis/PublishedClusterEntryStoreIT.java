package io.jcacheredis.internal.store.redis;

import static org.assertj.core.api.Assertions.fail;

import io.jcacheredis.AdvisedUser;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;

/** The contract of the store in a cluster, where other JVMs are told of the changes. */
@Tag("servers")
class PublishedClusterEntryStoreIT extends ClusterEntryStoreContract {

    PublishedClusterEntryStoreIT() {
        super(Mode.NATIVE);
    }

    @Override
    String[] rules() {
        return Stream.concat(Stream.of(super.rules()), AdvisedUser.EVENTS.stream())
                .toArray(String[]::new);
    }

    @Override
    Publication publication(KeySpace space) {
        return Publication.broadcast(space, 0, () -> fail("a change could not be told"));
    }
}
