package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.connection.Fence.Peer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.Arrays;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.ClientSetInfoConfig;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisProtocol;
import redis.clients.jedis.args.Rawable;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * A connection after its handshake, which Jedis makes: commands are gathered and go out together, replies are read one by
 * one. No step has a time limit of its own: the {@link Watchdog} closes the socket of who is late. Used by one thread at a time,
 * or by one that writes and one that reads.
 */
final class LaneConnection implements Wire {

    private static final int BUFFER = 16 * 1024;
    /** Longer arguments are not copied into the buffer. */
    private static final int LONG_ARGUMENT = 8 * 1024;

    private final Connection connection;
    private final @Nullable Peer peer;
    private final OutputStream out;
    private final ReplyReader replies;
    private final byte[] buffer = new byte[BUFFER];
    private int filled;

    private LaneConnection(Connection connection, Socket socket, @Nullable Peer peer) throws IOException {
        this.connection = connection;
        this.peer = peer;
        this.out = socket.getOutputStream();
        this.replies = new ReplyReader(socket.getInputStream());
    }

    /**
     * Connects, logs in, and looks at what the server is: five round trips or so.
     *
     * @param protocol RESP3 where the server is to tell something unasked
     * @param sockets is given the socket before anything is waited for, to close it when that takes too long
     * @throws JedisException if it can't connect, is not let in, or the server is too old or no master where it must be one
     */
    static LaneConnection open(
            ServerSettings server,
            LaneFactory factory,
            RedisProtocol protocol,
            int timeoutMillis,
            Consumer<Socket> sockets) {
        SocketMaker maker = new SocketMaker(server, factory.names(), timeoutMillis, sockets);
        Connection connection = null;
        try {
            connection = new Connection(maker, handshake(server, protocol, timeoutMillis));
            Greeting greeting = Greeting.of(connection);
            greeting.requireVersion();
            factory.features().met(greeting);
            switch (server.use()) {
                case MASTER -> greeting.requireMaster();
                case OLD_READS_OF_CLUSTER ->
                    connection.executeCommand(
                            new CommandObject<>(new CommandArguments(Command.READONLY), BuilderFactory.STRING));
                case ANYTHING, OLD_READS -> {}
            }
            Peer peer = Peer.of(connection);
            Socket socket = Objects.requireNonNull(maker.made());
            socket.setSoTimeout(0);
            return new LaneConnection(connection, socket, peer);
        } catch (IOException e) {
            throw closed(connection, new JedisConnectionException(e));
        } catch (JedisException e) {
            throw closed(connection, Greeting.explained(e));
        }
    }

    private static JedisClientConfig handshake(ServerSettings server, RedisProtocol protocol, int timeoutMillis) {
        return DefaultJedisClientConfig.builder()
                .timeoutMillis(timeoutMillis)
                .protocol(protocol)
                .user(server.login().user())
                .password(server.login().password())
                .database(server.database())
                .clientName(server.clientName())
                // Redis 7.0 does not know it, and an ACL file that permits it keeps such a server from starting.
                .clientSetInfoConfig(ClientSetInfoConfig.DISABLED)
                .build();
    }

    private static JedisException closed(@Nullable Connection connection, JedisException failure) {
        if (connection != null) {
            try {
                connection.close();
            } catch (JedisException e) {
                failure.addSuppressed(e);
            }
        }
        return failure;
    }

    @Override
    public @Nullable Peer peer() {
        return peer;
    }

    @Override
    public void write(CommandArguments command) throws IOException {
        header('*', command.size());
        for (Rawable argument : command) {
            header('$', Joined.length(argument));
            if (argument instanceof Joined joined) {
                put(joined.start());
                put(joined.rest());
            } else {
                put(argument.getRaw());
            }
            require(2);
            buffer[filled++] = '\r';
            buffer[filled++] = '\n';
        }
    }

    private void put(byte[] bytes) throws IOException {
        if (bytes.length >= LONG_ARGUMENT) {
            flush();
            out.write(bytes);
        } else {
            require(bytes.length);
            System.arraycopy(bytes, 0, buffer, filled, bytes.length);
            filled += bytes.length;
        }
    }

    private void header(char type, int number) throws IOException {
        require(16);
        buffer[filled++] = (byte) type;
        if (number < 10) {
            buffer[filled++] = (byte) ('0' + number);
        } else if (number < 100) {
            buffer[filled++] = (byte) ('0' + number / 10);
            buffer[filled++] = (byte) ('0' + number % 10);
        } else {
            byte[] digits = Integer.toString(number).getBytes(US_ASCII);
            System.arraycopy(digits, 0, buffer, filled, digits.length);
            filled += digits.length;
        }
        buffer[filled++] = '\r';
        buffer[filled++] = '\n';
    }

    private void require(int room) throws IOException {
        if (buffer.length - filled < room) {
            flush();
        }
    }

    @Override
    public void flush() throws IOException {
        if (filled > 0) {
            int count = filled;
            filled = 0;
            out.write(buffer, 0, count);
        }
    }

    @Override
    public void begin(ReplyLimits limits) {
        replies.begin(limits);
    }

    @Override
    public @Nullable Object read() throws IOException {
        return replies.read();
    }

    @Override
    public boolean isDrained() {
        return replies.isDrained();
    }

    @Override
    public void close() {
        Arrays.fill(buffer, (byte) 0); // may hold values
        connection.disconnect();
    }
}
