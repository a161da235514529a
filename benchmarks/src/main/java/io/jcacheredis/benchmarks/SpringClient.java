package io.jcacheredis.benchmarks;

import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.springframework.cache.Cache;
import org.springframework.data.redis.cache.RedisCacheConfiguration;
import org.springframework.data.redis.cache.RedisCacheManager;
import org.springframework.data.redis.cache.RedisCacheWriter;
import org.springframework.data.redis.cache.RedisCacheWriter.RedisCacheWriterConfigurer;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.serializer.RedisSerializationContext.SerializationPair;
import org.springframework.data.redis.serializer.RedisSerializer;

/**
 * Spring Data's cache on Redis, over Lettuce as Spring Boot sets it up. Writes wait for the answer, as those of all others do: by
 * default its {@code put} returns before anything is written, and no failure is heard of.
 */
final class SpringClient implements Client {

    private final LettuceConnectionFactory connections;
    private final Cache cache;

    SpringClient(URI redis) {
        this.connections =
                new LettuceConnectionFactory(new RedisStandaloneConfiguration(redis.getHost(), redis.getPort()));
        connections.afterPropertiesSet();
        connections.start();
        RedisCacheManager manager = RedisCacheManager.builder(
                        RedisCacheWriter.create(connections, RedisCacheWriterConfigurer::immediateWrites))
                .cacheDefaults(RedisCacheConfiguration.defaultCacheConfig()
                        .computePrefixWith(Client::prefix)
                        .entryTtl(Duration.ofMillis(TIME_TO_LIVE_MILLIS))
                        .serializeValuesWith(SerializationPair.fromSerializer(RedisSerializer.byteArray())))
                .build();
        manager.afterPropertiesSet();
        this.cache = Objects.requireNonNull(manager.getCache("spring"));
    }

    @Override
    public Object get(String key) {
        return cache.get(key, byte[].class);
    }

    @Override
    public void put(String key, Object value) {
        cache.put(key, value);
    }

    @Override
    public void close() {
        connections.destroy();
    }
}
