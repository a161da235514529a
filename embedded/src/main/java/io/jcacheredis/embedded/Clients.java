package io.jcacheredis.embedded;

import java.net.URI;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;

/** Short-lived connections for asking and arranging servers. Failures are Jedis's own exceptions. */
final class Clients {

    private static final int TIMEOUT_MILLIS = 5_000;

    private Clients() {}

    static <T> T ask(String host, int port, @Nullable String password, Function<Jedis, T> question) {
        return ask(host, port, password, TIMEOUT_MILLIS, question);
    }

    static <T> T ask(String host, int port, @Nullable String password, int timeoutMillis, Function<Jedis, T> question) {
        try (Jedis jedis = new Jedis(new HostAndPort(host, port), config(timeoutMillis, password))) {
            return question.apply(jedis);
        }
    }

    static <T> T ask(URI uri, Function<Jedis, T> question) {
        try (Jedis jedis = new Jedis(uri, config(TIMEOUT_MILLIS, null))) {
            return question.apply(jedis);
        }
    }

    /** Speaks RESP2, so that Jedis 8 does not negotiate, and 7, which Spring Boot brings, is not asked for what it does not have. */
    private static JedisClientConfig config(int timeoutMillis, @Nullable String password) {
        return DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(timeoutMillis)
                .socketTimeoutMillis(timeoutMillis)
                .password(password)
                .protocol(RedisProtocol.RESP2)
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .build();
    }

    /** A section of INFO as a table. */
    static Map<String, String> info(Jedis jedis, String section) {
        return fields(jedis.info(section));
    }

    /** The lines {@code name:value} of an answer. */
    static Map<String, String> fields(String answer) {
        return answer.lines()
                .filter(line -> line.indexOf(':') > 0)
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')),
                        line -> line.substring(line.indexOf(':') + 1).strip(),
                        (first, second) -> second));
    }

    /** Such as {@code valkey 9.0.1}. Valkey calls itself Redis 7.2.4 for the sake of old clients, but adds its own version. */
    static String product(Map<String, String> serverInfo) {
        String valkey = serverInfo.get("valkey_version");
        return valkey != null ? "valkey " + valkey : "redis " + serverInfo.getOrDefault("redis_version", "unknown");
    }
}
