package io.jcacheredis.internal.connection;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.function.Consumer;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Makes the socket of one connection. The one below TLS is shown to a watchdog: closing the one of TLS can wait for a writer
 * that waits for the other side.
 */
final class SocketMaker implements JedisSocketFactory {

    private final RedisAddress address;
    private final int timeoutMillis;
    private final Consumer<Socket> sockets;
    private @Nullable Socket made;

    SocketMaker(RedisAddress address, int timeoutMillis, Consumer<Socket> sockets) {
        this.address = address;
        this.timeoutMillis = timeoutMillis;
        this.sockets = sockets;
    }

    @Override
    public Socket createSocket() {
        try {
            made = connect();
            return made;
        } catch (IOException e) {
            throw new JedisConnectionException("Failed to connect to " + address, e);
        }
    }

    private Socket connect() throws IOException {
        IOException failure = null;
        for (InetAddress host : InetAddress.getAllByName(address.host())) {
            Socket socket = new Socket();
            sockets.accept(socket);
            try {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.connect(new InetSocketAddress(host, address.port()), timeoutMillis);
                socket.setSoTimeout(timeoutMillis);
                return address.tls() ? secured(socket) : socket;
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

    /** Verifies certificate and host name. */
    private Socket secured(Socket socket) throws IOException {
        SSLSocket secured = (SSLSocket) ((SSLSocketFactory) SSLSocketFactory.getDefault())
                .createSocket(socket, address.host(), address.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return secured;
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
