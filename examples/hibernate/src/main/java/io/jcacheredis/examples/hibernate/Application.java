package io.jcacheredis.examples.hibernate;

import java.io.PrintStream;
import java.util.function.Function;
import org.hibernate.Session;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.jspecify.annotations.Nullable;

/** A session factory with caches of its own manager, as a JVM has it. All that Hibernate is told of them stands in {@code hibernate.properties}. */
final class Application implements AutoCloseable {

    private final String name;
    private final SessionFactory factory;
    private final PrintStream out;

    /** One that finds the settings of its caches in that resource. */
    Application(String name, String settings, PrintStream out) {
        this.name = name;
        this.out = out;
        this.factory = new Configuration()
                .addAnnotatedClass(Article.class)
                .setProperty("hibernate.javax.cache.uri", settings)
                .buildSessionFactory();
    }

    /** Does something in a transaction, and prints what came out and how often the database was asked. */
    void does(String what, Function<Session, @Nullable Object> work) {
        long before = factory.getStatistics().getPrepareStatementCount();
        Object result = factory.fromTransaction(work);
        out.printf(
                "%-9s %-28s %-36s %d statements%n",
                name,
                what,
                result == null ? "" : result,
                factory.getStatistics().getPrepareStatementCount() - before);
    }

    /** Empties all caches, as the database is a new one in each run. */
    void evictAll() {
        factory.getCache().evictAllRegions();
    }

    @Override
    public void close() {
        factory.close();
    }
}
