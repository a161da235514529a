package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.Servers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners of caches behind sentinels: they hear the master's successor. */
@Tag("servers")
class SentinelRemoteEventsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private EmbeddedSentinel redis;

    @BeforeEach
    void start() {
        redis = EmbeddedSentinel.start();
    }

    @AfterEach
    void stop() {
        Servers.mend(redis.nodes());
        redis.close();
    }

    private Opened open(String events) {
        return Opened.at(redis.uri(), "jcache.redis.defaults.events", events);
    }

    @ParameterizedTest
    @ValueSource(strings = {"broadcast", "durable"})
    void masterKilled_changesAtItsSuccessorAreHeard(String events) {
        try (Opened one = open(events);
                Opened other = open(events)) {
            Cache<String, String> here = one.cache("c");
            Heard heard = Heard.of(other.cache("c"));
            awaitHeard(here, heard);
            EmbeddedRedis old = redis.master();
            old.kill();
            await().atMost(PATIENCE).until(() -> redis.master() != old);
            List<String> before = List.copyOf(heard.events());

            awaitHeard(here, heard);

            assertThat(heard.events()).hasSizeGreaterThan(before.size());
        }
    }

    private static void awaitHeard(Cache<String, String> here, Heard heard) {
        AtomicInteger number = new AtomicInteger();
        int before = heard.events().size();
        await().atMost(PATIENCE).until(() -> {
            here.put("k" + number.incrementAndGet(), "v");
            List<String> now = List.copyOf(heard.events()); // more may come while it is looked through
            return now.subList(before, now.size()).stream()
                    .anyMatch(event -> event.startsWith("CREATED") || event.startsWith("UPDATED"));
        });
    }
}
