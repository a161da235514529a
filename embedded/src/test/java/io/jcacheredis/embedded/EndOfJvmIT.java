package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No server outlives its JVM, however that ends. */
class EndOfJvmIT {

    @Test
    void jvmKilled_serversAndTheirFilesAreGone() throws Exception {
        try (ChildJvm jvm = ChildJvm.start(ServersMain.class, List.of(), "2")) {
            List<ServersMain.Started> servers = ServersMain.Started.readFrom(jvm, 2);
            assertThat(servers).allMatch(ServersMain.Started::runs).allMatch(server -> listens(server.port()));

            jvm.kill();

            await().untilAsserted(() -> assertGone(servers));
        }
    }

    @Test
    void jvmKilled_pausedServerIsGone() throws Exception {
        try (ChildJvm jvm = ChildJvm.start(ServersMain.class, List.of(), "1", "pause")) {
            List<ServersMain.Started> servers = ServersMain.Started.readFrom(jvm, 1);
            assertThat(servers).allMatch(ServersMain.Started::runs);

            jvm.kill();

            await().untilAsserted(() -> assertGone(servers));
        }
    }

    @Test
    void jvmEndsWithoutClosing_serversAndTheirFilesAreGoneAtOnce() throws Exception {
        try (ChildJvm jvm = ChildJvm.start(ServersMain.class, List.of(), "2")) {
            List<ServersMain.Started> servers = ServersMain.Started.readFrom(jvm, 2);

            jvm.endInput();

            assertThat(jvm.awaitEnd()).isZero();
            assertGone(servers);
        }
    }

    private static void assertGone(List<ServersMain.Started> servers) {
        assertThat(servers).noneMatch(ServersMain.Started::runs).allSatisfy(server -> {
            assertThat(listens(server.port())).isFalse();
            assertThat(server.folder()).doesNotExist();
        });
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (java.io.IOException e) {
            return false;
        }
    }
}
