package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.Codecs;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import javax.cache.Cache;
import javax.cache.CacheException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.RedisClient;

/** Caches of several JVMs, or of several providers in one, that must not get at each other's entries. */
class KeySpacesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration LIMIT = Duration.ofSeconds(60);

    /** Opens a cache and stays. Arguments: the Redis and the cache's name. */
    static final class Staying {

        private Staying() {}

        public static void main(String[] arguments) throws InterruptedException {
            ChildJvm.endAfter(LIMIT);
            Opened opened = Opened.at(URI.create(arguments[0]));
            opened.cache(arguments[1]).put("x", "theirs");
            System.out.println("pid=" + ProcessHandle.current().pid());
            System.out.println("ready");
            new CountDownLatch(1).await();
        }
    }

    @BeforeEach
    void flush() {
        redis.server().flush();
    }

    @Test
    @Tag("servers") // waits for the end of a claim in Redis
    void overlappingCacheOfAnotherJvm_isRefusedWhileThatLives() {
        try (ChildJvm jvm = ChildJvm.of(Staying.class, redis.uri().toString(), "a:b")
                        .start();
                Opened opened = Opened.at(redis.uri())) {
            jvm.awaitReady(LIMIT);

            assertThatThrownBy(() -> opened.cache("a"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'a'")
                    .hasMessageContaining("'a:b'")
                    .hasMessageContaining("JVM " + jvm.value("pid") + "@");
            assertThat(opened.manager.getCacheNames()).isEmpty();
            opened.cache("a:b").put("y", "ours");

            jvm.kill();
            opened.manager.getCache("a:b").close();
            Cache<String, String> cache = Awaitility.await()
                    .atMost(LIMIT)
                    .ignoreExceptionsInstanceOf(CacheException.class)
                    .until(() -> opened.cache("a"), created -> true);
            cache.clear();
        }
    }

    @ParameterizedTest
    @CsvSource({"'', a, 'a:', b", "'a:', b, '', a", "'x:', y, 'x:y:', z", "'x:', y:z, 'x:y:', z"})
    void overlappingCachesOfDifferentPrefixes_areRefused(
            String firstPrefix, String first, String secondPrefix, String second) {
        try (Opened one = Opened.at(redis.uri(), "jcache.redis.key-prefix", firstPrefix);
                Opened two = Opened.at(redis.uri(), "jcache.redis.key-prefix", secondPrefix)) {
            one.cache(first);

            assertThatThrownBy(() -> two.cache(second))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'" + first + "'")
                    .hasMessageContaining("'" + second + "'");
        }
    }

    @Test
    void sameCacheInAnotherForm_isRefusedAndSaysBoth_untilTheOtherIsClosed() {
        RedisConfiguration<String, Long> asJson = new RedisConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setValueCodec(Codecs.json(Long.class));
        try (Opened one = Opened.at(redis.uri());
                Opened two = Opened.at(redis.uri())) {
            Cache<String, Long> cache = one.cache("numbers", String.class, Long.class);
            cache.put("a", 1L);

            assertThatThrownBy(() -> two.manager.createCache("numbers", asJson))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'numbers'")
                    .hasMessageContaining("values as text")
                    .hasMessageContaining("values as json");
            assertThat(cache.get("a")).isEqualTo(1);
            cache.close();
            assertThat(two.manager.createCache("numbers", asJson).get("a")).isEqualTo(1);
        }
    }

    @Test
    void sameCacheInAnotherForm_byTwoManagersOfOneProvider_isRefused() {
        RedisConfiguration<String, Long> asJson = new RedisConfiguration<String, Long>()
                .setTypes(String.class, Long.class)
                .setValueCodec(Codecs.json(Long.class));
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            provider.getCacheManager(URI.create("one"), null, Opened.settings(redis.uri()))
                    .createCache("numbers", new RedisConfiguration<String, Long>().setTypes(String.class, Long.class));

            assertThatThrownBy(() -> provider.getCacheManager(URI.create("two"), null, Opened.settings(redis.uri()))
                            .createCache("numbers", asJson))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("this JVM");
        }
    }

    @Test
    void destroyCache_keepsTheKeySpaceUntilItIsEmpty_andLeavesNothing() {
        try (Opened opened = Opened.at(redis.uri())) {
            opened.cache("a").put("x", "1");
            opened.manager.destroyCache("a");

            assertThat(opened.cache("a:b").iterator().hasNext()).isFalse();
            opened.manager.destroyCache("a:b");
        }
        try (RedisClient client = RedisClient.create(redis.uri())) {
            // What ends loads that began before goes by itself.
            long epochs = client.exists("jcache-redis:loads:jcache:a:", "jcache-redis:loads:jcache:a:b:");
            assertThat(client.dbSize() - epochs).isZero();
        }
    }

    /** With Redis down at the start the comparison waits for the connection; the clash is then an error at the first use. */
    @Test
    void overlappingCache_openedWhileRedisWasDown_isRefusedAtItsFirstUse() {
        try (EmbeddedRedis other = EmbeddedRedis.start();
                Opened late = Opened.at(other.uri());
                Opened early = Opened.at(other.uri())) {
            other.stop();
            Cache<String, String> a = late.cache("a");
            Cache<String, String> c = late.cache("c");
            other.restart();
            early.cache("a:b").put("x", "theirs");

            assertThatThrownBy(() -> a.clear())
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'a'")
                    .hasMessageContaining("'a:b'");
            assertThatThrownBy(() -> late.manager.destroyCache("a")).isInstanceOf(CacheException.class);
            c.put("x", "ours");
            assertThat(early.manager.<String, String>getCache("a:b").get("x")).isEqualTo("theirs");
        }
    }
}
