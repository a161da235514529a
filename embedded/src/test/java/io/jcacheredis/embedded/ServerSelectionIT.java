package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Jedis;

/** Runs with whichever server the build was told to use. */
class ServerSelectionIT {

    private static final ServerProgramFinder FINDER = ServerProgramFinder.ofThisMachine();

    @Test
    void shared_isOneThatCloseDoesNotEnd() {
        TestRedis shared = TestRedis.shared();

        shared.close();

        assertThat(TestRedis.shared()).isSameAs(shared);
        assertThat(Clients.<String>ask(shared.uri(), Jedis::ping)).isEqualTo("PONG");
    }

    @Test
    void description_isWhatTheServerSays() {
        try (TestRedis redis = TestRedis.start()) {
            String product = Clients.ask(redis.uri(), jedis -> Clients.product(Clients.info(jedis, "server")));

            assertThat(redis.description()).startsWith(product + " (").endsWith(")");
            System.out.println("The tests use " + redis.description());
        }
    }

    @Test
    void embedded_isTheBundledServer() {
        try (TestRedis redis = ServerChoice.parse("embedded", FINDER, Map.of()).start()) {
            assertThat(redis).isInstanceOf(EmbeddedRedis.class);
            assertThat(redis.description()).isEqualTo("redis 7.0.15 (embedded)");
            Clients.ask(redis.uri(), jedis -> jedis.set("k", "v"));
            assertThat(redis.flush()).isTrue();
            assertThat(Clients.<Long>ask(redis.uri(), Jedis::dbSize)).isZero();
        }
    }

    @Test
    void commandLine_isRun() {
        String program = FINDER.find().command().get(0);
        try (TestRedis redis = ServerChoice.parse("/usr/bin/env LANG=C " + program, FINDER, Map.of())
                .start()) {
            assertThat(redis.description()).isEqualTo("redis 7.0.15 (" + program + ")");
            assertThat(Clients.<String>ask(redis.uri(), Jedis::ping)).isEqualTo("PONG");
        }
    }

    @Test
    void url_isNeitherFlushedNorEnded() {
        try (EmbeddedRedis server = EmbeddedRedis.builder().password("p w").start()) {
            server.ask(jedis -> jedis.set("k", "v"));

            TestRedis redis = ServerChoice.parse(server.uri().toString(), FINDER, Map.of())
                    .start();
            assertThat(redis.flush()).isFalse();
            redis.close();

            assertThat(redis.uri()).isEqualTo(server.uri());
            assertThat(redis.description()).endsWith("(127.0.0.1:" + server.port() + ")");
            assertThat(server.<String>ask(jedis -> jedis.get("k"))).isEqualTo("v");
        }
    }

    @Test
    void noProgram_redisUrlOfTheEnvironmentIsUsedAndNotFlushed(@TempDir Path temp) {
        ServerProgramFinder nothing = new ServerProgramFinder(
                new Platform("Plan 9", "mips"), name -> null, new ExecutableCache(temp), List.of());
        try (EmbeddedRedis server = EmbeddedRedis.start()) {
            Map<String, String> environment = Map.of(ServerChoice.REDIS_URL, server.uri() + " ");

            TestRedis redis =
                    ServerChoice.parse("embedded", nothing, environment).start();

            assertThat(redis.uri()).isEqualTo(server.uri());
            assertThat(redis.flush()).isFalse();
        }
    }

    @Test
    void container_withoutTestcontainers_saysWhatIsMissing() throws Exception {
        try (ChildJvm jvm = ChildJvm.startWithout("testcontainers", ContainerMain.class)) {
            assertThat(jvm.readLine())
                    .startsWith("EmbeddedRedisException")
                    .contains("container:redis:7.2-alpine")
                    .contains("org.testcontainers:testcontainers")
                    .contains("-Predis-container");
        }
    }

    /** Asks for a container and prints why there is none. */
    static final class ContainerMain {

        private ContainerMain() {}

        public static void main(String[] args) {
            try (TestRedis redis = ServerChoice.parse("container:redis:7.2-alpine", FINDER, Map.of())
                    .start()) {
                System.out.println(redis.description());
            } catch (EmbeddedRedisException e) {
                System.out.println(e.getClass().getSimpleName() + ": " + e.getMessage());
            }
        }
    }
}
