package io.jcacheredis.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.util.Map;
import java.util.Set;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.params.SetParams;

/** Plain Jedis with a pool: what an application would do by hand. */
final class JedisClient implements Client {

    private static final String PREFIX = Client.prefix("jedis");

    private final RedisClient jedis;

    /** With as many connections as there are threads. */
    JedisClient(URI redis, int connections) {
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(connections);
        pool.setMaxIdle(connections);
        this.jedis = RedisClient.builder()
                .hostAndPort(redis.getHost(), redis.getPort())
                .poolConfig(pool)
                .build();
    }

    private static byte[] bytes(String key) {
        return (PREFIX + key).getBytes(UTF_8);
    }

    private static SetParams lasting() {
        return SetParams.setParams().px(TIME_TO_LIVE_MILLIS);
    }

    @Override
    public Object get(String key) {
        return jedis.get(bytes(key));
    }

    @Override
    public void put(String key, Object value) {
        jedis.set(bytes(key), (byte[]) value, lasting());
    }

    @Override
    public Object getAll(Set<String> keys) {
        return jedis.mget(keys.stream().map(JedisClient::bytes).toArray(byte[][]::new));
    }

    @Override
    public void putAll(Map<String, Object> entries) {
        try (AbstractPipeline pipeline = jedis.pipelined()) {
            entries.forEach((key, value) -> pipeline.set(bytes(key), (byte[]) value, lasting()));
            pipeline.sync();
        }
    }

    @Override
    public void close() {
        jedis.close();
    }
}
