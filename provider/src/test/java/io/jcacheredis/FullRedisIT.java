package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A Redis that has no memory left and evicts nothing: it takes no entries, and must be able to be emptied. */
class FullRedisIT {

    private static EmbeddedRedis redis;

    private Opened opened;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        opened = Opened.at(redis.uri());
    }

    @AfterEach
    void close() {
        limit("0");
        opened.close();
        redis.flush();
    }

    private static void limit(String bytes) {
        Servers.ask(redis, jedis -> jedis.configSet("maxmemory", bytes));
    }

    @ParameterizedTest
    @EnumSource(OnFailure.class)
    @SuppressWarnings("unchecked")
    void whatRemoves_works(OnFailure mode) {
        RedisCache<String, String> cache = opened.manager
                .createCache(
                        "c",
                        new RedisConfiguration<String, String>()
                                .setTypes(String.class, String.class)
                                .setOnFailure(mode))
                .unwrap(RedisCache.class);
        for (int i = 0; i < 10; i++) {
            cache.put("k" + i, "v");
        }
        cache.put("tagged", "v", Duration.ofHours(1), "x");
        limit("1");

        assertThat(cache.remove("k0")).isTrue();
        assertThat(cache.getAndRemove("k1")).isEqualTo("v");
        cache.removeAll(Set.of("k2", "k3"));
        assertThat(cache.purge("k4")).isOne();
        assertThat(cache.purge("k[56]")).isEqualTo(2);
        assertThat(cache.purgeByTag("x")).isOne();
        assertThat(cache.size()).isEqualTo(3);
        cache.clear();
        assertThat(cache.size()).isZero();
        if (mode == OnFailure.STRICT) {
            assertThatThrownBy(() -> cache.put("k", "v"))
                    .isInstanceOfSatisfying(
                            CacheUnavailableException.class,
                            failure -> assertThat(failure.reason()).isEqualTo(Reason.REFUSED));
        }
    }
}
