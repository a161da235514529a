package io.jcacheredis.hibernate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.hibernate.shop.Notes;
import java.util.Properties;
import javax.cache.CacheManager;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A session factory that is given a manager, as Spring Boot's has to be to use the application's. */
class ManagerOfTheProgramIT {

    private static final String REGION = Notes.ReadWrite.class.getName();

    @Test
    void manager_isTheOneThatIsGiven_andEndsWithTheFactory() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                RedisCachingProvider provider = new RedisCachingProvider()) {
            Properties settings = new Properties();
            settings.setProperty("jcache.redis.url", redis.uri().toString());
            settings.setProperty("jcache.redis.key-prefix", "own:");
            CacheManager manager = provider.getCacheManager(null, null, settings);
            try (SessionFactory factory = factory(manager)) {
                factory.inTransaction(session -> session.persist(new Notes.ReadWrite(1, "a")));

                assertThat(manager.getCacheNames()).contains(REGION);
                try (Jedis jedis = new Jedis(redis.uri())) {
                    assertThat(jedis.keys("own:" + REGION + ":*")).hasSize(1);
                }
            }
            assertThat(manager.isClosed()).isTrue();
            assertThatThrownBy(() -> manager.getCache(REGION))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is closed, for all who have got it")
                    .hasMessageContaining("a session factory of Hibernate");
        }
    }

    private static SessionFactory factory(CacheManager manager) {
        Configuration configuration = new Configuration().addAnnotatedClass(Notes.ReadWrite.class);
        configuration.getProperties().put("hibernate.javax.cache.cache_manager", manager);
        return configuration
                .setProperty("hibernate.cache.region.factory_class", "jcache")
                .setProperty("hibernate.javax.cache.missing_cache_strategy", "create")
                .setProperty("hibernate.connection.url", "jdbc:h2:mem:given;DB_CLOSE_DELAY=-1")
                .setProperty("hibernate.hbm2ddl.auto", "create")
                .buildSessionFactory();
    }
}
