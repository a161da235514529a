package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.internal.connection.Lines.Reach;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What callers get of a server, what it tells them, and the end of all that. */
@Timeout(60)
class SingleServerTest {

    private static final byte[] KEY = "k".getBytes(US_ASCII);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final LoopbackServer server = new LoopbackServer(SingleServerTest::answer);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<RedisConnections> opened = new ArrayList<>();
    private final ToldByServers told = new ToldByServers("");

    @AfterEach
    void close() {
        opened.forEach(RedisConnections::close);
        threads.shutdownNow();
        server.close();
    }

    private static @Nullable String answer(String command) {
        return switch (command) {
            case "EXISTS jcache-redis:beat" -> ":0\r\n";
            case "GET k" -> LoopbackServer.string("value");
            case "GET refused" -> "-ERR refused\r\n";
            default -> null;
        };
    }

    private RedisConnections open(ReadFrom readFrom) {
        RedisAddress address = RedisAddress.parse("redis://" + server.node());
        RedisConnections connections = new SingleServer(
                new ConnectionSettings(address, PATIENCE, 1, "name", TlsSettings.DEFAULT, Login.NONE, readFrom),
                threads);
        opened.add(connections);
        return connections;
    }

    private RedisConnections open() {
        return open(ReadFrom.MASTER);
    }

    private static CommandObject<String> get(String key) {
        return new CommandObject<>(new CommandArguments(Command.GET).key(key), BuilderFactory.STRING);
    }

    @Test
    void reply_isReadByWhoAsked_andAnErrorIsThrown() {
        RedisConnections connections = open();

        assertThat(connections.execute(get("k"))).isEqualTo("value");
        assertThatThrownBy(() -> connections.execute(get("refused")))
                .isInstanceOf(JedisDataException.class)
                .hasMessage("ERR refused");
        assertThat(connections.executeAll(List.of(get("k"), get("refused")), ReplyLimits.NONE))
                .satisfiesExactly(
                        value -> assertThat(value).isEqualTo("value".getBytes(US_ASCII)),
                        error -> assertThat(error).isInstanceOf(JedisDataException.class));
    }

    @Test
    void meters_areThoseOfTheServer() {
        RedisConnections connections = open();
        connections.execute(get("k"));

        assertThat(connections.meters().opened()).isOne();
        assertThat(connections.metersByServer()).containsOnlyKeys(server.node().toString());
        assertThat(connections).hasToString("redis://" + server.node());
        assertThat(connections.serverOf(KEY)).isEqualTo(server.node());
    }

    /** It has no replicas that we know of. */
    @ParameterizedTest
    @EnumSource
    void reads_areAnsweredByTheServer(ReadFrom readFrom) {
        assertThat(open(readFrom).reads().execute(get("k"))).isEqualTo("value");
    }

    @ParameterizedTest
    @EnumSource
    void listener_hearsOfTheServer_untilItsLinesAreClosed(Reach reach) {
        Lines lines = open().listen(reach, told);
        await().atMost(PATIENCE).until(() -> told.begun() == 1 && told.proven() > Long.MIN_VALUE);
        assertThat(lines.isClosed()).isFalse();

        lines.close();

        assertThat(lines.isClosed()).isTrue();
        await().atMost(PATIENCE).until(() -> told.ended() == 1 && server.open() == 0);
    }

    @Test
    void listenerForAKey_hearsOfItsServer_untilTheConnectionsAreClosed() {
        RedisConnections connections = open();
        connections.listen(KEY, told);
        await().atMost(PATIENCE).until(() -> told.begun() == 1 && told.proven() > Long.MIN_VALUE);
        assertThat(server.received()).anyMatch(command -> command.startsWith("HELLO 3"));

        connections.close();

        await().atMost(PATIENCE).until(() -> told.ended() == 1 && server.open() == 0);
    }

    @Test
    void closed_nobodyListens_andCallsFailBecauseOfThat() {
        RedisConnections connections = open();
        connections.close();

        assertThat(connections.listen(Reach.ALL, told).isClosed()).isTrue();
        assertThatThrownBy(() -> connections.execute(get("k")))
                .isInstanceOfSatisfying(
                        JedisException.class,
                        failure -> assertThat(connections.failure("Cache 'c'", failure))
                                .isInstanceOf(IllegalStateException.class));
        assertThat(server.accepted()).isZero();
    }
}
