package io.jcacheredis.spring.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.junit.RedisExtension;
import jakarta.persistence.EntityManagerFactory;
import java.util.Map;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.cache.internal.NoCachingRegionFactory;
import org.hibernate.cache.jcache.internal.JCacheRegionFactory;
import org.hibernate.cache.spi.RegionFactory;
import org.hibernate.engine.spi.SessionFactoryImplementor;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.data.jpa.test.autoconfigure.DataJpaTest;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import redis.clients.jedis.Jedis;

/** Tests of repositories alone, in which nothing of the starter is loaded: Hibernate takes the cache by itself unless it is told not to. */
class SliceIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    /** What a manager of Hibernate's own goes to. */
    private static final String URL = "jcache.redis.url";

    @BeforeAll
    static void point() {
        System.setProperty(URL, redis.uri().toString());
    }

    @BeforeEach
    void empty() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.flushAll();
        }
    }

    @AfterAll
    static void pointNowhere() {
        System.clearProperty(URL);
    }

    private static RegionFactory regions(EntityManagerFactory factory) {
        return factory.unwrap(SessionFactory.class)
                .unwrap(SessionFactoryImplementor.class)
                .getCache()
                .getRegionFactory();
    }

    /** How long the entries of all regions live, by their keys; those that live for ever, less than nothing. */
    private static Map<String, Long> lives() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            return jedis.keys("*" + Article.class.getName() + ":*").stream()
                    .collect(Collectors.toMap(key -> key, jedis::pttl));
        }
    }

    /** In transactions of its own, as nothing is kept of one that a test rolls back. */
    private static void use(Articles articles) {
        articles.save(new Article(1, "Tea", "4.50"));
        assertThat(articles.findById(1L)).isPresent();
    }

    @Nested
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    @DataJpaTest(properties = "spring.jpa.properties.hibernate.cache.use_second_level_cache=false")
    class AsThePageSays {

        @Test
        void sliceWithoutSecondLevelCache_leavesRedisAlone(
                @Autowired Articles articles,
                @Autowired EntityManagerFactory factory,
                @Autowired ObjectProvider<RedisCacheManager> managers) {
            use(articles);

            assertThat(regions(factory)).isInstanceOf(NoCachingRegionFactory.class);
            assertThat(managers).isEmpty();
            assertThat(lives()).isEmpty();
        }
    }

    @Nested
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    @DataJpaTest
    class Otherwise {

        @Test
        void slice_hasASecondLevelCacheOfHibernatesOwn_withoutTheSettingsOfTheApplication(
                @Autowired Articles articles,
                @Autowired EntityManagerFactory factory,
                @Autowired ObjectProvider<RedisCacheManager> managers) {
            use(articles);

            assertThat(regions(factory)).isInstanceOf(JCacheRegionFactory.class);
            assertThat(managers).isEmpty();
            assertThat(lives()).isNotEmpty().allSatisfy((key, life) -> {
                assertThat(key).startsWith("jcache:");
                assertThat(life).isNegative();
            });
        }
    }
}
