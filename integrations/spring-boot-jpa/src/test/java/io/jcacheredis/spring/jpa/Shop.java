package io.jcacheredis.spring.jpa;

import io.jcacheredis.RedisCacheManager;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.cache.annotation.CacheConfig;
import org.springframework.cache.annotation.Cacheable;
import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** An application as docs/hibernate.md has it, whose methods are cached, too. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableCaching
public class Shop {

    @Bean
    HibernatePropertiesCustomizer secondLevelCache(RedisCacheManager manager) {
        return properties -> {
            properties.put("hibernate.cache.region.factory_class", "jcache");
            properties.put("hibernate.javax.cache.cache_manager", manager);
            properties.put("hibernate.javax.cache.missing_cache_strategy", "create");
            properties.put("hibernate.cache.use_query_cache", "true");
        };
    }

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
