package io.jcacheredis.examples.property.metrics;

import io.jcacheredis.examples.property.cache.RedisAddress;
import io.jcacheredis.examples.property.metrics.ServerAnswer.Kind;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.stereotype.Component;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The Redis server itself, past the caches, which don't show its memory. It is asked at most once a second, however many
 * meters want to know, over a connection for that one question. Thread-safe.
 */
@Component
public final class RedisServer {

    private static final JedisClientConfig CLIENT = DefaultJedisClientConfig.builder()
            .timeoutMillis(500)
            .autoNegotiateProtocol(false)
            .build();
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final RedisAddress address;
    private final Clock clock;
    private final Lock lock = new ReentrantLock();
    private ServerAnswer last = ServerAnswer.without(Kind.NOT_ASKED);
    private Instant askedAt = Instant.EPOCH;

    /** The server at an address. */
    public RedisServer(RedisAddress address, Clock clock) {
        this.address = address;
        this.clock = clock;
    }

    /** What it says of itself, or why it doesn't. */
    public ServerAnswer answer() {
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

    private ServerAnswer ask() {
        if (!address.isOneServer()) {
            return ServerAnswer.without(Kind.NOT_ASKED);
        }
        try (Jedis jedis = new Jedis(URI.create(address.url()), CLIENT)) {
            return ServerAnswer.of(ServerInfo.of(jedis.info()));
        } catch (JedisAccessControlException e) {
            return ServerAnswer.without(Kind.NOT_ASKED);
        } catch (JedisException e) {
            return ServerAnswer.without(Kind.UNREACHABLE);
        }
    }
}
