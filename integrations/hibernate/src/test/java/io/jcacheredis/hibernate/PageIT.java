package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.hibernate.shop.Author;
import io.jcacheredis.hibernate.shop.Book;
import io.jcacheredis.hibernate.shop.Genre;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** The properties and the settings that the page begins with, as they stand there but for the entities' package and the Redis. */
class PageIT {

    private static final Path PAGE = Path.of("../../docs/hibernate.md");

    @TempDir
    Path folder;

    private static String block(String language) throws IOException {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        assertThat(block.find()).isTrue();
        return block.group(1).replace("com.acme.shop", "io.jcacheredis.hibernate.shop");
    }

    private SessionFactory factory(String name, EmbeddedRedis redis) throws IOException {
        Properties properties = new Properties();
        properties.load(new StringReader(block("properties")));
        String settings = block("yaml").replaceFirst("url: .*", "url: " + redis.uri());
        return new Configuration()
                .addAnnotatedClass(Author.class)
                .addAnnotatedClass(Book.class)
                .addProperties(properties)
                .setProperty(
                        "hibernate.javax.cache.uri",
                        Application.file(folder, name, settings).toString())
                .setProperty("hibernate.generate_statistics", "true")
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:page;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", "update")
                .buildSessionFactory();
    }

    private static List<Book> novels(Session session) {
        return session.createQuery("from Book where genre = :genre", Book.class)
                .setParameter("genre", Genre.NOVEL)
                .setCacheable(true)
                .list();
    }

    @Test
    void secondFactory_needsNoDatabase_andRegionsLiveAsThePageSays() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                SessionFactory one = factory("one", redis);
                SessionFactory other = factory("other", redis)) {
            one.inTransaction(session -> {
                Author author = new Author(1, "Le Guin");
                session.persist(author);
                session.persist(new Book(1, "978-0", "Always Coming Home", author));
            });
            assertThat(one.fromTransaction(PageIT::novels)).hasSize(1);
            other.getStatistics().clear();

            assertThat(other.fromTransaction(PageIT::novels)).hasSize(1);
            assertThat(other.<String>fromTransaction(
                            session -> session.find(Author.class, 1L).name()))
                    .isEqualTo("Le Guin");

            assertThat(other.getStatistics().getPrepareStatementCount()).isZero();
            try (Jedis jedis = new Jedis(redis.uri())) {
                assertThat(lives(jedis, Author.class.getName())).containsExactly(Duration.ofMinutes(30));
                assertThat(lives(jedis, Book.class.getName())).containsExactly(Duration.ofMinutes(5));
                assertThat(lives(jedis, "default-query-results-region")).containsExactly(Duration.ofMinutes(10));
                assertThat(lives(jedis, "default-update-timestamps-region")).containsExactly(Duration.ZERO);
            }
        }
    }

    /** To the next minute; of what is eternal, nothing. */
    private static Set<Duration> lives(Jedis jedis, String region) {
        return jedis.keys("shop:" + region + ":*").stream()
                .map(key -> Duration.ofMinutes((jedis.ttl(key) + 59) / 60))
                .collect(Collectors.toSet());
    }
}
