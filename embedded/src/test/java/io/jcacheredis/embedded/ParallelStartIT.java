package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that start at the same time, in one JVM and in several, get in nobody's way. */
class ParallelStartIT {

    @Test
    void twoJvmsStartTwentyServersEach_afterExtractingTheProgramAtOnce(@TempDir Path temp) throws Exception {
        List<String> options = List.of("-Djava.io.tmpdir=" + temp, "-D" + TestRedis.PROPERTY + "=embedded");
        try (ChildJvm one = ChildJvm.start(ServersMain.class, options, "20");
                ChildJvm two = ChildJvm.start(ServersMain.class, options, "20")) {
            List<ServersMain.Started> servers = new ArrayList<>(ServersMain.Started.readFrom(one, 20));
            servers.addAll(ServersMain.Started.readFrom(two, 20));

            assertThat(servers).extracting(ServersMain.Started::port).doesNotHaveDuplicates();
            assertThat(servers).extracting(ServersMain.Started::pid).doesNotHaveDuplicates();
            assertThat(servers)
                    .allSatisfy(server -> assertThat(pidBehind(server.port())).isEqualTo(server.pid()));

            one.endInput();
            two.endInput();
            assertThat(one.awaitEnd()).isZero();
            assertThat(two.awaitEnd()).isZero();
            assertOnlyTheProgramIsLeft(temp);
        }
    }

    @Test
    void portTakenByAnotherServer_nextOneIsTried(@TempDir Path temp) {
        int free = portOfAServerThatHasEnded();
        try (EmbeddedRedis other = EmbeddedRedis.start()) {
            Iterator<Integer> ports = List.of(other.port(), other.port(), free).iterator();
            ServerSettings settings = new ServerSettings(
                    ServerChoice.current().program(),
                    OptionalInt.empty(),
                    null,
                    ServerSettings.Role.SERVER,
                    "",
                    List.of(),
                    Duration.ofSeconds(20));

            Launcher.Running running = new Launcher(settings, temp, ports::next).launch();
            try {
                assertThat(running.port()).isEqualTo(free);
                assertThat(pidBehind(running.port()))
                        .isEqualTo(running.process().pid());
                assertThat(pidBehind(other.port())).isEqualTo(other.pid());
            } finally {
                running.process().kill();
            }
        }
    }

    private static int portOfAServerThatHasEnded() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            return redis.port();
        }
    }

    private static long pidBehind(int port) {
        return Long.parseLong(Clients.ask(ServerSettings.HOST, port, null, jedis -> Clients.info(jedis, "server"))
                .get("process_id"));
    }

    private static void assertOnlyTheProgramIsLeft(Path temp) throws Exception {
        try (Stream<Path> files = Files.walk(temp)) {
            assertThat(files.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(file -> assertThat(file.getFileName().toString()).startsWith("redis-server-7.0.15-"));
        }
    }
}
