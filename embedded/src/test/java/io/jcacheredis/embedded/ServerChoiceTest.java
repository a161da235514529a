package io.jcacheredis.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ServerChoiceTest {

    private static final ServerProgramFinder FINDER = ServerProgramFinder.ofThisMachine();

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "embedded"})
    void parse_nothingOrEmbedded(String value) {
        assertThat(parse(value)).isInstanceOf(ServerChoice.Any.class);
    }

    @Test
    void parse_container() {
        assertThat(parse("container:redis:7.2-alpine"))
                .isEqualTo(new ServerChoice.Container("redis:7.2-alpine", FINDER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://localhost:6379", "rediss://:pw@host:1"})
    void parse_url(String value) {
        assertThat(parse(value)).isEqualTo(new ServerChoice.Running(URI.create(value), FINDER));
    }

    @Test
    void parse_commandLine() {
        assertThat(parse("/lib/ld.so --library-path  /lib /bin/redis-server"))
                .isEqualTo(
                        new ServerChoice.Program(List.of("/lib/ld.so", "--library-path", "/lib", "/bin/redis-server")));
    }

    @Test
    void parse_pathWithSpaces(@TempDir Path temp) throws IOException {
        Path program = Programs.server(temp.resolve("a folder/redis-server"), "Redis", "8.0.6");

        ServerChoice choice = parse(program.toString());

        assertThat(choice).isEqualTo(new ServerChoice.Program(List.of(program.toString())));
        assertThat(choice.program().description()).isEqualTo("redis 8.0.6 (" + program + ")");
    }

    @Test
    void start_wordThatIsNothing_saysWhatIsPossible() {
        assertThatThrownBy(() -> parse("embeded").start())
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("embeded can't be run")
                .hasMessageContaining("container:IMAGE");
    }

    @Test
    void start_urlWhereNothingAnswers_saysSoWithoutThePassword() {
        assertThatThrownBy(() -> parse("redis://:s3cret@127.0.0.1:1").start())
                .isInstanceOf(EmbeddedRedisException.class)
                .hasMessageContaining("127.0.0.1:1")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void start_noProgramButRedisUrl_goesThere(@TempDir Path temp) {
        ServerProgramFinder nothing = new ServerProgramFinder(
                new Platform("Plan 9", "mips"), name -> null, new ExecutableCache(temp), List.of());

        assertThatThrownBy(() -> ServerChoice.parse("", nothing, Map.of(ServerChoice.REDIS_URL, "redis://127.0.0.1:1"))
                        .start())
                .hasMessageContaining("No Redis answers at 127.0.0.1:1");
        assertThatThrownBy(() -> ServerChoice.parse("", nothing, Map.of()).start())
                .hasMessageContaining("No Redis server can be started here");
    }

    private static ServerChoice parse(String value) {
        return ServerChoice.parse(value, FINDER, Map.of());
    }
}
