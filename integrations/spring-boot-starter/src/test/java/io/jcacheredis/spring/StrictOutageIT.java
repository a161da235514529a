package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** A strict cache by HTTP, whose connection breaks while nobody uses it: the next call is the first that notices. */
class StrictOutageIT {

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    @Test
    @SuppressWarnings("try") // the server ends before the application
    void firstCallAfterTheConnectionBroke_isAnError_andNotAnEmptyAnswer() throws Exception {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                ConfigurableApplicationContext application = new SpringApplicationBuilder(Application.class)
                        .properties(Map.of(
                                "server.port", "0",
                                "spring.main.banner-mode", "off",
                                "jcache.redis.url", redis.uri(),
                                "jcache.redis.on-failure", "strict",
                                "jcache.redis.caches.books.expiry.created", "10m",
                                "management.endpoints.web.exposure.include", "rediscaches"))
                        .run()) {
            URI books = URI.create("http://localhost:"
                    + application.getEnvironment().getRequiredProperty("local.server.port")
                    + "/actuator/rediscaches/books");
            assertThat(statusOfClear(books)).isEqualTo(200);

            redis.close();

            assertThat(statusOfClear(books)).isGreaterThanOrEqualTo(500);
        }
    }

    private static int statusOfClear(URI cache) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(cache).DELETE().build(), HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }
}
