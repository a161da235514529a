package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationStrategy;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.XAddParams;

/** A manager that listens to a channel and a stream and notes which events it handles, and how others tell them. */
final class Events implements InvalidationStrategy, AutoCloseable {

    static final String CHANNEL = "domain-events";
    static final String STREAM = "domain:events";
    static final String GROUP = "app";

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Collection<String> handled = new ConcurrentLinkedQueue<>();
    private final Opened opened;

    Events(URI redis) {
        opened = Opened.at(
                redis,
                "jcache.redis.domain-events.channel",
                CHANNEL,
                "jcache.redis.domain-events.stream",
                STREAM,
                "jcache.redis.domain-events.group",
                GROUP,
                "jcache.redis.domain-events.retry-after",
                "200ms",
                "jcache.redis.domain-events.listen",
                "when-told");
        opened.manager.invalidator().add(this);
        opened.manager.invalidator().listen();
    }

    @Override
    public boolean shouldInvalidate(InvalidationEvent event) {
        return true;
    }

    @Override
    public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
        handled.add(event.attribute("user_id").orElseThrow());
        return 1;
    }

    void awaitHandled(String... ids) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(handled).contains(ids));
    }

    boolean isHandled(String id) {
        return handled.contains(id);
    }

    Collection<String> handled() {
        return List.copyOf(handled);
    }

    static String json(String id) {
        return "{\"type\": \"user.updated\", \"user_id\": \"" + id + "\"}";
    }

    static void publish(URI server, String id) {
        try (Jedis jedis = new Jedis(server)) {
            jedis.publish(CHANNEL, json(id));
        }
    }

    static void add(URI server, String id) {
        try (Jedis jedis = new Jedis(server)) {
            jedis.xadd(STREAM, Map.of("type", "user.updated", "user_id", id), XAddParams.xAddParams());
        }
    }

    /** The same, and returns when a replica has it: what no replica has is lost when its master is. */
    static void addAndReplicate(URI server, String id) {
        try (Jedis jedis = new Jedis(server)) {
            jedis.xadd(STREAM, Map.of("type", "user.updated", "user_id", id), XAddParams.xAddParams());
            assertThat(jedis.waitReplicas(1, PATIENCE.toMillis())).isPositive();
        }
    }

    /** Waits until a channel has as many subscribers at a server. */
    static void awaitSubscribers(URI server, long count) {
        await().atMost(PATIENCE).ignoreExceptions().until(() -> {
            try (Jedis jedis = new Jedis(server)) {
                return jedis.pubsubNumSub(CHANNEL).get(CHANNEL) == count;
            }
        });
    }

    /** Waits until nothing is left that was read and not acknowledged. */
    static void awaitAcknowledged(URI server) {
        await().atMost(PATIENCE).until(() -> {
            try (Jedis jedis = new Jedis(server)) {
                return jedis.xpending(STREAM, GROUP).getTotal() == 0;
            }
        });
    }

    @Override
    public void close() {
        opened.close();
    }
}
