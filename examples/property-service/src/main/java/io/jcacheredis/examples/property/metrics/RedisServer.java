package io.jcacheredis.examples.property.metrics;

import io.jcacheredis.examples.property.cache.RedisAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The Redis server itself, past the caches, which don't show its memory. It is asked at most once a second, however many
 * meters want to know, over a connection for that one question. Thread-safe.
 */
@Component
public final class RedisServer {

    private static final JedisClientConfig CLIENT = DefaultJedisClientConfig.builder()
            .timeoutMillis(500)
            .protocol(RedisProtocol.RESP2)
            .build();
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final RedisAddress address;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private Optional<ServerInfo> last = Optional.empty();
    private Instant askedAt = Instant.EPOCH;

    /** The server at an address. */
    public RedisServer(RedisAddress address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /** What it says of itself; empty if it can't be reached, is not one server but many, or may not be asked by this user. */
    public Optional<ServerInfo> info() {
        lock.lock();
        try {
            Instant now = clock.instant();
            if (now.isAfter(askedAt.plus(FRESH))) {
                askedAt = now;
                last = ask();
            }
            return last;
        } finally {
            lock.unlock();
        }
    }

    private Optional<ServerInfo> ask() {
        if (!address.isOneServer()) {
            return Optional.empty();
        }
        try (Jedis jedis = new Jedis(URI.create(address.url()), CLIENT)) {
            return Optional.of(ServerInfo.of(jedis.info()));
        } catch (JedisException e) {
            return Optional.empty();
        }
    }
}
