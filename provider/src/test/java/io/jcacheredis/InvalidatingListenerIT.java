package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.invalidation.InvalidatingListener;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import io.jcacheredis.invalidation.PurgeStrategy;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.Cache;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.expiry.ExpiryPolicy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What happens to one cache as events, which remove entries of others. */
class InvalidatingListenerIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private Opened opened;

    @BeforeEach
    void open() {
        redis.server().flush();
        opened = Opened.at(redis.uri());
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @SuppressWarnings("unchecked")
    private RedisCache<String, String> cache(String name) {
        return opened.cache(name).unwrap(RedisCache.class);
    }

    private <K> RedisConfiguration<K, String> heard(Class<K> keyType, boolean synchronous) {
        RedisConfiguration<K, String> configuration = new RedisConfiguration<>();
        configuration.setTypes(keyType, String.class);
        configuration.addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(InvalidatingListener::new, null, false, synchronous));
        return configuration;
    }

    private final List<String> heard = new CopyOnWriteArrayList<>();

    /** Notes each event of a cache with its attributes. */
    private final InvalidationStrategy ear = new InvalidationStrategy() {
        @Override
        public boolean shouldInvalidate(InvalidationEvent event) {
            heard.add(event.type() + " " + new TreeMap<>(event.attributes()));
            return false;
        }

        @Override
        public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
            throw new AssertionError("not asked");
        }
    };

    @Test
    void changesOfACache_areEvents() {
        Cache<Long, String> users = opened.manager.createCache("my:users", heard(Long.class, true));
        opened.manager.invalidator().add(ear);

        users.put(7L, "v");
        users.put(7L, "w");
        users.get(7L);
        users.remove(7L);
        users.putAll(Map.of(8L, "v"));
        users.unwrap(RedisCache.class).purge("*");
        users.clear();

        assertThat(heard)
                .containsExactly(
                        "cache.created {cache=my:users, key=7}",
                        "cache.updated {cache=my:users, key=7}",
                        "cache.removed {cache=my:users, key=7}",
                        "cache.created {cache=my:users, key=8}");
    }

    @Test
    void entryThatExpiresAtOnce_isAnEvent() {
        RedisConfiguration<String, String> zero = heard(String.class, true);
        zero.setExpiryPolicyFactory(GoneWhenUpdated::new);
        Cache<String, String> users = opened.manager.createCache("users", zero);
        opened.manager.invalidator().add(ear);

        users.put("*", "v");
        users.put("*", "w");

        assertThat(heard).contains("cache.created {cache=users, key=*}", "cache.expired {cache=users, key=*}");
    }

    /** An update expires what it writes at once. */
    private static final class GoneWhenUpdated implements ExpiryPolicy {

        @Override
        public javax.cache.expiry.Duration getExpiryForCreation() {
            return javax.cache.expiry.Duration.ONE_HOUR;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public javax.cache.expiry.Duration getExpiryForUpdate() {
            return javax.cache.expiry.Duration.ZERO;
        }
    }

    @Test
    void changeOfOneCache_removesWhatDependsOnItFromAnother() {
        Cache<String, String> users = opened.manager.createCache("users", heard(String.class, true));
        Cache<String, String> others = opened.manager.createCache("others", heard(String.class, true));
        RedisCache<String, String> sessions = cache("sessions");
        opened.manager
                .invalidator()
                .add(PurgeStrategy.on("cache.*").when("cache", "users").purging("sessions:{key}:*"));
        sessions.putAll(Map.of("u1:a", "v", "u1:b", "v", "u2:a", "v", "*:a", "v"));

        others.put("u1", "v");
        assertThat(sessions.size()).isEqualTo(4);
        users.put("u1", "v");
        assertThat(sessions.size()).isEqualTo(2);
        users.put("*", "v");
        assertThat(sessions).extracting(Cache.Entry::getKey).containsExactly("u2:a");
    }

    /** A purge is no event, also where it is of the cache that the listener hears. */
    @Test
    void ruleOfACacheOnItself_endsAtOnce() {
        Cache<String, String> users = opened.manager.createCache("users", heard(String.class, true));
        opened.manager.invalidator().add(ear);
        opened.manager.invalidator().add(PurgeStrategy.on("cache.*").purging("{cache}:*"));

        users.put("a", "v");

        assertThat(users.get("a")).isNull();
        assertThat(heard).hasSize(1);
    }

    @Test
    void failure_isTheOperationsIfTheListenerIsSynchronous_afterTheChange() {
        Cache<String, String> users = opened.manager.createCache("users", heard(String.class, true));
        opened.manager.invalidator().add(new InvalidationIT.Failing());

        assertThatThrownBy(() -> users.put("a", "v"))
                .isInstanceOf(CacheEntryListenerException.class)
                .hasMessageContaining(InvalidationIT.Failing.class.getName())
                .hasRootCauseMessage("on purpose");
        assertThat(users.get("a")).isEqualTo("v");
    }

    @Test
    void asynchronousListener_removesLater() {
        Cache<String, String> users = opened.manager.createCache("users", heard(String.class, false));
        RedisCache<String, String> sessions = cache("sessions");
        opened.manager.invalidator().add(PurgeStrategy.on("cache.created").purging("sessions:{key}"));
        sessions.put("u1", "v");

        users.put("u1", "v");

        Awaitility.await().until(() -> !sessions.containsKey("u1"));
    }
}
