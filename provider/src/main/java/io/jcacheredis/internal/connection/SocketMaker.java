package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Makes the socket of one connection. The one below TLS is shown to a watchdog: closing the one of TLS can wait for a writer
 * that waits for the other side.
 */
final class SocketMaker implements JedisSocketFactory {

    private final ServerSettings server;
    private final HostNames names;
    private final int timeoutMillis;
    private final Consumer<Socket> sockets;
    private @Nullable Socket made;

    SocketMaker(ServerSettings server, HostNames names, int timeoutMillis, Consumer<Socket> sockets) {
        this.server = server;
        this.names = names;
        this.timeoutMillis = timeoutMillis;
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket() {
        try {
            made = connect();
            return made;
        } catch (IOException e) {
            throw new JedisConnectionException("Failed to connect to " + server.node(), e);
        }
    }

    private Socket connect() throws IOException {
        return server.node().isPath() ? connectToPath() : connectToHost();
    }

    private Socket connectToPath() throws IOException {
        UnixSocket socket = new UnixSocket();
        sockets.accept(socket);
        try {
            socket.connectTo(server.node().host());
            return socket;
        } catch (IOException e) {
            close(socket);
            throw e;
        }
    }

    private Socket connectToHost() throws IOException {
        Node node = server.node();
        TlsSettings tls = server.tls();
        IOException failure = null;
        for (InetAddress host : names.addresses(node.host(), timeoutMillis)) {
            Socket socket = new Socket();
            sockets.accept(socket);
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.connect(new InetSocketAddress(host, node.port()), timeoutMillis);
                socket.setSoTimeout(timeoutMillis);
                return tls == null ? socket : new TlsSockets(tls).over(socket, node);
            } catch (IOException e) {
                close(socket);
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        throw failure == null ? new IOException("the host has no address") : failure;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is of no use any more, open or closed.
        }
    }

    /** The socket of the connection, or null before there is one. */
    @Nullable
    Socket made() {
        return made;
    }
}
