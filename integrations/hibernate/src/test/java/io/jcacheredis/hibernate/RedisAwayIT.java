package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.hibernate.shop.Notes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Function;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Applications that lose their Redis go on with the database, and find nothing old afterwards. */
class RedisAwayIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private static String text(Session session) {
        return session.find(Notes.ReadWrite.class, 1L).text();
    }

    @Test
    void whatIsChangedMeanwhile_isSeenByBoth_thenAndAfterwards() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Application one = Application.of(folder, "one", redis.uri(), "away");
                Application other = Application.of(folder, "other", redis.uri(), "away")) {
            Function<Session, String> text = RedisAwayIT::text;
            one.inTransaction(session -> {
                session.persist(new Notes.ReadWrite(1, "old"));
                return null;
            });
            assertThat(other.inTransaction(text)).isEqualTo("old");

            redis.pause();
            one.inTransaction(session -> {
                session.find(Notes.ReadWrite.class, 1L).change("new");
                return null;
            });
            assertThat(one.inTransaction(text)).isEqualTo("new");
            assertThat(other.inTransaction(text)).isEqualTo("new");
            redis.resume();

            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(other.inTransaction(text)).isEqualTo("new"));
            await().atMost(PATIENCE).until(() -> other.statementsOf(text) == 0);
            assertThat(other.inTransaction(text)).isEqualTo("new");
            assertThat(one.inTransaction(text)).isEqualTo("new");
        }
    }

    @Test
    void statisticsOfHibernate_countPutsThatKeptNothing_butNoHits() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Application one = Application.of(folder, "one", redis.uri(), "counted")) {
            redis.stop();
            one.inTransaction(session -> {
                session.persist(new Notes.ReadWrite(1, "old"));
                return null;
            });

            one.statistics().clear();
            one.inTransaction(RedisAwayIT::text);
            one.inTransaction(RedisAwayIT::text);

            assertThat(one.statistics().getSecondLevelCacheHitCount()).isZero();
            assertThat(one.statistics().getSecondLevelCachePutCount()).isEqualTo(2);
        }
    }

    @Test
    void strictRegions_failWhereOthersGoOn() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Application one =
                        Application.of(Application.file(folder, "strict", """
                        jcache.redis: {url: %s, on-failure: strict}
                        """.formatted(redis.uri())), "away-strict")) {
            one.inTransaction(session -> {
                session.persist(new Notes.ReadWrite(1, "old"));
                return null;
            });

            redis.pause();

            assertThatThrownBy(() -> one.inTransaction(RedisAwayIT::text))
                    .hasStackTraceContaining(CacheUnavailableException.class.getName());
            redis.resume();
        }
    }
}
