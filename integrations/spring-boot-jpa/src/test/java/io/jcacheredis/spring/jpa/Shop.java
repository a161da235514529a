package io.jcacheredis.spring.jpa;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;

/** An application that finds {@link SecondLevelCache} by looking through its package, and whose methods are cached, too. */
@SpringBootApplication
@EnableCaching
public class Shop {

    @Bean
    Prices prices(Articles articles) {
        return new Prices(articles);
    }

    /** A service beside the entities. */
    @CacheConfig(cacheNames = "prices")
    public static class Prices {

        private final Articles articles;

        Prices(Articles articles) {
            this.articles = articles;
        }

        @Cacheable
        public String of(long id) {
            return articles.findById(id).orElseThrow().price().toPlainString();
        }
    }
}
