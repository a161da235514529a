package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.hibernate.shop.Author;
import io.jcacheredis.hibernate.shop.Book;
import java.net.URI;
import java.nio.file.Path;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** An attribute of a class that {@code serialization.allow} lacks. Hibernate puts it when the database has committed. */
class ValuesNotAllowedIT {

    private static EmbeddedRedis redis;

    @TempDir
    Path folder;

    @BeforeAll
    static void startRedis() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stopRedis() {
        redis.close();
    }

    private Application application(String name, String settings) {
        URI file = Application.file(folder, name, """
                jcache.redis:
                  url: %s
                  key-prefix: "%s:"
                """.formatted(redis.uri(), database()) + settings.indent(2));
        return Application.of(file, database());
    }

    private String database() {
        return "not-allowed-" + folder.getFileName();
    }

    private static Void persistBook(Session session) {
        Author author = new Author(1, "Le Guin");
        session.persist(author);
        session.persist(new Book(1, "978-0", "Always Coming Home", author));
        return null;
    }

    private static String title(Session session) {
        return session.find(Book.class, 1L).title();
    }

    private static Void rename(Session session) {
        session.find(Book.class, 1L).rename("The Dispossessed");
        return null;
    }

    @Test
    void entity_isWrittenToTheDatabase_andNotKept() {
        try (Application one = application("one", "")) {
            one.inTransaction(ValuesNotAllowedIT::persistBook);

            assertThat(one.inTransaction(ValuesNotAllowedIT::title)).isEqualTo("Always Coming Home");
            assertThat(one.statementsOf(ValuesNotAllowedIT::title)).isEqualTo(1);
            try (Jedis jedis = new Jedis(redis.uri())) {
                assertThat(jedis.keys(database() + ":" + Book.class.getName() + ":*"))
                        .isEmpty();
                assertThat(jedis.keys(database() + ":" + Author.class.getName() + ":*"))
                        .hasSize(1);
            }
        }
    }

    @Test
    void entityThatAnotherApplicationMayKeep_isNotOldThere() {
        try (Application one = application("one", "");
                Application other = application("other", "serialization.allow: io.jcacheredis.hibernate.shop.*")) {
            other.inTransaction(ValuesNotAllowedIT::persistBook);
            other.inTransaction(ValuesNotAllowedIT::title);
            assertThat(other.statementsOf(ValuesNotAllowedIT::title)).isZero();

            one.inTransaction(ValuesNotAllowedIT::rename);

            assertThat(other.inTransaction(ValuesNotAllowedIT::title)).isEqualTo("The Dispossessed");
        }
    }

    @Test
    void whoAsksForErrors_getsThem() {
        try (Application one = application("one", "on-failure: strict")) {
            assertThatThrownBy(() -> one.inTransaction(ValuesNotAllowedIT::persistBook))
                    .hasRootCauseInstanceOf(CodecException.class)
                    .hasStackTraceContaining("Genre is not allowed");
        }
    }
}
