package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.event.CacheEntryEvent;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.params.SetParams;

/**
 * What one cache hears of another one's changes is what that one's own listeners hear, in the same order: each method, of each kind of
 * entry, by each policy, with and without a writer and read-through.
 */
@Tag("servers")
class RemoteParityIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String NAME = "remote";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private final RedisCachingProvider changing = new RedisCachingProvider();
    private final RedisCachingProvider hearing = new RedisCachingProvider();
    private final Collection<String> here = new ConcurrentLinkedQueue<>();
    private final Collection<String> there = new ConcurrentLinkedQueue<>();
    private UnifiedJedis jedis;

    /** The Redis under test. */
    URI uri() {
        return redis.uri();
    }

    EventDelivery delivery() {
        return EventDelivery.BROADCAST;
    }

    /** Plain access to the Redis under test. */
    UnifiedJedis client() {
        return RedisClient.create(redis.uri());
    }

    @BeforeEach
    void open() {
        jedis = client();
    }

    @AfterEach
    void close() {
        changing.close();
        hearing.close();
        jedis.close();
    }

    record Case(PolicyCase policy, boolean writes, boolean readThrough) {

        @Override
        public String toString() {
            return policy.name() + (writes ? ", writer" : "") + (readThrough ? ", loader" : "");
        }
    }

    static Stream<Case> cases() {
        return PolicyCase.all().stream()
                .flatMap(policy -> Stream.of(false, true)
                        .flatMap(writes -> Stream.of(false, true).map(reads -> new Case(policy, writes, reads))));
    }

    private CacheManager manager(RedisCachingProvider provider) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", uri().toString());
        properties.setProperty("jcache.redis.timeout", "10s");
        return provider.getCacheManager(null, null, properties);
    }

    private RedisConfiguration<String, String> configuration(Case given) {
        RedisConfiguration<String, String> configuration = new RedisConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setExpiryPolicyFactory(() -> given.policy().policy().apply(slot -> {}))
                .setOnFailure(OnFailure.STRICT)
                .setEvents(delivery())
                .setReadThrough(given.readThrough())
                .setCacheLoaderFactory(new SingletonFactory<>(new ObservedCache.Loader()));
        return given.writes()
                ? configuration.setWriteThrough(true).setCacheWriterFactory(new SingletonFactory<>(new Writer()))
                : configuration;
    }

    private static String text(CacheEntryEvent<? extends String, ? extends String> event) {
        return event.getEventType() + " " + event.getKey() + " " + event.getValue() + " " + event.getOldValue() + " "
                + event.isOldValueAvailable();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void everyMethod_isHeardThereAsHere(Case given) {
        Cache<String, String> cache = manager(changing).createCache(NAME, configuration(given));
        cache.registerCacheEntryListener(TestListeners.synchronously(event -> here.add(text(event))));
        Cache<String, String> other = manager(hearing).createCache(NAME, configuration(given));
        other.registerCacheEntryListener(TestListeners.asynchronously(event -> there.add(text(event))));
        awaitHeard(cache);

        for (CacheMethod method : CacheMethod.values()) {
            for (Corner.Entry entry : Corner.Entry.values()) {
                String key = method + "-" + entry;
                given(key, entry);
                call(method, cache, key);
                jedis.unlink("jcache:" + NAME + ":" + key);
            }
        }

        remove(cache, "end");
        await().atMost(PATIENCE).until(() -> !there.isEmpty() && last(there).equals(last(here)));
        assertThat(there).containsExactlyElementsOf(here);
        assertThat(here).hasSizeGreaterThan(10);
    }

    /** Until a change is heard there, none may have been. */
    private void awaitHeard(Cache<String, String> cache) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            remove(cache, "first");
            return !there.isEmpty();
        });
        await().atMost(PATIENCE).until(() -> !there.isEmpty() && last(there).equals(last(here)));
        // What came before it was heard there is no part of the comparison.
        here.clear();
        there.clear();
    }

    private void remove(Cache<String, String> cache, String key) {
        jedis.set("jcache:" + NAME + ":" + key, "v");
        cache.remove(key);
    }

    private static String last(Collection<String> events) {
        List<String> all = new ArrayList<>(events);
        return all.get(all.size() - 1);
    }

    private void given(String key, Corner.Entry entry) {
        String redisKey = "jcache:" + NAME + ":" + key;
        switch (entry) {
            case ABSENT -> {}
            case MORTAL -> jedis.set(redisKey, CacheMethod.OLD, new SetParams().px(Oracle.MORTAL_MILLIS));
            case ETERNAL -> jedis.set(redisKey, CacheMethod.OLD);
            case EXPIRED -> {
                jedis.set(redisKey, CacheMethod.OLD, new SetParams().px(1));
                await().pollInterval(Duration.ofMillis(1))
                        .pollDelay(Duration.ZERO)
                        .until(() -> !jedis.exists(redisKey));
            }
        }
    }

    private static void call(CacheMethod method, Cache<String, String> cache, String key) {
        try {
            method.on(cache, key);
        } catch (Exception e) {
            throw new AssertionError(method + " of " + key, e);
        }
    }

    private static final class Writer implements CacheWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            entries.clear();
        }

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.clear();
        }
    }
}
