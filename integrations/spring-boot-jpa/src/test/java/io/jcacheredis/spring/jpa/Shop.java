package io.jcacheredis.spring.jpa;

import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;

/** An application that finds {@link SecondLevelCache} and {@link CachedMethods} by looking through its package. */
@SpringBootApplication
public class Shop {

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
