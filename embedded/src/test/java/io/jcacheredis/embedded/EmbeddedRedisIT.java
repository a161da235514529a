package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class EmbeddedRedisIT {

    @Test
    void start_answersAtItsUri() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Jedis jedis = new Jedis(redis.uri())) {
            assertThat(redis.uri()).hasToString("redis://127.0.0.1:" + redis.port());
            assertThat(jedis.set("k", "v")).isEqualTo("OK");
            assertThat(Clients.info(jedis, "server")).containsEntry("process_id", Long.toString(redis.pid()));
        }
    }

    @Test
    void start_listensOnLoopbackOnlyAndSavesNothing() {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Jedis jedis = new Jedis(redis.uri())) {
            assertThat(jedis.configGet("bind")).containsEntry("bind", "127.0.0.1");
            assertThat(jedis.configGet("save")).containsEntry("save", "");
            assertThat(jedis.configGet("appendonly")).containsEntry("appendonly", "no");
        }
    }

    @Test
    void close_endsProcessAndDeletesFolder_twiceIsOnce() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        Path folder = folderOf(redis);
        assertThat(folder).isDirectory();

        redis.close();
        redis.close();

        assertThat(redis.isRunning()).isFalse();
        assertThat(ProcessHandle.of(redis.pid())).isEmpty();
        assertThat(folder).doesNotExist();
    }

    @Test
    void close_leavesNoWatcherBehind() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        String folder = folderOf(redis).toString();
        assertThat(processesNaming(folder)).isNotEmpty();

        redis.close();

        await().until(() -> processesNaming(folder).isEmpty());
    }

    @Test
    void close_interruptedThread_endsProcessAndStaysInterrupted() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        Thread.currentThread().interrupt();

        redis.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(redis.isRunning()).isFalse();
    }

    @Test
    void userOfTheProperty_isThereAfterARestartToo(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("user.acl"), "app on >secret\n~a:* -@all +get\n");
        String before = System.setProperty(EmbeddedRedis.USER_PROPERTY, file.toString());
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.restart();
            try (Jedis app = new Jedis(redis.host(), redis.port())) {
                app.auth("app", "secret");
                assertThat(app.get("a:b")).isNull();
                assertThatThrownBy(() -> app.set("a:b", "1")).isInstanceOf(JedisAccessControlException.class);
            }
        } finally {
            if (before == null) {
                System.clearProperty(EmbeddedRedis.USER_PROPERTY);
            } else {
                System.setProperty(EmbeddedRedis.USER_PROPERTY, before); // that of the whole run
            }
        }
    }

    @Test
    void restart_samePortOtherProcessEmpty() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            int port = redis.port();
            long pid = redis.pid();
            redis.ask(jedis -> jedis.set("k", "v"));

            redis.restart();

            assertThat(redis.port()).isEqualTo(port);
            assertThat(redis.pid()).isNotEqualTo(pid);
            assertThat(redis.<String>ask(jedis -> jedis.get("k"))).isNull();
        }
    }

    @Test
    void restart_afterStopAndAfterKill_runsAgain() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.stop();
            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(() -> redis.ask(Jedis::ping)).isInstanceOf(JedisConnectionException.class);
            redis.restart();
            assertThat(redis.<String>ask(Jedis::ping)).isEqualTo("PONG");

            redis.kill();
            assertThat(redis.isRunning()).isFalse();
            redis.restart();
            assertThat(redis.<String>ask(Jedis::ping)).isEqualTo("PONG");
        }
    }

    @Test
    void restart_closed_throws() {
        EmbeddedRedis redis = EmbeddedRedis.start();
        redis.close();

        assertThatThrownBy(redis::restart)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void serverThatEndsByItself_isSeen() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            assertThatThrownBy(() -> redis.ask(jedis -> {
                        jedis.shutdown();
                        return jedis.ping();
                    }))
                    .isInstanceOf(JedisConnectionException.class);
            await().until(() -> !redis.isRunning());
        }
    }

    @Test
    void pause_answersNothingUntilResume() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start();
                Jedis jedis = new Jedis(redis.uri(), 200)) {
            assertThat(jedis.ping()).isEqualTo("PONG");

            redis.pause();
            assertThat(redis.isRunning()).isTrue();
            assertThatThrownBy(jedis::ping).isInstanceOf(JedisConnectionException.class);

            redis.resume();
            assertThat(redis.<String>ask(Jedis::ping)).isEqualTo("PONG");
        }
    }

    @Test
    void pausedServer_canBeStopped() {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.pause();

            redis.stop();

            assertThat(redis.isRunning()).isFalse();
            assertThatThrownBy(redis::pause).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void password_isInUriAndNeeded() {
        try (EmbeddedRedis redis =
                        EmbeddedRedis.builder().password("s3cret/ +:@é").start();
                Jedis jedis = new Jedis(redis.uri());
                Jedis stranger = new Jedis(redis.host(), redis.port())) {
            assertThat(jedis.ping()).isEqualTo("PONG");
            assertThatThrownBy(stranger::ping)
                    .isInstanceOf(JedisDataException.class)
                    .hasMessageContaining("NOAUTH");
            assertThat(redis.flush()).isTrue();
            assertThat(redis.toString()).doesNotContain("s3cret");
        }
    }

    @Test
    void serverThatDoesNotLetUsAsk_isReadyByItsLog(@TempDir Path folder) throws IOException {
        Path users = Files.writeString(folder.resolve("users.acl"), "user default off\nuser app on >pw ~* +@all\n");
        try (EmbeddedRedis redis = EmbeddedRedis.builder()
                        .arguments("--aclfile", users.toString())
                        .start();
                Jedis jedis = new Jedis(redis.host(), redis.port())) {
            assertThat(jedis.auth("app", "pw")).isEqualTo("OK");
        }
    }

    @Test
    void arguments_reachTheServerAndWinOverDefaults() {
        try (EmbeddedRedis redis = EmbeddedRedis.builder()
                        .arguments("--enable-debug-command", "local", "--notify-keyspace-events", "Ex")
                        .arguments("--appendonly", "yes")
                        .start();
                Jedis jedis = new Jedis(redis.uri())) {
            assertThat(jedis.configGet("notify-keyspace-events")).containsEntry("notify-keyspace-events", "xE");
            assertThat(jedis.configGet("appendonly")).containsEntry("appendonly", "yes");
            assertThat(jedis.configGet("enable-debug-command")).containsEntry("enable-debug-command", "local");
        }
    }

    @Test
    void badArgument_failsWithWhatTheServerPrinted() {
        assertThatThrownBy(() -> EmbeddedRedis.builder()
                        .arguments("--no-such-thing", "1")
                        .start())
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("exit code 1")
                .hasMessageContaining("no-such-thing");
    }

    @Test
    void takenPort_failsAndForeignServerIsNotTakenForOurs() {
        try (EmbeddedRedis foreign = EmbeddedRedis.start()) {
            assertThatThrownBy(
                            () -> EmbeddedRedis.builder().port(foreign.port()).start())
                    .isInstanceOf(EmbeddedRedisException.class)
                    .hasMessageContaining("port " + foreign.port() + " is taken");
            assertThat(foreign.<String>ask(Jedis::ping)).isEqualTo("PONG");
        }
    }

    @Test
    void restart_portTakenMeanwhile_fails() throws IOException {
        try (EmbeddedRedis redis = EmbeddedRedis.start()) {
            redis.stop();
            try (ServerSocket thief = new ServerSocket(redis.port(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(thief.isBound()).isTrue();
                assertThatThrownBy(redis::restart)
                        .isInstanceOf(EmbeddedRedisException.class)
                        .hasMessageContaining("taken");
            }
            redis.restart();
            assertThat(redis.<String>ask(Jedis::ping)).isEqualTo("PONG");
        }
    }

    @Test
    void programThatNeverAnswers_timesOutWithItsOutput(@TempDir Path folder) throws IOException {
        Path program = Programs.script(
                folder.resolve("redis-server"),
                "[ \"$1\" = --version ] && { echo 'Redis server v=1.2.3 sha=0'; exit; }",
                "echo it hangs",
                "exec sleep 600");
        assertThatThrownBy(() -> EmbeddedRedis.builder()
                        .program(program.toString())
                        .startTimeout(Duration.ofMillis(300))
                        .start())
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("redis 1.2.3")
                .hasMessageContaining("not ready after 0.3 s")
                .hasMessageContaining("it hangs");
    }

    @Test
    void program_commandLineWithLeadingWords() {
        String server = ServerProgramFinder.ofThisMachine().find().command().get(0);
        try (EmbeddedRedis redis = EmbeddedRedis.builder()
                .program("/usr/bin/env", "LANG=C", server)
                .start()) {
            assertThat(redis.<String>ask(Jedis::ping)).isEqualTo("PONG");
            assertThat(redis.description()).endsWith("(" + server + ")");
        }
    }

    @Test
    void builder_startsSeveralServers() {
        EmbeddedRedis.Builder builder = EmbeddedRedis.builder().password("p");
        try (EmbeddedRedis first = builder.start();
                EmbeddedRedis second = builder.start()) {
            assertThat(first.port()).isNotEqualTo(second.port());
        }
    }

    private static Path folderOf(EmbeddedRedis redis) {
        return Path.of(redis.<String>ask(jedis -> jedis.configGet("dir").get("dir")));
    }

    private static List<ProcessHandle> processesNaming(String argument) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .arguments()
                        .map(List::of)
                        .orElse(List.of())
                        .contains(argument))
                .toList();
    }
}
