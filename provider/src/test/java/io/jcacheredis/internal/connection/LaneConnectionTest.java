package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.internal.connection.Fence.Peer;
import io.jcacheredis.internal.connection.ServerSettings.Use;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.exceptions.JedisException;

/** How a connection begins, what is written to it, and its end. */
@Timeout(60)
class LaneConnectionTest {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final LoopbackServer server = new LoopbackServer(answers::get);
    private final LoopbackServer replica = new LoopbackServer("replica", answers::get);
    private final ConnectionSettings settings = new ConnectionSettings(
            RedisAddress.parse("redis://me:pw@" + server.node() + "/3"), Duration.ofMillis(TIMEOUT_MILLIS));
    private final LaneFactory factory = new LaneFactory(settings, task -> {});
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Wire> opened = new ArrayList<>();

    @AfterEach
    void close() {
        opened.forEach(Wire::close);
        server.close();
        replica.close();
    }

    private LaneConnection open(Node node, Use use, RedisProtocol protocol) {
        LaneConnection connection =
                LaneConnection.open(settings.server(node, use), factory, protocol, TIMEOUT_MILLIS, sockets::add);
        opened.add(connection);
        return connection;
    }

    private LaneConnection open() {
        return open(server.node(), Use.ANYTHING, RedisProtocol.RESP2);
    }

    @Test
    void beginning_saysWhoWeAre_andLearnsHowTheServerKnowsUs() {
        assertThat(open().peer()).isEqualTo(new Peer("7", "127.0.0.1:1"));

        assertThat(server.received())
                .contains("CLIENT SETNAME " + ConnectionSettings.CLIENT_NAME, "SELECT 3")
                .anyMatch(command -> command.contains("me pw"))
                .noneMatch(command -> command.startsWith("CLIENT SETINFO"));
        assertThat(factory.features().setIfEqual()).as("of Redis 8.0").isFalse();
    }

    @Test
    void protocol_isTheOneThatWasAskedFor() {
        open(server.node(), Use.ANYTHING, RedisProtocol.RESP3);

        assertThat(server.received()).anyMatch(command -> command.startsWith("HELLO 3"));
    }

    @Test
    void userWhoMayNotAsk_isConnectedAllTheSame() {
        answers.put("CLIENT INFO", "-NOPERM this user has no permissions to run the 'client|info' command\r\n");

        assertThat(open().peer()).isNull();
    }

    /** The watchdog ends what is late, by closing the socket that it was given. */
    @Test
    void socket_isShownAndHasNoTimeLimit_onceItIsConnected() throws SocketException {
        open();

        assertThat(sockets).hasSize(1);
        assertThat(sockets.get(0).getSoTimeout()).isZero();
        assertThat(sockets.get(0).getTcpNoDelay()).isTrue();
        assertThat(sockets.get(0).getKeepAlive()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-ERR unknown command 'HELLO'\r\n", "+OK\r\n", "*2\r\n+proto\r\n:2\r\n"})
    void whatIsNoRedisThatWeKnow_isRefused_andItsConnectionEnds(String hello) {
        answers.put("HELLO", hello);

        assertThatThrownBy(this::open).isInstanceOf(JedisException.class);

        assertThat(sockets).hasSize(1).allMatch(Socket::isClosed);
        await().until(() -> server.accepted() == 1 && server.open() == 0);
    }

    @Test
    void clientInfoThatSaysNothing_isAReplyToSomethingElse() {
        answers.put("CLIENT INFO", LoopbackServer.string("something"));

        assertThatThrownBy(this::open).isInstanceOf(JedisException.class).hasMessageContaining("out of step");

        await().until(() -> server.accepted() == 1 && server.open() == 0);
    }

    @Test
    void replica_isRefusedWhereAMasterIsNeeded_andItsConnectionEnds() {
        open(replica.node(), Use.ANYTHING, RedisProtocol.RESP2);
        open(replica.node(), Use.OLD_READS, RedisProtocol.RESP2);

        assertThatThrownBy(() -> open(replica.node(), Use.MASTER, RedisProtocol.RESP2))
                .isInstanceOf(JedisException.class)
                .hasMessageContaining("no master");

        await().until(() -> replica.accepted() == 3 && replica.open() == 2);
        assertThat(replica.received("READONLY")).isZero();
    }

    @Test
    void replicaOfACluster_isToldThatReadsOfItAreMeant() {
        open(replica.node(), Use.OLD_READS_OF_CLUSTER, RedisProtocol.RESP2);

        assertThat(replica.received("READONLY")).isOne();
    }

    /** One, two and more digits; short enough for the buffer, just too long for what is left of it, and too long for any. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 9, 10, 99, 100, 101, 8191, 8192, 8193, 16_383, 16_384, 16_385, 100_000})
    void arguments_arriveAsTheyAre_whateverTheirLength(int length) throws IOException {
        LaneConnection connection = open();
        String text = "x".repeat(length);
        byte[] bytes = text.getBytes(US_ASCII);

        connection.write(new CommandArguments(Command.SET).add("k").add(bytes));
        connection.write(
                new CommandArguments(Command.SET).add((Object) new Joined("start ".getBytes(US_ASCII), bytes)));
        connection.flush();

        assertThat(connection.read()).isEqualTo("OK".getBytes(US_ASCII));
        assertThat(connection.read()).isEqualTo("OK".getBytes(US_ASCII));
        assertThat(connection.isDrained()).isTrue();
        assertThat(server.received()).endsWith("SET k " + text, "SET start " + text);
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 9, 98, 99, 100, 5_000})
    void commands_ofManyArguments_arriveAsAWhole(int count) throws IOException {
        LaneConnection connection = open();
        CommandArguments command = new CommandArguments(Command.DEL);
        for (int i = 0; i < count; i++) {
            command.add("key");
        }
        connection.write(command);
        connection.flush();

        assertThat(connection.read()).isNotNull();
        assertThat(server.received()).last().isEqualTo("DEL" + " key".repeat(count));
    }

    /** They go out together. */
    @Test
    void commands_areNotSentBeforeTheyAreFlushed() throws IOException {
        LaneConnection connection = open();
        connection.write(new CommandArguments(Command.INCR).key("a"));
        LaneConnection other = open();
        other.write(new CommandArguments(Command.INCR).key("b"));
        other.flush();
        assertThat(other.read()).isNotNull();

        assertThat(server.received()).contains("INCR b").doesNotContain("INCR a");
    }

    @Test
    void limits_areThoseOfWhatIsReadFromNowOn() throws IOException {
        answers.put("GET k", LoopbackServer.string("123456789"));
        LaneConnection connection = open();
        connection.begin(new ReplyLimits(3, Long.MAX_VALUE));
        connection.write(new CommandArguments(Command.GET).key("k"));
        connection.flush();

        assertThat(connection.read()).isEqualTo("1234".getBytes(US_ASCII));
    }

    @Test
    void replyTooMany_isLeftOver() throws IOException {
        answers.put("GET k", ":1\r\n:2\r\n");
        LaneConnection connection = open();
        connection.write(new CommandArguments(Command.GET).key("k"));
        connection.flush();

        assertThat(connection.read()).isEqualTo(1L);
        assertThat(connection.isDrained()).isFalse();
    }

    @Test
    void closing_endsTheConnection() {
        open().close();

        await().until(() -> server.open() == 0);
        assertThat(sockets).allMatch(Socket::isClosed);
    }
}
