package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.junit.RedisExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import redis.clients.jedis.Jedis;

/** An application's own test, as the page on Spring Boot has it. */
@SpringBootTest(
        classes = SpringBootTestIT.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = "jcache.redis.caches.books.expiry.created=10m")
class SpringBootTestIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @Autowired
    private RedisCacheManager manager;

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @DynamicPropertySource
    static void redis(DynamicPropertyRegistry registry) {
        registry.add("jcache.redis.url", redis::uri);
    }

    @Test
    void cache_isInTheRedisOfTheTest() {
        RedisCache<Object, Object> books = (RedisCache<Object, Object>) manager.getCache("books");
        books.put("1", "one");

        try (Jedis jedis = new Jedis(redis.uri())) {
            assertThat(jedis.exists(books.redisKey("1"))).isTrue();
        }
    }
}
