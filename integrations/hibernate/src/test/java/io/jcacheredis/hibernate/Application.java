package io.jcacheredis.hibernate;

import io.jcacheredis.hibernate.shop.Author;
import io.jcacheredis.hibernate.shop.Book;
import io.jcacheredis.hibernate.shop.Notes;
import io.jcacheredis.hibernate.shop.Shelf;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.hibernate.stat.Statistics;

/**
 * A session factory with caches of its own manager, as another JVM has it. All that Hibernate is told is in {@link #factory}, by properties; what
 * the caches are like is in the file of settings.
 */
final class Application implements AutoCloseable {

    static final List<Class<?>> ENTITIES = List.of(
            Author.class,
            Book.class,
            Shelf.class,
            Notes.ReadOnly.class,
            Notes.NonstrictReadWrite.class,
            Notes.ReadWrite.class,
            Notes.Transactional.class);

    private static final String SETTINGS = """
            jcache:
              redis:
                url: %s
                serialization.allow: "io.jcacheredis.hibernate.shop.Genre"
                defaults:
                  expiry: {created: 1h}
                caches:
                  "io.jcacheredis.hibernate.shop.Book": {expiry: {created: 20m}}
                  "io.jcacheredis.hibernate.shop.**": {expiry: {created: 30m}}
                  "default-query-results-region": {expiry: {created: 10m}}
            """;

    private final SessionFactory factory;

    private Application(SessionFactory factory) {
        this.factory = factory;
    }

    /** One that begins with the tables and entries that are there. */
    static Application of(Path folder, String name, URI redis, String database) {
        return of(file(folder, name, SETTINGS.formatted(redis)), database);
    }

    /** The same with other settings. */
    static Application of(URI settings, String database) {
        return new Application(factory(configuration(), settings, database, "update"));
    }

    static URI file(Path folder, String name, String settings) {
        try {
            return Files.writeString(folder.resolve(name + ".yaml"), settings).toUri();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration configuration() {
        Configuration configuration = new Configuration();
        ENTITIES.forEach(configuration::addAnnotatedClass);
        return configuration;
    }

    static SessionFactory factory(Configuration configuration, URI settings, String database, String schema) {
        return configuration
                .setProperty("hibernate.cache.region.factory_class", "jcache")
                .setProperty("hibernate.javax.cache.provider", "io.jcacheredis.RedisCachingProvider")
                .setProperty("hibernate.javax.cache.uri", settings.toString())
                .setProperty("hibernate.javax.cache.missing_cache_strategy", "create")
                .setProperty("hibernate.cache.use_query_cache", "true")
                .setProperty("hibernate.generate_statistics", "true")
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:" + database + ";DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", schema)
                .buildSessionFactory();
    }

    /** What a session of its own does in a transaction. */
    <T> T inTransaction(Function<Session, T> work) {
        return factory.fromTransaction(work);
    }

    /** How many statements of SQL a session needs to find out something. */
    <T> long statementsOf(Function<Session, T> question) {
        Statistics statistics = factory.getStatistics();
        long before = statistics.getPrepareStatementCount();
        inTransaction(question);
        return statistics.getPrepareStatementCount() - before;
    }

    /** What Hibernate has counted. */
    Statistics statistics() {
        return factory.getStatistics();
    }

    /** Empties all regions. */
    void evictAll() {
        factory.getCache().evictAllRegions();
    }

    @Override
    public void close() {
        factory.close();
    }
}
