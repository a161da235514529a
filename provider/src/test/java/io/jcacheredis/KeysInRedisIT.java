package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** What lies in Redis, seen by a client that knows nothing of caches. */
class KeysInRedisIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private RedisClient client;
    private Opened opened;

    @BeforeEach
    void open() {
        redis.server().flush();
        client = RedisClient.create(redis.uri());
        opened = Opened.at(redis.uri());
    }

    @AfterEach
    void close() {
        opened.close();
        client.close();
    }

    @Test
    void put_withoutSettings_writesTheValueUnderPrefixCacheAndKey() {
        opened.cache("users").put("42", "Ada");

        assertThat(contents()).containsExactly(Map.entry("jcache:users:42", "Ada"));
    }

    @Test
    void put_withTheKeyPrefixOfAnApplication_writesThatApplicationsKeys() {
        try (Opened realEstate = Opened.at(redis.uri(), "jcache.redis.key-prefix", "realestate:")) {
            Cache<String, String> cache = realEstate.cache("property:detail");
            cache.put("prop-123", "house");

            assertThat(contents()).containsExactly(Map.entry("realestate:property:detail:prop-123", "house"));
            @SuppressWarnings("unchecked") // it is that cache
            RedisCache<String, String> redisCache = cache.unwrap(RedisCache.class);
            assertThat(redisCache.redisKey("prop-123")).isEqualTo("realestate:property:detail:prop-123");
            assertThat(realEstate.manager.keyPrefix()).isEqualTo("realestate:");
        }
    }

    @Test
    void get_ofAKeyThatRedisCliSet_seesItsValue() {
        client.set("jcache:users:43", "Grace");

        assertThat(opened.cache("users").get("43")).isEqualTo("Grace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*", "a*", "[ab]", "a?", "a\\", "{a}", "a{b}c", "{", "x:y:z", "é", "名前", "🙂", " ", "a b", "%s", "'",
                "\n"
            })
    void clear_ofACacheWithASpecialName_removesItsEntriesAndNoOthers(String name) {
        Cache<String, String> cache = opened.cache(name);
        Cache<String, String> bystander = opened.cache("bystander");
        Map<String, String> foreign = foreignTo(name);
        foreign.forEach(client::set);
        bystander.put("key", "stays");
        for (String key : List.of("1", "*", "{k}", ":", "", "ключ")) {
            cache.put(key, "of " + key);
        }

        assertThat(client.get("jcache:" + name + ":*")).isEqualTo("of *");
        assertThat(keys(cache)).containsExactlyInAnyOrder("1", "*", "{k}", ":", "", "ключ");
        cache.clear();

        assertThat(cache.iterator().hasNext()).isFalse();
        Map<String, String> left = new TreeMap<>(foreign);
        left.put("jcache:bystander:key", "stays");
        assertThat(contents()).isEqualTo(left);
    }

    /** Keys that a pattern made of that name might match by mistake. */
    private static Map<String, String> foreignTo(String name) {
        Map<String, String> keys = new TreeMap<>();
        for (String other : List.of("a", "b", "ab", "abc", "a1", "ax", "anything", "\\*", "x:y", "x:y:zz", "E", "?")) {
            if (!other.equals(name)) {
                keys.put("jcache:" + other + ":1", "foreign");
            }
        }
        keys.put("jcache:" + name, "foreign");
        keys.put("jcache:" + name + "2:1", "foreign");
        keys.put("other:" + name + ":1", "foreign");
        keys.put(name + ":1", "foreign");
        return keys;
    }

    @Test
    void removeAllAndDestroyCache_ofOneCache_leaveTheOthersAndForeignKeys() {
        client.set("session:1", "foreign");
        client.set("jcache:users", "foreign");
        client.lpush("jcache:queue:1", "foreign");
        Cache<String, String> users = opened.cache("users");
        Cache<String, String> orders = opened.cache("orders");
        Cache<String, String> usersToo = opened.cache("users2");
        for (Cache<String, String> cache : List.of(users, orders, usersToo)) {
            cache.put("1", "one");
            cache.put("2", "two");
        }

        users.removeAll(Set.of("1"));
        assertThat(client.keys("jcache:users:*")).containsExactly("jcache:users:2");
        users.removeAll();
        opened.manager.destroyCache("orders");

        assertThat(Commands.keys(client))
                .containsExactlyInAnyOrder(
                        "session:1", "jcache:users", "jcache:queue:1", "jcache:users2:1", "jcache:users2:2");
    }

    @ParameterizedTest
    @CsvSource({"a, a:b", "a:b, a", "property, property:detail", "x:y:z, x:y"})
    void createCache_whoseKeysWouldOverlap_isRefusedAndNamesBoth(String first, String second) {
        opened.cache(first).put("1", "one");

        assertThatThrownBy(() -> opened.cache(second))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'" + first + "'")
                .hasMessageContaining("'" + second + "'");
        assertThat(opened.manager.getCacheNames()).containsExactly(first);
    }

    @ParameterizedTest
    @CsvSource({"jcache-, redis", "'', jcache-redis", "jcache-redis:, cache", "'', jcache-redis:{registry}"})
    void createCache_whoseKeysWouldBeTheProvidersOwn_isRefused(String prefix, String name) {
        try (Opened other = Opened.at(redis.uri(), "jcache.redis.key-prefix", prefix)) {
            assertThatThrownBy(() -> other.cache(name))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'" + name + "'")
                    .hasMessageContaining("jcache-redis:");
        }
    }

    @Test
    void createCache_afterTheOverlappingOneWasClosed_isAllowed() {
        opened.cache("a").close();

        assertThat(opened.cache("a:b").getName()).isEqualTo("a:b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ":", ":a"})
    void createCache_withAReservedName_isRefused(String name) {
        assertThatThrownBy(() -> opened.cache(name))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'" + name + "'");
    }

    private record Policy(String name, Factory<? extends ExpiryPolicy> factory, long create, long update, long access) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static final Duration LONG = new Duration(TimeUnit.HOURS, 1);
    private static final long HOUR = TimeUnit.HOURS.toMillis(1);

    /** What each policy makes of the time to live, which is a minute before an update or access. */
    private static Stream<Arguments> policies() {
        long eternal = -1;
        long before = TimeUnit.MINUTES.toMillis(1);
        return Stream.of(
                        new Policy("created", CreatedExpiryPolicy.factoryOf(LONG), HOUR, before, before),
                        new Policy("modified", ModifiedExpiryPolicy.factoryOf(LONG), HOUR, HOUR, before),
                        new Policy("accessed", AccessedExpiryPolicy.factoryOf(LONG), HOUR, before, HOUR),
                        new Policy("touched", TouchedExpiryPolicy.factoryOf(LONG), HOUR, HOUR, HOUR),
                        new Policy("eternal", EternalExpiryPolicy.factoryOf(), eternal, before, before))
                .flatMap(policy -> Stream.of("native", "script").map(mode -> Arguments.of(policy, mode)));
    }

    @ParameterizedTest
    @MethodSource("policies")
    void timeToLive_isRedisOwn(Policy policy, String commands) {
        try (Opened own = Opened.at(redis.uri(), "jcache.redis.commands", commands)) {
            Cache<String, String> cache = own.manager.createCache(
                    "expiring",
                    new MutableConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .setExpiryPolicyFactory(policy.factory()));
            cache.put("key", "created");
            assertTimeToLive(policy.create());

            client.pexpire("jcache:expiring:key", TimeUnit.MINUTES.toMillis(1));
            cache.put("key", "updated");
            assertTimeToLive(policy.update());

            client.pexpire("jcache:expiring:key", TimeUnit.MINUTES.toMillis(1));
            assertThat(cache.get("key")).isEqualTo("updated");
            assertTimeToLive(policy.access());
        }
    }

    private void assertTimeToLive(long expected) {
        long actual = client.pttl("jcache:expiring:key");
        if (expected == -1) {
            assertThat(actual).isEqualTo(-1);
        } else {
            assertThat(actual).isBetween(expected - 30_000, expected);
        }
    }

    @Test
    void close_keepsTheEntries_andAnotherProviderSeesThem() {
        opened.cache("kept").put("1", "one");
        opened.close();

        try (Opened other = Opened.at(redis.uri())) {
            assertThat(other.cache("kept").get("1")).isEqualTo("one");
        }
    }

    @Test
    void destroyCache_deletesTheEntriesForEveryProvider() {
        Cache<String, String> cache = opened.cache("destroyed");
        cache.put("1", "one");
        try (Opened other = Opened.at(redis.uri())) {
            Cache<String, String> same = other.cache("destroyed");
            other.manager.destroyCache("destroyed");

            assertThat(same.isClosed()).isTrue();
            assertThat(cache.get("1")).isNull();
            assertThat(Commands.keys(client)).isEmpty();
        }
    }

    @Test
    void databasesOfOneServer_areApart() {
        try (Opened other = Opened.at(redis.uri().resolve("/1"))) {
            opened.cache("same").put("1", "in 0");
            Cache<String, String> same = other.cache("same");

            assertThat(same.containsKey("1")).isFalse();
            same.put("1", "in 1");
            same.clear();
            assertThat(contents()).containsExactly(Map.entry("jcache:same:1", "in 0"));
        }
    }

    private static List<String> keys(Cache<String, String> cache) {
        List<String> keys = new ArrayList<>();
        cache.forEach(entry -> keys.add(entry.getKey()));
        return keys;
    }

    private Map<String, String> contents() {
        Map<String, String> contents = new TreeMap<>();
        Commands.keys(client).forEach(key -> contents.put(key, client.get(key)));
        return contents;
    }
}
