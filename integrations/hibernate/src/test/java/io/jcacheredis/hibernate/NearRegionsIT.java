package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.hibernate.shop.Notes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Regions with near caches: what an application has read it has by itself, until the other one changes it. */
class NearRegionsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Application application(String name, EmbeddedRedis redis) {
        return Application.of(Application.file(folder, name, """
                jcache.redis:
                  url: %s
                  caches:
                    "**": {expiry: {created: 30m}, near: {size: 1000}}
                """.formatted(redis.uri())), "near");
    }

    private static Void persist(Session session) {
        session.persist(new Notes.ReadWrite(1, "old"));
        return null;
    }

    private static Void change(Session session) {
        session.find(Notes.ReadWrite.class, 1L).change("new");
        return null;
    }

    @Test
    void entityThatWasRead_needsNoRedis_andAChangeElsewhereIsSeen() {
        Function<Session, String> text =
                session -> session.find(Notes.ReadWrite.class, 1L).text();
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Application one = application("one", redis);
                Application other = application("other", redis);
                Jedis jedis = new Jedis(redis.uri())) {
            one.inTransaction(NearRegionsIT::persist);
            other.inTransaction(text);
            await().atMost(PATIENCE).until(() -> {
                long before = reads(jedis);
                long statements = other.statementsOf(text);
                return statements == 0 && reads(jedis) == before;
            });

            one.inTransaction(NearRegionsIT::change);

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(other.inTransaction(text)).isEqualTo("new"));
            assertThat(one.inTransaction(text)).isEqualTo("new");
        }
    }

    /** How many keys Redis was asked for. */
    private static long reads(Jedis jedis) {
        return jedis.info("stats")
                .lines()
                .filter(line -> line.startsWith("keyspace_hits:") || line.startsWith("keyspace_misses:"))
                .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(':') + 1)))
                .sum();
    }
}
