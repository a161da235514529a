package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.internal.connection.Exchange;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.TimeToLive.Special;
import io.jcacheredis.internal.store.TimedStore.Timed;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/** Values with their times to live, in one trip, for those who keep them. */
class TimedReadsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final int LONGEST = 6 << 20;
    private static final Mutation READ =
            Mutation.read(new ExpiryPlan(Special.ETERNAL, Special.UNCHANGED, Special.UNCHANGED));

    /** Replicas, of which nobody may read what is kept. */
    private static final Exchange LAGGING = new Exchange() {
        @Override
        public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
            throw new AssertionError("it may lag");
        }

        @Override
        public <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits) {
            throw new AssertionError("it may lag");
        }
    };

    private final KeySpace space = KeySpace.of("jcache:test:", "timed");
    private RecordingConnections connections;
    private UnifiedJedis jedis;

    @BeforeEach
    void connect() {
        RedisConnections pooled =
                TestConnections.open(RedisAddress.parse(redis.uri().toString()), Duration.ofSeconds(10));
        connections = new RecordingConnections(pooled, false);
        jedis = RedisClient.create(redis.uri());
        jedis.flushDB();
    }

    @AfterEach
    void disconnect() {
        connections.close();
        jedis.close();
    }

    private RedisEntryStore store(Mode mode) {
        Routes routes = new Routes(connections, LAGGING, connections);
        return new RedisEntryStore(space, routes, mode, LONGEST, Duration.ofSeconds(5));
    }

    private void put(String key, byte[] value, SetParams life) {
        jedis.set(space.key(key.getBytes(UTF_8)), value, life);
    }

    private static List<byte[]> keys(String... texts) {
        List<byte[]> keys = new ArrayList<>();
        for (String text : texts) {
            keys.add(text.getBytes(UTF_8));
        }
        return keys;
    }

    @ParameterizedTest
    @EnumSource
    void eachHasItsTimeToLive_inOneTrip_fromWhoHasTheLatestChanges(Mode mode) {
        put("eternal", new byte[] {1}, new SetParams());
        put("short", new byte[] {2}, new SetParams().px(60_000));
        RedisEntryStore store = store(mode);
        connections.trips();

        List<Timed> timed = store.readSomeTimed(keys("eternal", "none", "short"), READ);

        assertThat(connections.trips()).hasSize(1);
        assertThat(timed).extracting(each -> each.outcome().prior()).containsExactly(new byte[] {1}, null, new byte[] {2
        });
        assertThat(timed.get(0).millis()).isEqualTo(Long.MAX_VALUE);
        assertThat(timed.get(1).millis()).isZero();
        assertThat(timed.get(2).millis()).isBetween(1L, 60_000L);
    }

    @ParameterizedTest
    @EnumSource
    void manyAndLongOnes_comeInParts_inTheirOrder(Mode mode) {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            put("k" + i, new byte[i < 6 ? 5 << 20 : i], new SetParams());
            keys.add(("k" + i).getBytes(UTF_8));
        }
        RedisEntryStore store = store(mode);
        List<Timed> all = new ArrayList<>();

        while (all.size() < keys.size()) {
            List<Timed> some = store.readSomeTimed(keys.subList(all.size(), keys.size()), READ);
            assertThat(some).isNotEmpty();
            all.addAll(some);
        }

        for (int i = 0; i < keys.size(); i++) {
            assertThat(all.get(i).outcome().prior()).as("k%d", i).hasSize(i < 6 ? 5 << 20 : i);
            assertThat(all.get(i).millis()).as("k%d", i).isEqualTo(Long.MAX_VALUE);
        }
    }
}
