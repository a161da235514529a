package io.jcacheredis.spring.jpa;

import org.springframework.cache.annotation.EnableCaching;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Whose methods are cached. It is not at {@link Shop}, as tests of repositories load that, and have no manager of caches. */
@Configuration(proxyBeanMethods = false)
@EnableCaching
class CachedMethods {

    @Bean
    Shop.Prices prices(Articles articles) {
        return new Shop.Prices(articles);
    }
}
