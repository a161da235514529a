package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.hibernate.shop.Author;
import io.jcacheredis.hibernate.shop.Book;
import java.nio.file.Path;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Children that come and go without a word to the collection of their parent. */
class CollectionsIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    private SessionFactory factory(String name, boolean evicting) {
        Configuration configuration = new Configuration()
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Book.class)
                .setProperty("hibernate.cache.auto_evict_collection_cache", evicting);
        String database = "collections-" + evicting;
        return Application.factory(
                configuration,
                Application.file(folder, name, """
                jcache.redis:
                  url: %s
                  key-prefix: "%s:"
                  serialization.allow: "io.jcacheredis.hibernate.shop.**"
                """.formatted(redis.uri(), database)),
                database,
                "update");
    }

    private static void addBook(SessionFactory factory, long id) {
        // The author is another object than that of the session, which hears nothing.
        factory.inTransaction(
                session -> session.persist(new Book(id, "978-" + id, "Lavinia", new Author(1, "Le Guin"))));
    }

    private static int books(SessionFactory factory) {
        return factory.fromTransaction(
                session -> session.find(Author.class, 1L).books().size());
    }

    @Test
    void collection_isAsItWas_unlessHibernateIsToEvictIt() {
        try (SessionFactory one = factory("one", false);
                SessionFactory other = factory("other", false)) {
            one.inTransaction(session -> session.persist(new Author(1, "Le Guin")));
            assertThat(books(other)).isZero();

            addBook(one, 1);

            assertThat(books(other)).isZero();
        }
    }

    @Test
    void collectionThatHibernateIsToEvict_hasWhatCame_andNotWhatWent() {
        try (SessionFactory one = factory("one", true);
                SessionFactory other = factory("other", true)) {
            one.inTransaction(session -> session.persist(new Author(1, "Le Guin")));
            assertThat(books(other)).isZero();

            addBook(one, 1);
            assertThat(books(other)).isOne();

            one.inTransaction(session -> session.remove(session.find(Book.class, 1L)));
            assertThat(books(other)).isZero();
        }
    }
}
