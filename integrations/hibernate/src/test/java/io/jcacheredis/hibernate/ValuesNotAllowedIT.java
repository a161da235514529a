package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.hibernate.shop.Author;
import io.jcacheredis.hibernate.shop.Book;
import io.jcacheredis.hibernate.shop.Genre;
import io.jcacheredis.hibernate.shop.Shelf;
import java.net.URI;
import java.nio.file.Path;
import java.util.function.Function;
import org.hibernate.Session;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Attributes of a class that {@code serialization.allow} lacks: the database has them. Ids and parameters need not be in it. */
class ValuesNotAllowedIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

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

    /** Nobody reads a key of Hibernate, so it may hold what it likes; an application that could not write it would leave others with old rows. */
    @Test
    void entityWhoseIdIsNotAllowed_isKept_andChangedForAll() {
        Shelf.Id id = new Shelf.Id(Genre.NOVEL, 1);
        Function<Session, String> room =
                session -> session.find(Shelf.class, id).room();
        try (Application one = application("one", "");
                Application other = application("other", "serialization.allow: io.jcacheredis.hibernate.shop.*")) {
            one.inTransaction(session -> persistShelf(session, id));
            one.inTransaction(room);
            assertThat(other.statementsOf(room)).isZero();

            one.inTransaction(session -> {
                session.find(Shelf.class, id).moveTo("attic");
                return null;
            });
            assertThat(other.inTransaction(room)).isEqualTo("attic");
            assertThat(other.statementsOf(room)).isZero();

            one.inTransaction(session -> {
                session.remove(session.find(Shelf.class, id));
                return null;
            });
            Function<Session, Shelf> shelf = session -> session.find(Shelf.class, id);
            assertThat(other.inTransaction(shelf)).isNull();
        }
    }

    private static Void persistShelf(Session session, Shelf.Id id) {
        session.persist(new Shelf(id, "cellar"));
        return null;
    }

    @Test
    void queryWithAParameterThatIsNotAllowed_isKept() {
        try (Application one = application("one", "");
                Application other = application("other", "")) {
            one.inTransaction(ValuesNotAllowedIT::persistBook);

            assertThat(one.inTransaction(ValuesNotAllowedIT::novels)).isOne();
            assertThat(other.statementsOf(ValuesNotAllowedIT::novels)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100})
    void queryThatIsTooLongForAKey_isAskedOfTheDatabase(int near) {
        String query = "select title from Book where id in (" + "7,".repeat(40_000) + "1)";
        Function<Session, Integer> found = session -> session.createQuery(query, String.class)
                .setCacheable(true)
                .list()
                .size();
        try (Application one = application("one", "defaults.near.size: " + near)) {
            one.inTransaction(ValuesNotAllowedIT::persistBook);

            assertThat(one.inTransaction(found)).isOne();
            assertThat(one.statementsOf(found)).isOne();
        }
    }

    private static int novels(Session session) {
        return session.createQuery("select title from Book where genre = :genre", String.class)
                .setParameter("genre", Genre.NOVEL)
                .setCacheable(true)
                .list()
                .size();
    }

    @ParameterizedTest
    @ValueSource(strings = {"value-type: io.jcacheredis.hibernate.shop.Book", "key-type: Long"})
    void regionThatDeclaresTheEntitysTypes_keepsNothing(String types) {
        try (Application one = application("one", "caches:\n  \"io.jcacheredis.**\": {%s}".formatted(types))) {
            one.inTransaction(ValuesNotAllowedIT::persistBook);

            assertThat(one.inTransaction(ValuesNotAllowedIT::title)).isEqualTo("Always Coming Home");
            assertThat(one.statementsOf(ValuesNotAllowedIT::title)).isEqualTo(1);
        }
    }
}
