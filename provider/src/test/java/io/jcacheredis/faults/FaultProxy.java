package io.jcacheredis.faults;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * Stands between clients and a Redis and does what networks do: holds bytes and lets them go later, even after the client has
 * gone, stops reading, cuts a connection after any byte, resets it, repeats what it carries, or changes the order of
 * what a server tells.
 */
public final class FaultProxy implements AutoCloseable {

    /** The way of the bytes. */
    public enum Way {
        TO_SERVER,
        TO_CLIENT
    }

    private final InetSocketAddress server;
    private final ServerSocket listening;
    private final List<Carrier> carriers = new CopyOnWriteArrayList<>();
    private final Map<Way, Carrier.Mode> modes = new EnumMap<>(Way.class);
    private volatile boolean refusing;

    /** A proxy of that Redis which carries everything as it is. */
    public FaultProxy(URI redis) throws IOException {
        this.server = new InetSocketAddress(InetAddress.getLoopbackAddress(), redis.getPort());
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        for (Way way : Way.values()) {
            modes.put(way, Carrier.Mode.PASS);
        }
        start(this::accept);
    }

    private static void start(Runnable task) {
        Thread thread = new Thread(task, "fault-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    /** Where clients find it. */
    public URI uri() {
        return URI.create("redis://127.0.0.1:" + listening.getLocalPort());
    }

    private void accept() {
        try {
            while (true) {
                Socket client = listening.accept();
                if (refusing) {
                    Carrier.reset(client);
                } else {
                    connect(client);
                }
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void connect(Socket client) throws IOException {
        Socket upstream = new Socket();
        try {
            upstream.connect(server, 5_000);
        } catch (IOException e) {
            Carrier.reset(client);
            return;
        }
        client.setTcpNoDelay(true);
        upstream.setTcpNoDelay(true);
        carry(new Carrier(Way.TO_SERVER, client, upstream, mode(Way.TO_SERVER)));
        carry(new Carrier(Way.TO_CLIENT, upstream, client, mode(Way.TO_CLIENT)));
    }

    private Carrier.Mode mode(Way way) {
        return Objects.requireNonNull(modes.get(way));
    }

    private void carry(Carrier carrier) {
        carriers.add(carrier);
        start(() -> {
            carrier.run();
            carriers.remove(carrier);
        });
    }

    private void forAll(Way way, Consumer<Carrier> action) {
        carriers.stream().filter(carrier -> carrier.way() == way).forEach(action);
    }

    private void setMode(Way way, Carrier.Mode mode) {
        modes.put(way, mode);
        forAll(way, carrier -> carrier.setMode(mode));
    }

    /** Keeps what comes from now on; it is read, so that the sender sees nothing of it. */
    public void hold(Way way) {
        setMode(way, Carrier.Mode.HOLD);
    }

    /** Reads nothing more, so that the sender is held up when the buffers between are full. */
    public void stopReading(Way way) {
        setMode(way, Carrier.Mode.STOP);
    }

    /** Carries everything as it is on connections that are made from now on. */
    public void passOnNewConnections(Way way) {
        modes.put(way, Carrier.Mode.PASS);
    }

    /** Carries what was kept, and everything as it is from now on. */
    public void pass(Way way) {
        setMode(way, Carrier.Mode.PASS);
    }

    /**
     * Keeps what comes on one of the present connections from now on, so that what the others carry overtakes it.
     *
     * @param which a number by which one is chosen, at least 0
     */
    public void holdOne(Way way, int which) {
        List<Carrier> present =
                carriers.stream().filter(carrier -> carrier.way() == way).toList();
        if (!present.isEmpty()) {
            present.get(which % present.size()).setMode(Carrier.Mode.HOLD);
        }
    }

    /** Carries what was kept, with the messages by which the server tells of changes in reverse order, and everything as it is from now on. */
    public void passReversed(Way way) {
        modes.put(way, Carrier.Mode.PASS);
        forAll(way, carrier -> {
            carrier.reverse();
            carrier.setMode(Carrier.Mode.PASS);
        });
    }

    /** Carries that many more bytes on each present connection and resets it before the next one. */
    public void cutAfter(Way way, int bytes) {
        forAll(way, carrier -> carrier.cutAfter(bytes));
    }

    /** Carries what comes next twice, on each present connection. */
    public void repeatOnce(Way way) {
        forAll(way, Carrier::repeatOnce);
    }

    /** Resets all connections, and refuses new ones while it is told to. */
    public void refuse(boolean refuse) {
        refusing = refuse;
        if (refuse) {
            carriers.forEach(Carrier::close);
        }
    }

    /** The number of connections to the Redis. */
    public long connections() {
        return carriers.stream()
                .filter(carrier -> carrier.way() == Way.TO_SERVER)
                .count();
    }

    @Override
    public void close() throws IOException {
        listening.close();
        carriers.forEach(Carrier::close);
    }
}
