package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

class BreakerGuardTest {

    private static final RedisAddress NOWHERE = RedisAddress.parse("redis://127.0.0.1:1");

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final LaneFactory factory =
            new LaneFactory(new ConnectionSettings(NOWHERE, Duration.ofSeconds(2)), threads);
    private final Lanes lanes = factory.toServer(NOWHERE.nodes().get(0));

    @AfterEach
    void close() {
        lanes.close();
        factory.close();
        threads.shutdownNow();
    }

    private void send(Duration left) {
        lanes.send(List.of(new CommandArguments(Command.PING)), ReplyLimits.NONE, System.nanoTime() + left.toNanos());
    }

    private ConnectionMeters meters() {
        return factory.metersByServer().values().iterator().next();
    }

    /** As in a cluster, where another node may have taken nearly all of it. */
    @Test
    void callWithoutTimeLeft_isNotSent_andTheServerIsNotBlamed() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> send(Duration.ofMillis(100)))
                    .isInstanceOf(NotSentException.class)
                    .hasRootCauseMessage("no time left");
        }

        assertThat(meters()).isEqualTo(factory.meters());
        assertThat(meters().breaker()).isEqualTo("CLOSED");
        assertThat(meters().outages() + meters().notSent() + meters().late() + meters().broken())
                .isZero();
    }

    @Test
    void callWithTimeLeft_isTried_andTheServerIsLeftAloneAfterSome() {
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> send(Duration.ofSeconds(2))).isInstanceOf(JedisException.class);
        }

        assertThat(meters().breaker()).isEqualTo("OPEN");
        assertThat(meters().outages()).isOne();
        assertThat(meters().notSent()).isEqualTo(10);
    }

    /** Calls that wait for replicas may be late where the server is not, and others must not be kept from it. */
    @Test
    void callThatWaitsForReplicas_andIsLate_doesNotBlameTheServer() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Lanes toSilent = factory.toServer(new Node("127.0.0.1", silent.getLocalPort()));
            CommandArguments change = new CommandArguments(Command.INCR).key("k");
            for (int i = 0; i < 5; i++) {
                assertThatThrownBy(() -> toSilent.send(
                                List.of(change, new WaitForReplicas(1, Duration.ofMillis(100))),
                                ReplyLimits.NONE,
                                System.nanoTime() + Duration.ofMillis(200).toNanos()))
                        .isInstanceOf(JedisException.class);
            }
            ConnectionMeters waited = factory.metersByServer().get("127.0.0.1:" + silent.getLocalPort());
            assertThat(waited.breaker()).isEqualTo("CLOSED");
            assertThat(waited.outages()).isZero();
            toSilent.close();
        }
    }
}
