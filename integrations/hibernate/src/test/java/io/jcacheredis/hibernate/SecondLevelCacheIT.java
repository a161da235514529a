package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.hibernate.shop.Author;
import io.jcacheredis.hibernate.shop.Book;
import io.jcacheredis.hibernate.shop.Genre;
import io.jcacheredis.hibernate.shop.Note;
import io.jcacheredis.hibernate.shop.Notes;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hibernate.KeyType;
import org.hibernate.Session;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** What one application reads or writes spares the other the database, or reaches it. */
class SecondLevelCacheIT {

    private static final String TIMESTAMPS = "jcache:default-update-timestamps-region:";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static int databases;

    @TempDir
    Path folder;

    private Application one;
    private Application other;

    @BeforeEach
    void start() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.flushAll();
        }
        String database = "shop" + databases++;
        one = Application.of(folder, "one", redis.uri(), database);
        other = Application.of(folder, "other", redis.uri(), database);
    }

    @AfterEach
    void stop() {
        one.close();
        other.close();
    }

    private void persist(Object... entities) {
        one.inTransaction(session -> {
            for (Object entity : entities) {
                session.persist(entity);
            }
            return null;
        });
    }

    private void persistBook() {
        Author author = new Author(1, "Le Guin");
        persist(author, new Book(1, "978-0", "Always Coming Home", author));
    }

    private static Book book(Session session) {
        return session.find(Book.class, 1L);
    }

    private static Set<String> keys(String pattern) {
        try (Jedis jedis = new Jedis(redis.uri())) {
            return jedis.keys(pattern);
        }
    }

    private static long secondsLeft(String key) {
        try (Jedis jedis = new Jedis(redis.uri())) {
            return jedis.ttl(key);
        }
    }

    @Test
    void entity_comesFromRedis_withAllThatItHas() {
        persistBook();
        one.inTransaction(SecondLevelCacheIT::book);

        assertThat(other.statementsOf(SecondLevelCacheIT::book)).isZero();

        other.inTransaction(session -> {
            Book book = book(session);
            assertThat(book.isbn()).isEqualTo("978-0");
            assertThat(book.title()).isEqualTo("Always Coming Home");
            assertThat(book.genre()).isEqualTo(Genre.NOVEL);
            assertThat(book.published()).isEqualTo(LocalDate.of(1984, 4, 4));
            assertThat(book.price()).isEqualByComparingTo(new BigDecimal("12.90"));
            assertThat(book.author().name()).isEqualTo("Le Guin");
            return null;
        });
    }

    @Test
    void collection_comesFromRedis_andAnElementThatIsAddedIsSeen() {
        persistBook();
        Function<Session, Integer> count =
                session -> session.find(Author.class, 1L).books().size();
        one.inTransaction(count);
        one.inTransaction(SecondLevelCacheIT::book);
        assertThat(other.statementsOf(count)).isZero();

        one.inTransaction(session -> {
            session.persist(new Book(2, "978-1", "The Dispossessed", session.find(Author.class, 1L)));
            return null;
        });

        assertThat(other.inTransaction(count)).isEqualTo(2);
    }

    @Test
    void naturalId_comesFromRedis() {
        persistBook();
        Function<Session, Book> byIsbn = session -> session.find(Book.class, "978-0", KeyType.NATURAL);
        one.inTransaction(byIsbn);

        assertThat(other.statementsOf(byIsbn)).isZero();
        assertThat(other.inTransaction(byIsbn).title()).isEqualTo("Always Coming Home");
    }

    @Test
    void query_comesFromRedis_untilAnyoneWritesToItsTable() {
        persistBook();
        Function<Session, List<Book>> novels =
                session -> session.createQuery("from Book where genre = :genre order by title", Book.class)
                        .setParameter("genre", Genre.NOVEL)
                        .setCacheable(true)
                        .list();
        one.inTransaction(novels);
        assertThat(other.statementsOf(novels)).isZero();

        one.inTransaction(session -> {
            book(session).rename("Lavinia");
            return null;
        });

        assertThat(other.inTransaction(novels)).extracting(Book::title).containsExactly("Lavinia");
        assertThat(other.statementsOf(novels)).isZero();
        assertThat(one.statementsOf(novels)).isZero();
    }

    /** The default of the settings would end it: then Hibernate takes results for new that are older than the last write. */
    @Test
    void timesToLive_areThoseOfTheTemplates_andTimestampsStay() {
        persistBook();
        one.inTransaction(SecondLevelCacheIT::book);
        one.inTransaction(session -> session.createQuery("from Author", Author.class)
                .setCacheable(true)
                .list());
        long minute = TimeUnit.MINUTES.toSeconds(1);

        String shop = "jcache:io.jcacheredis.hibernate.shop.";
        assertThat(keys(shop + "Book:*"))
                .hasSize(1)
                .allSatisfy(key -> assertThat(secondsLeft(key)).isBetween(19 * minute, 20 * minute));
        assertThat(keys(shop + "Author:*"))
                .hasSize(1)
                .allSatisfy(key -> assertThat(secondsLeft(key)).isBetween(29 * minute, 30 * minute));
        assertThat(keys("jcache:default-query-results-region:*"))
                .hasSize(1)
                .allSatisfy(key -> assertThat(secondsLeft(key)).isBetween(9 * minute, 10 * minute));
        assertThat(keys(TIMESTAMPS + "*"))
                .contains(TIMESTAMPS + "Book", TIMESTAMPS + "Author")
                .allSatisfy(key -> assertThat(secondsLeft(key)).isEqualTo(-1));
    }

    static Stream<Arguments> strategies() {
        return Stream.concat(
                Stream.of(Arguments.of(Notes.ReadOnly.class, new Notes.ReadOnly(1, "old"))), thoseThatMayWrite());
    }

    static Stream<Arguments> thoseThatMayWrite() {
        return Stream.of(
                Arguments.of(Notes.NonstrictReadWrite.class, new Notes.NonstrictReadWrite(1, "old")),
                Arguments.of(Notes.ReadWrite.class, new Notes.ReadWrite(1, "old")),
                Arguments.of(Notes.Transactional.class, new Notes.Transactional(1, "old")));
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void everyStrategy_readsFromRedis_andDeletesForBoth(Class<? extends Note> type, Note note) {
        persist(note);
        Function<Session, Note> find = session -> session.find(type, 1L);
        one.inTransaction(find);
        assertThat(other.statementsOf(find)).isZero();

        one.inTransaction(session -> {
            session.remove(session.find(type, 1L));
            return null;
        });

        assertThat(other.<Note>inTransaction(find)).isNull();
    }

    @ParameterizedTest
    @MethodSource("thoseThatMayWrite")
    void everyStrategy_thatMayWrite_writesForBoth(Class<? extends Note> type, Note note) {
        persist(note);
        Function<Session, String> text = session -> session.find(type, 1L).text();
        other.inTransaction(text);

        one.inTransaction(session -> {
            session.find(type, 1L).change("new");
            return null;
        });

        assertThat(other.inTransaction(text)).isEqualTo("new");
        assertThat(other.statementsOf(text)).isZero();
        assertThat(one.statementsOf(text)).isZero();
    }

    @Test
    void rollback_leavesBothWithWhatTheDatabaseHas() {
        persist(new Notes.ReadWrite(1, "old"));
        one.inTransaction(session -> session.find(Notes.ReadWrite.class, 1L));

        one.inTransaction(session -> {
            session.find(Notes.ReadWrite.class, 1L).change("never");
            session.flush();
            session.getTransaction().markRollbackOnly();
            return null;
        });

        Function<Session, String> text =
                session -> session.find(Notes.ReadWrite.class, 1L).text();
        assertThat(one.inTransaction(text)).isEqualTo("old");
        assertThat(other.inTransaction(text)).isEqualTo("old");
    }

    @Test
    void evictAll_isForBoth() {
        persistBook();
        one.inTransaction(SecondLevelCacheIT::book);

        one.evictAll();

        assertThat(keys("jcache:io.jcacheredis.hibernate.shop.*")).isEmpty();
        assertThat(other.statementsOf(SecondLevelCacheIT::book)).isPositive();
    }
}
