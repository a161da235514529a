package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.micrometer.RedisCacheObservation;
import io.jcacheredis.spring.Books.Book;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An application with all of Spring Boot's auto-configuration, over HTTP, on a Redis with a password. */
class WebIT {

    private static final String PASSWORD = "p@ssw0rd-of-redis";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final JsonMapper JSON = new JsonMapper();

    private static EmbeddedRedis redis;
    private static ConfigurableApplicationContext application;

    /** The application. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Books.Cached.class)
    static class Application {

        @Bean
        BookController bookController(Books books) {
            return new BookController(books);
        }
    }

    /** Books by HTTP. */
    @RestController
    static class BookController {

        private final Books books;

        BookController(Books books) {
            this.books = books;
        }

        @GetMapping("/books/{isbn}")
        Book book(@PathVariable String isbn) {
            return books.byIsbn(isbn);
        }
    }

    private record Answer(int status, String text) {

        JsonNode json() {
            return JSON.readTree(text);
        }
    }

    private static ConfigurableApplicationContext start(Map<String, Object> properties) {
        return new SpringApplicationBuilder(Application.class)
                .properties(properties)
                .run();
    }

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.builder().password(PASSWORD).start();
        application = start(Map.ofEntries(
                Map.entry("server.port", "0"),
                Map.entry("spring.main.banner-mode", "off"),
                Map.entry("spring.data.redis.host", redis.host()),
                Map.entry("spring.data.redis.port", redis.port()),
                Map.entry("spring.data.redis.password", PASSWORD),
                Map.entry("spring.cache.cache-names", "books"),
                Map.entry("jcache.redis.spring.observations", "true"),
                Map.entry("jcache.redis.timeout", "500ms"),
                Map.entry("jcache.redis.serialization.allow", Book.class.getName()),
                Map.entry("jcache.redis.caches[property:detail].expiry.created", "10m"),
                Map.entry("jcache.redis.caches[property:detail].near.size", "100"),
                Map.entry("management.endpoints.web.exposure.include", "health,metrics,rediscaches"),
                Map.entry("management.endpoint.health.show-details", "always"),
                Map.entry("management.health.redis.enabled", "false")));
    }

    @AfterAll
    static void stop() {
        application.close();
        redis.close();
    }

    private static Answer send(String method, String path, String json) {
        URI uri = URI.create(
                "http://localhost:" + application.getEnvironment().getRequiredProperty("local.server.port") + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(json))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            assertThat(response.body()).doesNotContain(PASSWORD);
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an answer", e);
        }
    }

    private static Answer get(String path) {
        return send("GET", path, "");
    }

    private static RedisCache<Object, Object> cache(String name) {
        RedisCache<Object, Object> cache = (RedisCache<Object, Object>)
                application.getBean(RedisCacheManager.class).getCache(name);
        cache.clear();
        return cache;
    }

    private static double meter(String name, String cache, String statistic) {
        Answer answer = get("/actuator/metrics/" + name + "?tag=name:" + cache);
        assertThat(answer.status()).isEqualTo(200);
        for (JsonNode measurement : answer.json().get("measurements")) {
            if (measurement.get("statistic").asString().equals(statistic)) {
                return measurement.get("value").asDouble();
            }
        }
        throw new AssertionError(answer.text());
    }

    @Test
    void cachedMethod_runsOnceForTwoRequests() {
        String path = "/books/" + UUID.randomUUID();
        int before = Books.CALLS.get();

        Answer first = get(path);

        assertThat(first.status()).isEqualTo(200);
        assertThat(get(path)).isEqualTo(first);
        assertThat(Books.CALLS.get() - before).isOne();
    }

    @Test
    void healthOfARedisThatAnswers_isUp() {
        Answer answer = get("/actuator/health/jcacheRedis");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().get("status").asString()).isEqualTo("UP");
        JsonNode details = answer.json().get("details");
        assertThat(details.get("server").asString()).isEqualTo("redis");
        assertThat(details.get("version").asString()).matches("\\d+\\.\\d+\\..*");
        assertThat(details.get("latency").asString()).matches("[\\d.]+ms");
        assertThat(details.get("address").asString()).contains(":" + redis.port());
        assertThat(details.get("circuitBreaker").asString()).isEqualTo("CLOSED");
        assertThat(details.get("owedEntries").asLong()).isZero();
    }

    @Test
    void declaredCache_hasMetersBeforeItsFirstUse() {
        assertThat(meter("cache.puts", "property:detail", "COUNT")).isNotNegative();

        double before = meter("cache.gets", "property:detail", "COUNT");
        RedisCache<Object, Object> cache = cache("property:detail");
        cache.put("1", "one");
        assertThat(cache.get("1")).isEqualTo("one");
        assertThat(cache.get("2")).isNull();

        assertThat(meter("cache.gets", "property:detail", "COUNT") - before).isEqualTo(2);
    }

    @Test
    void endpoint_listsCachesWithSettingsAndStatistics() {
        cache("property:detail").put("secret-key", "secret-value");

        Answer answer = get("/actuator/rediscaches");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text()).doesNotContain("secret-key", "secret-value");
        assertThat(answer.json().get("keyPrefix").asString()).isEqualTo("jcache:");
        assertThat(answer.json().get("caches").propertyNames()).containsExactlyInAnyOrder("books", "property:detail");
        JsonNode detail = answer.json().at("/caches/property:detail");
        assertThat(detail.at("/settings/expiry/created").asString()).isEqualTo("PT10M");
        assertThat(detail.at("/settings/near/size").asInt()).isEqualTo(100);
        assertThat(detail.at("/settings/near/ttl").asString()).isEqualTo("eternal");
        assertThat(detail.at("/settings/statistics").asBoolean()).isTrue();
        assertThat(detail.at("/statistics/puts").asLong()).isPositive();
    }

    @Test
    void endpointOfACache_showsIt() {
        assertThat(get("/actuator/rediscaches/property:detail").json())
                .isEqualTo(get("/actuator/rediscaches").json().at("/caches/property:detail"));
        assertThat(get("/actuator/rediscaches/unknown").status()).isEqualTo(404);
    }

    @Test
    void purgeByAPattern_canBeTriedFirst() {
        RedisCache<Object, Object> cache = cache("property:detail");
        cache.put("user:1", "one");
        cache.put("user:2", "two");
        cache.put("other", "three");

        Answer dry =
                send("POST", "/actuator/rediscaches/property:detail", "{\"pattern\": \"user:*\", \"dryRun\": true}");
        assertThat(dry.json()).isEqualTo(JSON.readTree("{\"entries\": 2, \"dryRun\": true, \"complete\": true}"));
        assertThat(cache.size()).isEqualTo(3);

        Answer purged = send("POST", "/actuator/rediscaches/property:detail", "{\"pattern\": \"user:*\"}");
        assertThat(purged.json()).isEqualTo(JSON.readTree("{\"entries\": 2, \"dryRun\": false, \"complete\": true}"));
        assertThat(cache.size()).isOne();
    }

    @Test
    void purgeByATag_removesWhatHasIt() {
        RedisCache<Object, Object> cache = cache("books");
        cache.put("1", "one", Duration.ofMinutes(1), "tenant:1");
        cache.put("2", "two", Duration.ofMinutes(1), "tenant:2");

        for (String path : List.of("/actuator/rediscaches/books", "/actuator/rediscaches")) {
            assertThat(send("POST", path, "{\"tag\": \"tenant:1\", \"dryRun\": true}")
                            .json())
                    .isEqualTo(JSON.readTree("{\"entries\": 1, \"dryRun\": true, \"complete\": true}"));
        }
        assertThat(cache.size()).isEqualTo(2);
        assertThat(send("POST", "/actuator/rediscaches/books", "{\"tag\": \"tenant:1\"}")
                        .json()
                        .get("entries")
                        .asLong())
                .isOne();
        assertThat(send("POST", "/actuator/rediscaches", "{\"tag\": \"tenant:2\"}")
                        .json()
                        .get("entries")
                        .asLong())
                .isOne();
        assertThat(cache.size()).isZero();
    }

    @Test
    void purgeOfAllCaches_matchesCacheAndKey() {
        cache("property:detail").put("prop-1", "one");
        cache("books").put("prop-1", "two");

        assertThat(send("POST", "/actuator/rediscaches", "{\"pattern\": \"property:*:prop-1\"}")
                        .json()
                        .get("entries")
                        .asLong())
                .isOne();
        assertThat(cache("books").containsKey("prop-1")).isFalse();
    }

    @Test
    void purgeOfAllCaches_canBeTriedFirst() {
        RedisCache<Object, Object> cache = cache("property:detail");
        cache.put("prop-1", "one");

        assertThat(send("POST", "/actuator/rediscaches", "{\"pattern\": \"property:*\", \"dryRun\": true}")
                        .json())
                .isEqualTo(JSON.readTree("{\"entries\": 1, \"dryRun\": true, \"complete\": true}"));
        assertThat(cache.containsKey("prop-1")).isTrue();
        assertThat(send("POST", "/actuator/rediscaches", "{\"pattern\": \"property:*\", \"dryRun\": false}")
                        .json())
                .isEqualTo(JSON.readTree("{\"entries\": 1, \"dryRun\": false, \"complete\": true}"));
        assertThat(cache.containsKey("prop-1")).isFalse();
    }

    @Test
    void clear_removesAllEntriesOfOneCache() {
        RedisCache<Object, Object> cache = cache("property:detail");
        cache.put("1", "one");
        cache.put("2", "two");

        assertThat(send("DELETE", "/actuator/rediscaches/property:detail?dryRun=true", "")
                        .json()
                        .get("entries")
                        .asLong())
                .isEqualTo(2);
        assertThat(cache.size()).isEqualTo(2);
        assertThat(send("DELETE", "/actuator/rediscaches/property:detail", "")
                        .json()
                        .get("entries")
                        .asLong())
                .isEqualTo(2);
        assertThat(cache.size()).isZero();
    }

    @Test
    void requestsThatMakeNoSense_areRefused() {
        assertThat(send("POST", "/actuator/rediscaches/books", "{}").status()).isEqualTo(400);
        assertThat(send("POST", "/actuator/rediscaches/books", "{\"pattern\": \"*\", \"tag\": \"x\"}")
                        .status())
                .isEqualTo(400);
        assertThat(send("POST", "/actuator/rediscaches/unknown", "{\"pattern\": \"*\"}")
                        .status())
                .isEqualTo(400);
        assertThat(send("DELETE", "/actuator/rediscaches/unknown", "").status()).isEqualTo(400);
    }

    @Test
    void callsAreObserved_whereThatIsAskedFor() {
        assertThat(application.getBeansOfType(RedisCacheObservation.class)).hasSize(1);
        cache("books").put("1", "one");

        assertThat(get("/actuator/metrics/cache.operation").status()).isEqualTo(200);
    }

    /** A 0 that is none must not look like one. */
    @Test
    void purgeDuringAnOutage_isToldToBeOwed() {
        RedisCache<Object, Object> cache = cache("books");
        cache.put("1", "one");
        redis.pause();
        try {
            JsonNode none = JSON.readTree("{\"entries\": 0, \"dryRun\": true, \"complete\": false}");
            assertThat(send("DELETE", "/actuator/rediscaches/books?dryRun=true", "")
                            .json())
                    .isEqualTo(none);
            assertThat(send("POST", "/actuator/rediscaches", "{\"pattern\": \"books:*\", \"dryRun\": true}")
                            .json())
                    .isEqualTo(none);
            assertThat(send("POST", "/actuator/rediscaches", "{\"pattern\": \"books:*\"}")
                            .json())
                    .isEqualTo(JSON.readTree("{\"entries\": 0, \"dryRun\": false, \"complete\": false}"));
        } finally {
            redis.resume();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> cache.statistics().getCacheOwedEntries() == 0);
        assertThat(cache.containsKey("1")).isFalse();
    }

    @Test
    void outage_isDegradedHealthAndNoError() {
        redis.pause();
        try {
            String path = "/books/" + UUID.randomUUID();
            assertThat(get(path).status()).isEqualTo(200);
            Answer answer = get("/actuator/health/jcacheRedis");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.json().get("status").asString()).isEqualTo("DEGRADED");
            assertThat(answer.json().at("/details/error").asString()).isNotEmpty();
        } finally {
            redis.resume();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> get("/actuator/health/jcacheRedis")
                        .json()
                        .get("status")
                        .asString()
                        .equals("UP"));
    }
}
