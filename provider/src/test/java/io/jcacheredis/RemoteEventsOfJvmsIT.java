package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** JVMs whose listeners hear of each other, one that stands still, and one that is killed. */
class RemoteEventsOfJvmsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String CHANNEL = "jcache-redis:events@0:jcache:c:";
    /** What one put may take at most on a machine that is busy; a wait for another JVM would last for ever. */
    private static final long BOUND_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static EmbeddedRedis redis;

    private Jedis admin;
    private Opened opened;
    private Cache<String, String> cache;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        admin = new Jedis(redis.uri());
        admin.flushAll();
        opened = Opened.at(redis.uri(), "jcache.redis.defaults.events", "broadcast");
        cache = opened.cache(HearingJvm.CACHE);
    }

    @AfterEach
    void close() {
        opened.close();
        admin.close();
    }

    private ChildJvm hearing() {
        ChildJvm jvm = ChildJvm.of(
                        HearingJvm.class, redis.uri().toString(), "jcache.redis.defaults.events", "broadcast")
                .start();
        jvm.awaitReady(PATIENCE);
        return jvm;
    }

    private void awaitSubscribers(long count) {
        await().atMost(PATIENCE).until(() -> admin.pubsubNumSub(CHANNEL).get(CHANNEL) == count);
    }

    private static void awaitEvent(ChildJvm jvm, String event) {
        await().atMost(PATIENCE).until(() -> jvm.values("event").contains(event));
    }

    private void putMany(String value) {
        for (int i = 0; i < 200; i++) {
            long start = System.nanoTime();
            cache.put("k" + i % 10, value + i);
            assertThat(System.nanoTime() - start).isLessThan(BOUND_NANOS);
        }
    }

    @Test
    void otherJvm_hearsOfChanges_inTheirOrder() {
        try (ChildJvm jvm = hearing()) {
            awaitSubscribers(1);
            cache.put("k", "1");
            cache.put("k", "2");
            cache.remove("k");

            awaitEvent(jvm, "REMOVED k 2 2");
            assertThat(jvm.values("event")).containsExactly("CREATED k 1 null", "UPDATED k 2 1", "REMOVED k 2 2");
        }
    }

    @Test
    void otherJvmThatStandsStill_holdsUpNoPut_andHearsWhenItGoesOn() {
        try (ChildJvm jvm = hearing()) {
            awaitSubscribers(1);
            Heard own = Heard.of(cache);
            jvm.pause();
            try {
                putMany("paused");
                assertThat(own.events()).hasSize(200);
            } finally {
                jvm.resume();
            }

            awaitEvent(jvm, "UPDATED k9 paused199 paused189");
            assertThat(jvm.values("event")).hasSize(200);
        }
    }

    @Test
    void otherJvmThatIsKilled_holdsUpNoPut() {
        try (ChildJvm jvm = hearing()) {
            awaitSubscribers(1);
            Heard own = Heard.of(cache);
            jvm.kill();

            putMany("killed");

            assertThat(own.events()).hasSize(200);
            awaitSubscribers(1); // our own
        }
    }
}
