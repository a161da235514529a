package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A server of a test's own, on a port of this machine: it answers each command as the test has it, and where the test leaves that to
 * it, it lets everybody in as Redis does and finds everything well.
 */
final class LoopbackServer implements AutoCloseable {

    static final String OK = "+OK\r\n";
    static final String NOTHING = "$-1\r\n";
    /** The end of the connection, in the place of a reply. */
    static final String HANG_UP = "hang up";
    /** No reply at all. */
    static final String SILENCE = "";

    /** Gives the bytes of a reply, or null for that of Redis. */
    @FunctionalInterface
    interface Answers {
        @Nullable
        String to(String command);
    }

    private final String role;
    private final Answers answers;
    private final ServerSocket listening;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger open = new AtomicInteger();
    private final Thread acceptor;

    /** One that says that it is a master. */
    LoopbackServer(Answers answers) {
        this("master", answers);
    }

    LoopbackServer(String role, Answers answers) {
        this.role = role;
        this.answers = answers;
        try {
            this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        this.acceptor = start(this::accept);
    }

    static String string(String text) {
        return "$" + text.length() + "\r\n" + text + "\r\n";
    }

    private static Thread start(Runnable task) {
        Thread thread = new Thread(task, "test-loopback-server");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    Node node() {
        return new Node("127.0.0.1", listening.getLocalPort());
    }

    /** The commands that came, in their order, with spaces between their parts. */
    List<String> received() {
        return received;
    }

    long received(String command) {
        return received.stream().filter(command::equals).count();
    }

    /** How many connections there were. */
    int accepted() {
        return sockets.size();
    }

    /** How many connections there are. */
    int open() {
        return open.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = listening.accept();
                sockets.add(socket);
                open.incrementAndGet();
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // It was closed.
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            ReplyReader commands = new ReplyReader(socket.getInputStream()); // a command has the form of a reply
            while (true) {
                String command = text(commands.read());
                received.add(command);
                String told = answers.to(command);
                String answer = told == null ? answerOfRedis(command) : told;
                if (answer.equals(HANG_UP)) {
                    return;
                }
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            }
        } catch (IOException e) {
            // The other side has gone.
        } finally {
            open.decrementAndGet();
        }
    }

    private static String text(@Nullable Object command) {
        List<String> parts = new ArrayList<>();
        for (Object part : (List<?>) command) {
            parts.add(new String((byte[]) part, ISO_8859_1));
        }
        return String.join(" ", parts);
    }

    private String answerOfRedis(String command) {
        if (command.startsWith("HELLO")) {
            return "*8\r\n" + string("server") + string("redis") + string("version") + string("8.0.0") + string("proto")
                    + (command.startsWith("HELLO 3") ? ":3\r\n" : ":2\r\n") + string("role") + string(role);
        }
        return command.equals("CLIENT INFO") ? string("id=7 addr=127.0.0.1:1 laddr=127.0.0.1:2") : OK;
    }

    /** Nobody gets in afterwards. */
    @Override
    public void close() {
        try {
            listening.close();
            acceptor.join(); // until it knows of that, it may accept somebody
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
