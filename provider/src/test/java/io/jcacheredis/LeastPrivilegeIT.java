package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import java.net.URI;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** A cache's whole life under the user that docs/security.md advises, on a server of its own. */
class LeastPrivilegeIT {

    private EmbeddedRedis redis;
    private Jedis admin;

    @BeforeEach
    void start() {
        redis = EmbeddedRedis.start();
        admin = new Jedis(redis.uri());
        AdvisedUser.make(admin);
        admin.configResetStat();
    }

    @AfterEach
    void stop() {
        admin.close();
        redis.close();
    }

    @Test
    void wholeLife_needsWhatIsAdvised_andNothingMore() {
        URI uri = AdvisedUser.at(redis.port());
        for (String commands : List.of("native", "script")) {
            try (Opened opened = Opened.at(uri, "jcache.redis.commands", commands)) {
                for (Map.Entry<String, Factory<? extends ExpiryPolicy>> policy :
                        policies().entrySet()) {
                    Cache<String, String> cache = opened.manager.createCache(
                            policy.getKey(),
                            new MutableConfiguration<String, String>()
                                    .setTypes(String.class, String.class)
                                    .setExpiryPolicyFactory(policy.getValue()));
                    live(cache);
                    opened.manager.destroyCache(policy.getKey());
                }
            }
        }
        try (Opened other = Opened.at(uri.resolve("/1"))) {
            other.cache("in another database").put("a", "1");
        }
        try (Opened opened = Opened.at(uri, "jcache.redis.limits.value-bytes", "100B")) {
            admin.set("jcache:with long values:a", "x".repeat(200));
            assertThat(opened.cache("with long values").get("a")).isNull();
            assertThat(admin.exists("jcache:with long values:a")).isFalse();
        }
        try (Opened opened = Opened.at(uri, "jcache.redis.timeout", "300ms", "jcache.redis.on-failure", "strict")) {
            standStill(opened.cache("after a write that was given up"));
        }

        String statistics = admin.info("commandstats");
        assertThat(statistics.lines())
                .as("no command was refused")
                .allMatch(line -> !line.startsWith("cmdstat_") || line.contains("rejected_calls=0"));
        assertThat(AdvisedUser.commands().stream()
                        .filter(rule -> !statistics.contains("cmdstat_" + rule.substring(1) + ":")))
                .as("not needed")
                .isEmpty();
        assertThat(admin.aclLog()).isEmpty();
    }

    private void standStill(Cache<String, String> cache) {
        cache.put("a", "1");
        redis.pause();
        try {
            assertThatThrownBy(() -> cache.put("a", "2")).isInstanceOf(CacheException.class);
        } finally {
            redis.resume();
        }
        await().ignoreExceptions().until(() -> {
            cache.put("a", "3");
            return true;
        });
    }

    private static Map<String, Factory<? extends ExpiryPolicy>> policies() {
        Duration hour = new Duration(TimeUnit.HOURS, 1);
        return Map.of(
                "eternal", EternalExpiryPolicy.factoryOf(),
                "created", CreatedExpiryPolicy.factoryOf(hour),
                "modified", ModifiedExpiryPolicy.factoryOf(hour),
                "accessed", AccessedExpiryPolicy.factoryOf(hour),
                "touched", TouchedExpiryPolicy.factoryOf(hour),
                "eternal on access", EternalOnAccess::new);
    }

    /** Makes entries eternal that are read. */
    private static final class EternalOnAccess implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return Duration.ONE_HOUR;
        }

        @Override
        public Duration getExpiryForAccess() {
            return Duration.ETERNAL;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return null;
        }
    }

    private static void live(Cache<String, String> cache) {
        cache.put("a", "1");
        cache.putAll(Map.of("b", "2", "c", "3"));
        assertThat(cache.get("a")).isEqualTo("1");
        assertThat(cache.getAll(Set.of("a", "b", "x"))).hasSize(2);
        assertThat(cache.containsKey("a")).isTrue();
        assertThat(cache.getAndPut("a", "4")).isEqualTo("1");
        assertThat(cache.putIfAbsent("d", "5")).isTrue();
        assertThat(cache.replace("d", "6")).isTrue();
        assertThat(cache.replace("d", "6", "7")).isTrue();
        assertThat(cache.getAndReplace("d", "8")).isEqualTo("7");
        assertThat(cache.remove("d", "8")).isTrue();
        assertThat(cache.getAndRemove("c")).isEqualTo("3");
        assertThat(cache.remove("b")).isTrue();
        assertThat(cache.<String>invoke("a", (entry, none) -> {
                    entry.setValue(entry.getValue() + "!");
                    return entry.getValue();
                }))
                .isEqualTo("4!");
        assertThat(cache.invokeAll(Set.of("a"), (entry, none) -> entry.exists()))
                .hasSize(1);
        List<String> keys = new ArrayList<>();
        cache.forEach(entry -> keys.add(entry.getKey()));
        assertThat(keys).containsExactly("a");
        RedisCache<?, ?> own = cache.unwrap(RedisCache.class);
        assertThat(own.getName()).isEqualTo(cache.getName());
        @SuppressWarnings("unchecked") // it is that cache
        RedisCache<String, String> typed = (RedisCache<String, String>) own;
        assertThat(typed.timeToLive("a")).isPresent();
        typed.put("tagged", "9", ChronoUnit.FOREVER.getDuration(), "x");
        assertThat(typed.purgeByTag(Set.of("x"), PurgeOptions.DEFAULTS.asDryRun()))
                .isOne();
        assertThat(typed.purgeByTag("x")).isOne();
        cache.removeAll(Set.of("a"));
        cache.removeAll();
        cache.clear();
    }
}
