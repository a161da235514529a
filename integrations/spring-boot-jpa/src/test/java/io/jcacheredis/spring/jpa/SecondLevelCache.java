package io.jcacheredis.spring.jpa;

import io.jcacheredis.RedisCacheManager;
import org.springframework.boot.hibernate.autoconfigure.HibernatePropertiesCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class SecondLevelCache {

    @Bean
    HibernatePropertiesCustomizer regionsInRedis(RedisCacheManager manager) {
        return properties -> {
            properties.put("hibernate.cache.region.factory_class", "jcache");
            properties.put("hibernate.javax.cache.cache_manager", manager);
            properties.put("hibernate.javax.cache.missing_cache_strategy", "create");
            properties.put("hibernate.cache.use_query_cache", "true");
        };
    }
}
