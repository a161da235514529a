package io.jcacheredis.spring.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.junit.RedisExtension;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import redis.clients.jedis.Jedis;

/** Two applications of one database and one Redis. */
@ExtendWith(OutputCaptureExtension.class)
class SecondLevelCacheIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static ConfigurableApplicationContext one;
    private static ConfigurableApplicationContext other;

    @BeforeAll
    static void start() {
        one = run();
        other = run();
    }

    private static ConfigurableApplicationContext run() {
        return new SpringApplicationBuilder(Shop.class).run("--jcache.redis.url=" + redis.uri());
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @AfterEach
    void empty() {
        articles(one).deleteAll();
    }

    private static Articles articles(ConfigurableApplicationContext shop) {
        return shop.getBean(Articles.class);
    }

    private static Statistics statistics(ConfigurableApplicationContext shop) {
        return shop.getBean(EntityManagerFactory.class)
                .unwrap(SessionFactory.class)
                .getStatistics();
    }

    private static RedisCacheManager manager(ConfigurableApplicationContext shop) {
        return shop.getBean(RedisCacheManager.class);
    }

    /** How long the entries of a region live; of one that is eternal, less than nothing. */
    private static Set<Duration> lives(String region) {
        try (Jedis jedis = new Jedis(redis.uri())) {
            return jedis.keys("shop:" + region + ":*").stream()
                    .map(key -> Duration.ofMillis(jedis.pttl(key)))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void entity_isReadFromTheCache_byTheOtherApplicationToo() {
        articles(one).save(new Article(1, "Tea", "4.50"));
        articles(one).findById(1L);
        statistics(other).clear();

        assertThat(articles(other).findById(1L).orElseThrow().title()).isEqualTo("Tea");
        assertThat(statistics(other).getSecondLevelCacheHitCount()).isOne();
        assertThat(statistics(other).getPrepareStatementCount()).isZero();
    }

    @Test
    void changedEntity_isSeenByTheOtherApplication() {
        articles(one).save(new Article(2, "Tea", "4.50"));
        articles(other).findById(2L);
        Article article = articles(one).findById(2L).orElseThrow();
        article.rename("Green tea");
        articles(one).save(article);

        assertThat(articles(other).findById(2L).orElseThrow().title()).isEqualTo("Green tea");
    }

    @Test
    void resultOfAQuery_isReadFromTheCache_untilTheTableChanges() {
        articles(one).save(new Article(3, "Coffee", "6.00"));
        assertThat(articles(one).findByTitle("Coffee")).hasSize(1);
        statistics(other).clear();

        assertThat(articles(other).findByTitle("Coffee")).hasSize(1);
        assertThat(statistics(other).getQueryCacheHitCount()).isOne();
        assertThat(statistics(other).getPrepareStatementCount()).isZero();

        articles(one).save(new Article(4, "Coffee", "7.00"));
        assertThat(articles(other).findByTitle("Coffee")).hasSize(2);
    }

    @Test
    void regions_areCachesOfTheApplicationsManager_andLiveAsItsSettingsSay() {
        articles(one).save(new Article(5, "Milk", "1.10"));
        articles(one).findByTitle("Milk");
        one.getBean(Shop.Prices.class).of(5);

        assertThat(manager(one).getCacheNames())
                .contains(
                        Article.class.getName(),
                        "default-query-results-region",
                        "default-update-timestamps-region",
                        "prices");
        assertThat(lives(Article.class.getName()))
                .isNotEmpty()
                .allSatisfy(life -> assertThat(life).isBetween(Duration.ofMinutes(29), Duration.ofMinutes(30)));
        assertThat(lives("default-query-results-region"))
                .isNotEmpty()
                .allSatisfy(life -> assertThat(life).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
        assertThat(lives("default-update-timestamps-region"))
                .isNotEmpty()
                .allSatisfy(life -> assertThat(life).isNegative());
        assertThat(lives("prices"))
                .isNotEmpty()
                .allSatisfy(life -> assertThat(life).isBetween(Duration.ofMinutes(4), Duration.ofMinutes(5)));
    }

    @Test
    void contextThatEnds_closesItsManagerOnceAndWithoutAWord_andTheOthersGoOn(CapturedOutput output) {
        ConfigurableApplicationContext third = run();
        articles(third).save(new Article(6, "Sugar", "0.90"));
        RedisCacheManager ended = manager(third);
        int before = output.length();

        third.close();

        assertThat(ended.isClosed()).isTrue();
        assertThat(output.toString().substring(before)).doesNotContain("WARN", "ERROR", "Exception");
        assertThat(manager(one).isClosed()).isFalse();
        assertThat(one.getBean(Shop.Prices.class).of(6)).isEqualTo("0.90");
    }
}
