package io.jcacheredis.examples.hibernate;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.io.PrintStream;
import java.util.function.Function;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * Two applications on one database, the second of which is spared the database by what the first has read, on the Redis of {@code REDIS_URL} or,
 * without one, on an embedded Redis.
 */
public final class TwoShops {

    private TwoShops() {}

    /** Runs it. */
    public static void main(String[] arguments) {
        if (System.getenv("REDIS_URL") != null) {
            run(System.out);
        } else {
            try (EmbeddedRedis redis = EmbeddedRedis.start()) {
                System.setProperty("jcache.redis.url", redis.uri().toString());
                run(System.out);
            }
        }
    }

    /** Runs it on the Redis that the settings name. */
    static void run(PrintStream out) {
        // Two managers, as two JVMs have them: one is known by where its settings are.
        try (Application one = new Application("a shop:", "shop.yaml", out);
                Application other = new Application("another:", "other-shop.yaml", out)) {
            Function<Session, @Nullable Object> tea = session -> session.find(Article.class, 1L);
            Function<Session, @Nullable Object> all =
                    session -> session.createQuery("from Article order by id", Article.class)
                            .setCacheable(true)
                            .list();

            one.evictAll();
            one.does("stores two articles", session -> {
                session.persist(new Article(1, "tea", 300));
                session.persist(new Article(2, "rice", 400));
                return null;
            });
            other.does("finds the tea", tea);
            one.does("asks for all", all);
            other.does("asks for all", all);
            other.does("makes the tea cheaper", session -> {
                session.find(Article.class, 1L).setCents(290);
                return null;
            });
            one.does("finds the tea", tea);
            one.does("asks for all", all);
        }
    }
}
