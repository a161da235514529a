package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/**
 * JVMs that load the same entries at the same time, while others change the database and remove the entries. {@code -Dloads.rounds}
 * makes more rounds of {@value LoadingJvm#KEYS} races each.
 */
class LoadsOfJvmsIT {

    static final int LEASE_MILLIS = 1_000;

    private static final int ROUNDS = Integer.getInteger("loads.rounds", 40);
    private static final int JVMS = 3;
    private static final int THREADS = 2;
    private static final Duration START = Duration.ofSeconds(30);

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @BeforeEach
    void empty() {
        redis.server().flush();
    }

    private static List<ChildJvm> start(String what, int jvms, int threads, int number) {
        List<ChildJvm> started = new ArrayList<>();
        for (int i = 0; i < jvms; i++) {
            started.add(ChildJvm.of(
                            LoadingJvm.class,
                            redis.uri().toString(),
                            what,
                            "" + i,
                            "" + jvms,
                            "" + threads,
                            "" + number)
                    .start());
        }
        return started;
    }

    @Test
    void loadsAndChangesOfThreeJvms_leaveInTheCacheWhatTheDatabaseHas_orNothing() {
        List<ChildJvm> jvms = start("race", JVMS, THREADS, ROUNDS);
        try {
            Duration limit = Duration.ofSeconds(60).plusMillis(500L * ROUNDS);
            jvms.forEach(jvm -> jvm.awaitEnd(limit));

            ChildJvm checker = jvms.get(0);
            long kept = Long.parseLong(checker.value("kept"));
            long absent = Long.parseLong(checker.value("absent"));
            System.out.println("loads: " + (long) ROUNDS * LoadingJvm.KEYS + " races of " + JVMS * THREADS
                    + " threads in " + JVMS + " JVMs, " + kept + " entries kept, " + absent + " absent");
            assertThat(checker.value("stale")).as("of %s", checker.lines()).isEqualTo("0");
            assertThat(kept + absent).isEqualTo((long) ROUNDS * LoadingJvm.KEYS);
            assertThat(kept).isPositive();
            assertThat(absent).isPositive();
        } finally {
            jvms.forEach(ChildJvm::close);
        }
    }

    @Test
    void hundredThreadsOfFourJvms_missOneEntry_andOneLoadsIt() {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.set("db:k", "value");
            List<ChildJvm> jvms = start("together", 4, 25, 200);
            try {
                jvms.forEach(jvm -> jvm.awaitEnd(Duration.ofSeconds(60)));
                assertThat(jvms)
                        .allSatisfy(
                                jvm -> assertThat(jvm.values("got")).hasSize(25).allMatch("value"::equals));
                assertThat(client.get("loads")).isEqualTo("1");
            } finally {
                jvms.forEach(ChildJvm::close);
            }
        }
    }

    @Test
    void jvmThatIsKilledWhileItLoads_isReplacedWhenItsLeaseEnds() {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.set("db:k", "value");
            List<ChildJvm> hanging = start("hang", 1, 1, 0);
            try {
                hanging.get(0).awaitReady(START);
                hanging.get(0).kill();
            } finally {
                hanging.forEach(ChildJvm::close);
            }
            try (Opened opened = Opened.at(redis.uri(), "jcache.redis.load-lease", LEASE_MILLIS + "ms")) {
                RedisCache<?, ?> cache = opened.cache(LoadingJvm.CACHE).unwrap(RedisCache.class);
                long begin = System.nanoTime();
                assertThat(loaded(cache)).isEqualTo("own");
                assertThat(Duration.ofNanos(System.nanoTime() - begin))
                        .isLessThan(Duration.ofMillis(LEASE_MILLIS + 500));
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static Object loaded(RedisCache<?, ?> cache) {
        return ((RedisCache<String, String>) cache).getOrLoad("k", key -> "own", Duration.ofHours(1));
    }

    /** Longer than its lease, which it renews. */
    @Test
    void slowLoad_isWaitedFor_andStored() {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.set("db:k", "value");
            List<ChildJvm> jvms = start("together", 2, 2, 2 * LEASE_MILLIS);
            try {
                jvms.forEach(jvm -> jvm.awaitEnd(Duration.ofSeconds(60)));
                assertThat(client.get("loads")).isEqualTo("1");
                assertThat(client.get("jcache:loaded:k")).isEqualTo("value");
            } finally {
                jvms.forEach(ChildJvm::close);
            }
        }
    }
}
