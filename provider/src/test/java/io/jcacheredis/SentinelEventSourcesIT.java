package io.jcacheredis;

import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.EmbeddedSentinel;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.sentinel.SentinelViews;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Events by the master that sentinels name. */
@Tag("servers")
class SentinelEventSourcesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static EmbeddedSentinel redis;

    private Events events;

    @BeforeAll
    static void start() {
        redis = EmbeddedSentinel.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void open() {
        events = new Events(redis.uri());
        Events.awaitSubscribers(redis.master().uri(), 1);
        Events.addAndReplicate(redis.master().uri(), "before");
        events.awaitHandled("before");
    }

    @AfterEach
    void mend() {
        events.close();
        Servers.mend(redis.nodes());
        Servers.mend(redis.sentinels());
        redis.awaitReady();
    }

    private void awaitEventsOf(EmbeddedRedis master) {
        Events.add(master.uri(), "entry");
        events.awaitHandled("entry");
        Events.awaitAcknowledged(master.uri());
        Events.awaitSubscribers(master.uri(), 1);
        Events.publish(master.uri(), "message");
        events.awaitHandled("message");
    }

    @Test
    void masterKilled_itsSuccessorTellsOfEvents() {
        EmbeddedRedis old = redis.master();

        old.kill();

        await().atMost(PATIENCE).until(() -> redis.master() != old && Servers.isMaster(redis.master()));
        awaitEventsOf(redis.master());
    }

    @Test
    void masterDemoted_itsSuccessorTellsOfEvents() {
        SentinelViews.awaitReplicasKnown(redis);
        EmbeddedRedis old = redis.master();

        SentinelViews.demoteMaster(redis);

        await().atMost(PATIENCE).until(() -> redis.master() != old && Servers.isMaster(redis.master()));
        awaitEventsOf(redis.master());
    }
}
