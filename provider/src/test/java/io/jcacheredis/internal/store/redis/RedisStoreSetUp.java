package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.AdvisedUser;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.EntryStoreContract;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Routes;
import java.net.URI;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.ScanParams;
import redis.clients.jedis.params.SetParams;
import redis.clients.jedis.resps.ScanResult;

/** A store in a Redis, with a cache of its own for each test and the advised user, and a look at what lies there. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class RedisStoreSetUp extends EntryStoreContract {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    static final byte[] KEY = bytes("key");
    static final byte[] VALUE = bytes("value");

    static final String PREFIX = "jcache:test:";
    static final int LONGEST_VALUE = 6 << 20;
    static final Duration LEASE = Duration.ofSeconds(5);

    private final Mode mode;
    RedisConnections connections;
    UnifiedJedis jedis;
    List<Jedis> servers;
    String cacheName;
    RedisEntryStore store;

    RedisStoreSetUp(Mode mode) {
        this.mode = mode;
    }

    /** The connections that the store under test uses. */
    RedisConnections wrap(RedisConnections pooled) {
        return pooled;
    }

    /** By which way the store under test sends what. */
    Routes routes(RedisConnections used) {
        return new Routes(used);
    }

    /** The Redis under test. */
    URI uri() {
        return redis.uri();
    }

    /** Its servers, which have the keys between them. */
    List<URI> serverUris() {
        return List.of(redis.uri());
    }

    /** What the user of the connections may do beside what docs/security.md advises. */
    String[] rules() {
        return new String[0];
    }

    /** Where the store under test tells others of its changes. */
    Publication publication(KeySpace space) {
        return Publication.NONE;
    }

    UnifiedJedis client() {
        return RedisClient.create(redis.uri());
    }

    @BeforeAll
    void connect() {
        servers = serverUris().stream().map(Jedis::new).toList();
        servers.forEach(server -> AdvisedUser.make(server, rules()));
        RedisAddress address = AdvisedUser.of(RedisAddress.parse(uri().toString()));
        connections = wrap(TestConnections.open(address, Duration.ofSeconds(10)));
        jedis = client();
        servers.forEach(CommandStats::reset);
    }

    @AfterAll
    void disconnect() {
        for (Jedis server : servers) {
            assertThat(CommandStats.of(server)).as("KEYS blocks Redis for all").doesNotContainKey("keys");
            server.close();
        }
        connections.close();
        jedis.close();
    }

    Set<String> keys() {
        Set<String> keys = new HashSet<>();
        for (Jedis server : servers) {
            String cursor = ScanParams.SCAN_POINTER_START;
            do {
                ScanResult<String> page = server.scan(cursor, new ScanParams().count(1_000));
                keys.addAll(page.getResult());
                cursor = page.getCursor();
            } while (!cursor.equals(ScanParams.SCAN_POINTER_START));
        }
        keys.removeIf(key -> key.startsWith("jcache-redis:loads:")); // of a purge: it goes by itself
        return keys;
    }

    /** Those that are new. Others may have expired meanwhile. */
    Set<String> keysBeside(Set<String> before) {
        Set<String> keys = keys();
        keys.removeAll(before);
        return keys;
    }

    @BeforeEach
    void newCache() {
        cacheName = "cache-" + UUID.randomUUID();
        store = store(cacheName);
    }

    @AfterEach
    void leaveNothing() {
        store.clear();
    }

    @Override
    protected EntryStore store() {
        return store;
    }

    RedisEntryStore store(String name) {
        KeySpace space = KeySpace.of(PREFIX, name);
        return new RedisEntryStore(space, routes(connections), mode, LONGEST_VALUE, LEASE, publication(space));
    }

    byte[] redisKey(byte[] key) {
        return redisKey(cacheName, key);
    }

    static byte[] redisKey(String cacheName, byte[] key) {
        return KeySpace.join(bytes(PREFIX + cacheName + ":"), key);
    }

    /** By the clock of Redis. */
    @Override
    protected void pass(Duration time) {
        byte[] key = redisKey(bytes("passing time"));
        jedis.set(key, VALUE, new SetParams().px(time.toMillis()));
        untilExpired(key);
    }

    private void untilExpired(byte[] redisKey) {
        await().pollInterval(Duration.ofMillis(1)).pollDelay(Duration.ZERO).until(() -> jedis.pttl(redisKey) == -2);
    }

    @Override
    protected Entries entries() {
        return new Entries() {
            @Override
            public void put(byte[] key, byte[] value, TimeToLive life) {
                SetParams parameters = new SetParams();
                if (life instanceof Finite finite) {
                    parameters.px(finite.millis());
                }
                jedis.set(redisKey(key), value, parameters);
            }

            @Override
            public void putExpired(byte[] key, byte[] value) {
                put(key, value, new Finite(1));
                untilExpired(redisKey(key));
            }

            @Override
            public byte @Nullable [] value(byte[] key) {
                return jedis.get(redisKey(key));
            }

            @Override
            public OptionalLong timeToLive(byte[] key) {
                long millis = jedis.pttl(redisKey(key));
                if (millis == -2) {
                    return OptionalLong.empty();
                }
                return OptionalLong.of(millis == -1 ? Long.MAX_VALUE : millis);
            }
        };
    }

    static void put(EntryStore store, byte[] key, byte[] value, TimeToLive life) {
        store.apply(key, Mutation.set(Condition.ANY, value, Report.NOTHING, plan(life)));
    }

    static ExpiryPlan plan(TimeToLive life) {
        return new ExpiryPlan(life, life, life);
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }
}
