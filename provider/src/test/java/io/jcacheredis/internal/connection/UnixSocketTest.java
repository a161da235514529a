package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Unix domain socket as Jedis and the lanes see it, with a server in the same thread at its other end. */
class UnixSocketTest {

    private Path folder;
    private Path path;
    private ServerSocketChannel listening;
    private UnixSocket socket;

    @BeforeEach
    void open() throws IOException {
        // Not a @TempDir: the path of a socket may have a hundred bytes or so.
        folder = Files.createTempDirectory("jcr");
        path = folder.resolve("s");
        listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(path));
        socket = new UnixSocket();
    }

    @AfterEach
    void close() throws IOException {
        socket.close();
        listening.close();
        Files.deleteIfExists(path);
        Files.delete(folder);
    }

    private SocketChannel connect() throws IOException {
        socket.connectTo(path.toString());
        return listening.accept();
    }

    @Test
    void state_isThatOfTheChannel() throws IOException {
        assertThat(socket.isConnected()).isFalse();
        assertThat(socket.isBound()).isFalse();
        assertThat(socket.isClosed()).isFalse();

        try (SocketChannel accepted = connect()) {
            assertThat(accepted.isConnected()).isTrue();
            assertThat(socket.isConnected()).isTrue();
            assertThat(socket.isBound()).isTrue();
            assertThat(socket.isClosed()).isFalse();
            assertThat(socket.getSoTimeout()).isZero();
        }

        socket.close();
        assertThat(socket.isClosed()).isTrue();
    }

    @Test
    void singleBytes_areReadWithoutASign_untilTheEnd() throws IOException {
        try (SocketChannel server = connect()) {
            server.write(ByteBuffer.wrap(new byte[] {0, 127, -128, -1}));
        }
        InputStream in = socket.getInputStream();

        assertThat(new int[] {in.read(), in.read(), in.read(), in.read(), in.read(), in.read()})
                .containsExactly(0, 127, 128, 255, -1, -1);
    }

    @Test
    void bytes_areReadWhereTheyBelong() throws IOException {
        byte[] read = new byte[5];
        try (SocketChannel server = connect()) {
            server.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));

            assertThat(socket.getInputStream().read(read, 1, 2)).isEqualTo(2);
        }
        assertThat(read).containsExactly(0, 1, 2, 0, 0);
    }

    @Test
    void bytes_areWrittenFromWhereTheyAre_singleOnesToo() throws IOException {
        try (SocketChannel server = connect()) {
            socket.getOutputStream().write(255);
            socket.getOutputStream().write(new byte[] {1, 2, 3, 4}, 1, 2);
            socket.close();

            ByteBuffer written = ByteBuffer.allocate(10);
            while (server.read(written) >= 0) {
                // until the end
            }
            assertThat(written.flip()).isEqualTo(ByteBuffer.wrap(new byte[] {-1, 2, 3}));
        }
    }

    /** More than the system keeps for a reader that is not there yet. */
    @Test
    void manyBytes_areAllWritten() throws Exception {
        int size = 4 << 20;
        try (SocketChannel server = connect()) {
            FutureTask<Integer> reading = new FutureTask<>(() -> {
                ByteBuffer read = ByteBuffer.allocate(size + 1);
                while (server.read(read) >= 0) {
                    // until the end
                }
                return read.position();
            });
            Thread reader = new Thread(reading);
            reader.setDaemon(true);
            reader.start();

            socket.getOutputStream().write(new byte[size]);
            socket.close();

            assertThat(reading.get(10, TimeUnit.SECONDS)).isEqualTo(size);
        }
    }

    /** It is how the watchdog ends what is late. */
    @Test
    void closing_endsTheReadOfAnotherThread() throws IOException {
        try (SocketChannel accepted = connect()) {
            assertThat(accepted.isOpen()).isTrue();
            FutureTask<Integer> reading =
                    new FutureTask<>(() -> socket.getInputStream().read());
            Thread reader = new Thread(reading);
            reader.setDaemon(true);
            reader.start();

            socket.close();

            assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(IOException.class);
        }
    }
}
