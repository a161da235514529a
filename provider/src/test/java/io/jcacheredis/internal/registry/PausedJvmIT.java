package io.jcacheredis.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** A JVM that is stopped (SIGSTOP) while it writes, loses its key space to another one, and goes on. */
class PausedJvmIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final int ROUNDS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Claim WITHIN = PausedJvm.claim("paused:within");

    @Test
    void pausedJvm_findsOutBeforeItWritesAgain() {
        String url = redis.uri().toString();
        try (RedisConnections connections = TestConnections.open(RedisAddress.parse(url), Duration.ofSeconds(5));
                RedisClient direct = RedisClient.create(redis.uri());
                ChildJvm jvm = ChildJvm.of(PausedJvm.class, url).start()) {
            jvm.awaitReady(PATIENCE);
            String key = PausedJvm.CLAIM.space().start() + PausedJvm.KEY;
            long late = 0;
            for (int round = 1; round <= ROUNDS; round++) {
                int refusals = round;
                await().atMost(PATIENCE).until(() -> direct.get(key) != null);
                jvm.pause();
                Lease other = new Lease(new ClaimRegistry(connections), connections, "other", Duration.ofMinutes(1));
                await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> other.add(WITHIN));
                long last = Long.parseLong(direct.get(key));

                jvm.resume();

                await().atMost(PATIENCE).until(() -> jvm.values("refused").size() == refusals);
                long written = Long.parseLong(direct.get(key)) - last;
                assertThat(written)
                        .as("writes after the pause: the one that was under way at most")
                        .isBetween(0L, 1L);
                late += written;
                other.remove(WITHIN);
                await().atMost(PATIENCE).until(() -> jvm.values("again").size() == refusals);
            }
            System.out.println("paused JVM: " + late + " of " + ROUNDS + " writes under way were done after the pause");
        }
    }
}
