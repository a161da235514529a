package io.jcacheredis.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/** Speaks TLS with clients and passes on what they say to a Redis that does not. */
public final class TlsProxy implements AutoCloseable {

    private final URI redis;
    private final SSLServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    /**
     * A proxy of that Redis.
     *
     * @param context with its certificate
     * @param clients whether clients must have a certificate that the context trusts
     */
    public TlsProxy(URI redis, SSLContext context, boolean clients) throws IOException {
        this.redis = redis;
        this.listening = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        listening.setNeedClientAuth(clients);
        start(this::accept);
    }

    /** Where clients find it. */
    public int port() {
        return listening.getLocalPort();
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "tls-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                Socket server = new Socket(InetAddress.getLoopbackAddress(), redis.getPort());
                sockets.add(client);
                sockets.add(server);
                start(() -> carry(client, server));
                start(() -> carry(server, client));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private static void carry(Socket from, Socket to) {
        try (from;
                to) {
            from.getInputStream().transferTo(to.getOutputStream());
        } catch (IOException e) {
            // the other way ended
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
        for (Socket socket : sockets) {
            socket.close();
        }
    }
}
