package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.hibernate.shop.Author;
import io.jcacheredis.hibernate.shop.Book;
import java.nio.file.Path;
import java.util.List;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** A Redis that has outlived its database: what is there of the former one, and what empties it. */
class ClearingIT {

    @TempDir
    Path folder;

    private static Void persist(Session session) {
        Author author = new Author(1, "Le Guin");
        session.persist(author);
        session.persist(new Book(1, "978-0", "Always Coming Home", author));
        return null;
    }

    private static int books(Session session) {
        return session.find(Author.class, 1L).books().size();
    }

    private static List<String> titles(Session session) {
        return session.createQuery("select title from Book", String.class)
                .setCacheable(true)
                .list();
    }

    private static List<String> names(Session session) {
        return session.createQuery("select name from Author", String.class)
                .setCacheable(true)
                .setCacheRegion("names")
                .list();
    }

    private static void fill(Application application) {
        application.inTransaction(ClearingIT::persist);
        application.inTransaction(ClearingIT::books);
        application.inTransaction(ClearingIT::titles);
        application.inTransaction(ClearingIT::names);
    }

    @Test
    void newDatabase_hasTheRowsOfTheFormerOne_untilAllRegionsAreEmptied() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            try (Application former = Application.of(folder, "former", redis.uri(), "former")) {
                fill(former);
            }
            try (Application now = Application.of(folder, "now", redis.uri(), "now")) {
                assertThat(now.<Book>inTransaction(session -> session.find(Book.class, 1L)))
                        .isNotNull();
                assertThat(now.inTransaction(ClearingIT::titles)).hasSize(1);

                now.evictAll();

                assertThat(now.<Book>inTransaction(session -> session.find(Book.class, 1L)))
                        .isNull();
                assertThat(now.inTransaction(ClearingIT::titles)).isEmpty();
            }
        }
    }

    /** As a second run of a program with a database in memory sees it. */
    @Test
    void entityThatIsNew_isTakenForAnOldOne_whereTheFormerDatabaseHadIt() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            try (Application former = Application.of(folder, "former", redis.uri(), "former-new")) {
                fill(former);
            }
            try (Application now = Application.of(folder, "now", redis.uri(), "now-new")) {
                assertThatThrownBy(() -> now.inTransaction(ClearingIT::persist))
                        .hasStackTraceContaining("etached entity passed to persist"); // capital since Hibernate 7.2

                now.evictAll();

                assertThatNoException().isThrownBy(() -> now.inTransaction(ClearingIT::persist));
            }
        }
    }

    /** Hibernate opens it with the first query that names it. */
    @Test
    void regionThatAQueryNames_isEmptiedOnceAQueryHasNamedIt() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Jedis jedis = new Jedis(redis.uri())) {
            try (Application former = Application.of(folder, "former", redis.uri(), "former-names")) {
                fill(former);
            }
            try (Application now = Application.of(folder, "now", redis.uri(), "now-names")) {
                now.evictAll();
                assertThat(jedis.keys("jcache:*"))
                        .isNotEmpty()
                        .allMatch(key -> key.startsWith("jcache:names:")
                                || key.startsWith("jcache:default-update-timestamps-region:"));

                assertThat(now.inTransaction(ClearingIT::names)).hasSize(1);
                now.evictAll();

                assertThat(now.inTransaction(ClearingIT::names)).isEmpty();
            }
        }
    }
}
