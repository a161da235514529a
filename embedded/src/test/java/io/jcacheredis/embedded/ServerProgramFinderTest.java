package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerProgramFinderTest {

    private static final Platform LINUX = new Platform("Linux", "amd64");
    private static final Platform UNKNOWN = new Platform("Plan 9", "mips");

    @TempDir
    Path temp;

    @Test
    void bundledProgram_isTakenFirst() throws IOException {
        Programs.server(temp.resolve("bin/redis-server"), "Redis", "9.9.9");

        ServerProgram found = finder(LINUX, bundled("echo 'Redis server v=7.0.15 sha=0'"), temp.resolve("bin"))
                .find();

        assertThat(found.description()).isEqualTo("redis 7.0.15 (embedded)");
    }

    @Test
    void noBundledProgram_redisServerOnThePathBeforeValkeyServer() throws IOException {
        Programs.server(temp.resolve("bin1/valkey-server"), "Valkey", "9.1.2");
        Path redis = Programs.server(temp.resolve("bin2/redis-server"), "Redis", "8.0.6");

        ServerProgram found = finder(UNKNOWN, name -> null, temp.resolve("bin1"), temp.resolve("bin2"))
                .find();

        assertThat(found.description()).isEqualTo("redis 8.0.6 (" + redis + ")");
    }

    @Test
    void onlyValkeyServerOnThePath_isTaken() throws IOException {
        Path valkey = Programs.server(temp.resolve("bin/valkey-server"), "Valkey", "9.1.2");

        ServerProgram found = finder(UNKNOWN, name -> null, temp.resolve("bin")).find();

        assertThat(found.description()).isEqualTo("valkey 9.1.2 (" + valkey + ")");
    }

    @Test
    void bundledProgramThatCannotBeRun_fallsBackToThePath() throws IOException {
        Programs.server(temp.resolve("bin/redis-server"), "Redis", "8.0.6");

        ServerProgram found =
                finder(LINUX, bundled("exit 1"), temp.resolve("bin")).find();

        assertThat(found.version()).isEqualTo("8.0.6");
    }

    @Test
    void cacheThatCannotBeUsed_fallsBackToThePath() throws IOException {
        Programs.server(temp.resolve("bin/redis-server"), "Redis", "8.0.6");
        Path file = Files.createFile(temp.resolve("cache"));
        ServerProgramFinder finder = new ServerProgramFinder(
                LINUX, bundled("true"), new ExecutableCache(file), List.of(temp.resolve("bin")));

        assertThat(finder.find().version()).isEqualTo("8.0.6");
    }

    @Test
    void nothing_saysWhatWasTriedAndWhatToDo() throws IOException {
        Path broken = Programs.script(temp.resolve("bin/redis-server"), "echo no server");

        assertThatThrownBy(
                        () -> finder(UNKNOWN, name -> null, temp.resolve("bin")).find())
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("there is none for Plan 9 mips")
                .hasMessageContaining(broken + ": can't be run: it doesn't call itself")
                .hasMessageContaining("valkey-server: not on the PATH")
                .hasMessageContaining("REDIS_URL")
                .hasMessageContaining("jcache.redis.test.server");
    }

    @Test
    void jarWithoutProgram_isSaid() {
        assertThatThrownBy(() -> finder(LINUX, name -> null).find())
                .hasMessageContaining("redis-server-7.0.15-linux-amd64: not on the class path");
    }

    @Test
    void failure_isNotKept() throws IOException {
        ServerProgramFinder finder = finder(UNKNOWN, name -> null, temp.resolve("bin"));
        assertThatThrownBy(finder::find).isInstanceOf(EmbeddedRedisException.class);
        Programs.server(temp.resolve("bin/redis-server"), "Redis", "8.0.6");

        assertThat(finder.find().version()).isEqualTo("8.0.6");
        assertThat(finder.find()).isSameAs(finder.find());
    }

    private ServerProgramFinder finder(Platform platform, Function<String, InputStream> resources, Path... path) {
        return new ServerProgramFinder(platform, resources, new ExecutableCache(temp.resolve("cache")), List.of(path));
    }

    private static Function<String, InputStream> bundled(String script) {
        return name -> new ByteArrayInputStream(("#!/bin/sh\n" + script + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
