package io.jcacheredis.internal.cache;

import static org.awaitility.Awaitility.await;

import io.jcacheredis.AdvisedUser;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.Publication;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Routes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisParityMatrix extends ParityMatrix {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final int LONGEST_VALUE = 1 << 20;

    private final Mode mode;
    private RedisConnections connections;
    private EntryStore store;

    RedisParityMatrix(Mode mode) {
        this.mode = mode;
    }

    @BeforeAll
    void connect() {
        connections = TestConnections.open(address(), Duration.ofSeconds(5));
        KeySpace space = KeySpace.of("jcache:parity:", mode.name());
        store = new RedisEntryStore(
                space, new Routes(connections), mode, LONGEST_VALUE, Duration.ofSeconds(5), publication(space));
    }

    /** Where the store tells others of its changes. */
    Publication publication(KeySpace space) {
        return Publication.NONE;
    }

    /** Where the Redis is, for the advised user. */
    RedisAddress address() {
        try (Jedis admin = new Jedis(redis.uri())) {
            AdvisedUser.make(admin, AdvisedUser.EVENTS.toArray(String[]::new));
        }
        return AdvisedUser.of(RedisAddress.parse(redis.uri().toString()));
    }

    @AfterAll
    void disconnect() {
        connections.close();
    }

    @Override
    EntryStore store() {
        return store;
    }

    @Override
    void awaitExpiry(List<String> keys) {
        await().pollInterval(Duration.ofMillis(1))
                .until(() -> keys.stream()
                        .allMatch(key ->
                                store.timeToLive(ObservedCache.bytes(key)).isEmpty()));
    }
}
