package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.WritingJvm.Database;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.faults.FaultProxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/**
 * JVMs that write the same entries through their writers, one that is killed in the middle, and one that loses its Redis there.
 * {@code -Dwriters.rounds} makes more rounds of {@value WritingJvm#KEYS} races each.
 */
class WritersOfJvmsIT {

    static final int FENCE_MILLIS = 1_000;

    private static final int ROUNDS = Integer.getInteger("writers.rounds", 40);
    private static final int JVMS = 3;
    private static final Duration START = Duration.ofSeconds(30);

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @BeforeEach
    void empty() {
        redis.server().flush();
    }

    @Test
    void writersOfThreeJvms_leaveInTheCacheWhatTheDatabaseHas_orNothing() {
        List<ChildJvm> jvms = new ArrayList<>();
        try {
            for (int i = 0; i < JVMS; i++) {
                jvms.add(ChildJvm.of(WritingJvm.class, redis.uri().toString(), "race", "" + i, "" + JVMS, "" + ROUNDS)
                        .start());
            }
            Duration limit = Duration.ofSeconds(60).plusMillis(500L * ROUNDS);
            jvms.forEach(jvm -> jvm.awaitEnd(limit));

            ChildJvm checker = jvms.get(0);
            long kept = Long.parseLong(checker.value("kept"));
            long absent = Long.parseLong(checker.value("absent"));
            System.out.println("writers: " + (long) ROUNDS * WritingJvm.KEYS + " races of " + JVMS * WritingJvm.THREADS
                    + " threads in " + JVMS + " JVMs, " + kept + " entries kept, " + absent + " absent");
            assertThat(checker.value("stale")).as("of %s", checker.lines()).isEqualTo("0");
            assertThat(kept + absent).isEqualTo((long) ROUNDS * WritingJvm.KEYS);
            assertThat(kept).isPositive();
            assertThat(absent).isPositive();
        } finally {
            jvms.forEach(ChildJvm::close);
        }
    }

    @Test
    void jvmThatIsKilledAfterTheDatabase_leavesTheOldEntryForTheFence() {
        try (RedisClient client = RedisClient.create(redis.uri());
                Opened opened = Opened.at(redis.uri())) {
            Cache<String, String> cache = WritingJvm.cache(opened, new Database(client, () -> {}, () -> {}));
            cache.put("killed", "old");
            try (ChildJvm jvm = ChildJvm.of(WritingJvm.class, redis.uri().toString(), "hang", "killed", "new")
                    .start()) {
                jvm.awaitReady(START);
                jvm.kill();
            }

            assertThat(client.get(Race.inDatabase("killed"))).isEqualTo("new");
            await().atMost(Duration.ofMillis(FENCE_MILLIS + 500)).until(() -> cache.get("killed") == null);
            cache.put("killed", "next");
            assertThat(cache.get("killed")).isEqualTo("next");
            assertThat(client.pttl("jcache:written:killed")).isEqualTo(-1);
        }
    }

    @Test
    void strictCache_whoseRedisIsLostAfterTheDatabase_throws_andTheOldEntryStaysForTheFence() throws Exception {
        try (FaultProxy proxy = new FaultProxy(redis.uri());
                RedisClient client = RedisClient.create(redis.uri());
                Opened opened = Opened.at(
                        proxy.uri(),
                        "jcache.redis.on-failure",
                        "strict",
                        "jcache.redis.write-fence",
                        FENCE_MILLIS + "ms")) {
            List<String> lost = new ArrayList<>();
            Cache<String, String> cache = WritingJvm.cache(opened, new Database(client, () -> {}, () -> {
                if (!lost.isEmpty()) {
                    proxy.refuse(true);
                }
            }));
            cache.put("lost", "old");
            lost.add("from now on");

            assertThatThrownBy(() -> cache.put("lost", "new")).isInstanceOf(CacheException.class);

            assertThat(client.get(Race.inDatabase("lost"))).isEqualTo("new");
            await().atMost(Duration.ofMillis(FENCE_MILLIS + 500))
                    .until(() -> client.get("jcache:written:lost") == null);
        }
    }
}
