package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheManager;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.testcontainers.containers.GenericContainer;
import redis.clients.jedis.Jedis;

/** A test as programs have it, whose Redis is a container that Spring Boot starts. Needs Docker, and is run by {@code -Predis-container}. */
@SpringBootTest(
        webEnvironment = WebEnvironment.NONE,
        properties = "jcache.redis.caches[books].serialization.allow=io.jcacheredis.spring.Books$Book")
class ServiceConnectionInDocker {

    private static final int PORT = 6379;

    /** No address of a Redis is set anywhere. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Books.Cached.class)
    static class Application {

        @Bean
        @ServiceConnection(name = "redis")
        GenericContainer<?> redis() {
            String image = System.getProperty("jcache.redis.test.server").replaceFirst("^container:", "");
            return new GenericContainer<>(image).withExposedPorts(PORT);
        }
    }

    @Autowired
    private RedisCacheManager manager;

    @Autowired
    private GenericContainer<?> redis;

    @Autowired
    private Books books;

    @Test
    void container_isTheRedisOfTheCaches() {
        assertThat(manager.connections().getAddress()).endsWith(":" + redis.getMappedPort(PORT));

        int calls = Books.CALLS.get();
        assertThat(books.byIsbn("docker")).isEqualTo(books.byIsbn("docker"));
        assertThat(Books.CALLS.get()).isEqualTo(calls + 1);
        try (Jedis jedis = new Jedis(redis.getHost(), redis.getMappedPort(PORT))) {
            assertThat(jedis.keys("jcache:books:*")).hasSize(1);
        }
    }
}
