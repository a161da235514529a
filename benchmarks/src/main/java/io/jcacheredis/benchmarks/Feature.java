package io.jcacheredis.benchmarks;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCachingProvider;
import java.net.URI;
import java.util.Collection;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.integration.CacheWriter;

/** Our cache: as it is, or with something that costs. */
enum Feature {
    /** Values of bytes that live for a while after they were written. */
    NONE,
    STRICT {
        @Override
        void set(Properties properties) {
            properties.setProperty("jcache.redis.on-failure", "strict");
        }
    },
    STATISTICS {
        @Override
        <V> void set(MutableConfiguration<String, V> configuration) {
            configuration.setStatisticsEnabled(true);
        }
    },
    /** Values live for a while after they were read. */
    ACCESS_EXPIRY {
        @Override
        <V> void set(MutableConfiguration<String, V> configuration) {
            configuration.setExpiryPolicyFactory(AccessedExpiryPolicy.factoryOf(LASTING));
        }
    },
    /** A policy that could say something else each time. */
    OWN_POLICY {
        @Override
        <V> void set(MutableConfiguration<String, V> configuration) {
            configuration.setExpiryPolicyFactory(OwnPolicy::new);
        }
    },
    ASYNCHRONOUS_LISTENER {
        @Override
        <V> void set(MutableConfiguration<String, V> configuration) {
            listen(configuration, false);
        }
    },
    SYNCHRONOUS_LISTENER {
        @Override
        <V> void set(MutableConfiguration<String, V> configuration) {
            listen(configuration, true);
        }
    },
    /** Writes through to a database that takes no time. */
    WRITER {
        @Override
        <V> void set(MutableConfiguration<String, V> configuration) {
            configuration.setWriteThrough(true).setCacheWriterFactory(NoDatabase::new);
        }
    },
    /** Each entry has two tags, one of which it shares with a hundredth of the others. */
    TAGS {
        @Override
        <V> void put(Cache<String, V> cache, String key, V value) {
            @SuppressWarnings("unchecked")
            RedisCache<String, V> redis = cache.unwrap(RedisCache.class);
            String group = "group-" + Math.floorMod(key.hashCode(), 100);
            redis.put(key, value, java.time.Duration.ofMillis(Client.TIME_TO_LIVE_MILLIS), "all", group);
        }
    },
    /** Other JVMs could hear of each change; nobody listens. */
    BROADCAST_EVENTS {
        @Override
        void set(Properties properties) {
            properties.setProperty("jcache.redis.defaults.events", "broadcast");
        }
    },
    /** Redis keeps the changes for other JVMs; nobody reads them. */
    DURABLE_EVENTS {
        @Override
        void set(Properties properties) {
            properties.setProperty("jcache.redis.defaults.events", "durable");
        }
    },
    STRINGS {
        @Override
        Client on(URI redis) {
            return client(redis, String.class, bytes -> new String(bytes, US_ASCII), text -> 'x' + text.substring(1));
        }
    },
    /** A record as JSON. */
    RECORDS {
        @Override
        Client on(URI redis) {
            return client(redis, Property.class, Property::of, Property::changed);
        }
    };

    private static final Duration LASTING = new Duration(TimeUnit.MILLISECONDS, Client.TIME_TO_LIVE_MILLIS);

    /** A client of such a cache. */
    Client on(URI redis) {
        return client(redis, byte[].class, bytes -> bytes, CacheClient::changed);
    }

    <V> Client client(URI redis, Class<V> type, Function<byte[], V> values, UnaryOperator<V> change) {
        RedisCachingProvider provider = new RedisCachingProvider();
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", redis.toString());
        set(properties);
        CacheManager manager = provider.getCacheManager(URI.create("benchmark:" + this), null, properties);
        MutableConfiguration<String, V> configuration = configuration(type);
        set(configuration);
        return new CacheClient<>(
                manager.createCache(Client.cacheName(Side.word(this)), configuration),
                this::put,
                values,
                change,
                provider::close);
    }

    static <V> MutableConfiguration<String, V> configuration(Class<V> values) {
        return new MutableConfiguration<String, V>()
                .setTypes(String.class, values)
                .setExpiryPolicyFactory(ModifiedExpiryPolicy.factoryOf(LASTING));
    }

    <V> void put(Cache<String, V> cache, String key, V value) {
        cache.put(key, value);
    }

    void set(Properties properties) {}

    <V> void set(MutableConfiguration<String, V> configuration) {}

    private static <V> void listen(MutableConfiguration<String, V> configuration, boolean synchronous) {
        CacheEntryCreatedListener<String, V> created = events -> {};
        CacheEntryUpdatedListener<String, V> updated = events -> {};
        configuration.addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                new SingletonFactory<>(created), null, false, synchronous));
        configuration.addCacheEntryListenerConfiguration(
                new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(updated), null, true, synchronous));
    }

    private static final class OwnPolicy implements ExpiryPolicy {

        @Override
        public Duration getExpiryForCreation() {
            return LASTING;
        }

        @Override
        public Duration getExpiryForAccess() {
            return null;
        }

        @Override
        public Duration getExpiryForUpdate() {
            return LASTING;
        }
    }

    private static final class NoDatabase<V> implements CacheWriter<String, V> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends V> entry) {}

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends V>> entries) {
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
