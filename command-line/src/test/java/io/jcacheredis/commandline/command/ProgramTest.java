package io.jcacheredis.commandline.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.commandline.Cli;
import io.jcacheredis.commandline.Cli.Result;
import io.jcacheredis.commandline.Surroundings;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProgramTest {

    @Test
    void help_namesCommandsAndExitCodes() {
        Result help = Cli.with().run("--help");

        assertThat(help.code()).isZero();
        assertThat(help.out())
                .contains("doctor", "caches", "stats", "top", "keys", "get", "ttl", "purge", "clear", "export", "warm")
                .contains("Exit codes:", "Redis can't be reached");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "doctor",
                "caches",
                "stats",
                "top",
                "keys",
                "get",
                "ttl",
                "purge",
                "clear",
                "export",
                "warm",
                "version",
                "completion"
            })
    void help_ofEachCommand_isThere(String command) {
        Result help = Cli.with().run(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains("Usage: jcache-redis " + command);
    }

    @Test
    void helpAsAWord_isTheSame() {
        assertThat(Cli.with().run("help")).isEqualTo(Cli.with().run("--help"));
        assertThat(Cli.with().run("help", "purge")).isEqualTo(Cli.with().run("purge", "--help"));
        Result unknown = Cli.with().run("help", "prge");
        assertThat(unknown.code()).isEqualTo(2);
        assertThat(unknown.out()).isEmpty();
        assertThat(unknown.err()).contains("There is no command 'prge'", "See jcache-redis help --help");
    }

    @Test
    void noCommand_isMisuseAndShowsHelp() {
        Result result = Cli.with().run();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Usage: jcache-redis");
    }

    @Test
    void version_isToldForPeopleAndPrograms() {
        assertThat(Cli.with().run("version").out()).matches("jcache-redis \\S+ \\(Java \\S+\\)\n");
        assertThat(Cli.with("--json").run("version").json().path("version").stringValue())
                .isNotEmpty();
        assertThat(Cli.with().run("--version").out()).startsWith("jcache-redis ");
    }

    @Test
    void completion_isAScriptOfTheProgram() {
        Result result = Cli.with().run("completion");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("complete -F _complete_jcache-redis", "--dry-run");
    }

    @Test
    void misuse_isStatus2_alsoInJson() {
        assertThat(Cli.with().run("get", "a").code()).isEqualTo(2);
        assertThat(Cli.with().run("purge", "a").err()).contains("--pattern", "--tag", "jcache-redis purge --help");
        Result json = Cli.with("--json").run("ttl");
        assertThat(json.code()).isEqualTo(2);
        assertThat(json.out()).isEmpty();
        assertThat(json.err()).contains("{\"error\":{\"status\":\"usage\",\"exitCode\":2,");
    }

    @Test
    void charactersThatTheLocaleHasNot_areToldAndNotLookedFor() {
        Result text = Cli.with().run("get", "names", "\ufffd\ufffd");
        Result json = Cli.with("--json").run("get", "names", "\ufffd");

        assertThat(text.code()).isEqualTo(2);
        assertThat(text.err()).contains("Set LC_ALL=C.UTF-8");
        assertThat(json.code()).isEqualTo(2);
        assertThat(json.err()).contains("{\"error\":{\"status\":\"usage\"");
    }

    @Test
    void messages_canDoNothingToATerminal() {
        Result result = Cli.with().run("get", "a", "b", "c\u009b2J\u001b[2J\u202e");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("c\\u009b2J\\u001b[2J\\u202e");
        assertThat(Cli.with("--json").run("get", "a", "b", "c\u009b2J").err()).contains("c\\u009b2J");
    }

    @Test
    void outputThatNobodyTakes_isStatus1() {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("no space is left");
            }
        };

        int code = Program.run(
                new Surroundings(
                        Map.of(),
                        InputStream.nullInputStream(),
                        new PrintStream(full, false, UTF_8),
                        new PrintStream(err, true, UTF_8),
                        new Cli.Fixed(false, false, false, 80, 24, "")),
                "version");

        assertThat(code).isEqualTo(1);
        assertThat(err.toString(UTF_8)).contains("The output can't be written");
    }

    @ParameterizedTest
    @ValueSource(strings = {"get", "--json", "doctor"})
    void strangeArguments_passwordsAreNotRepeated(String command) {
        Result result =
                Cli.with().run(command, "a", "b", "redis://me:sEcReT@host", "me:sEcReT@host", "--x=redis://:sEcReT@h");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.all()).doesNotContain("sEcReT");
    }

    @Test
    void configurationWithMistakes_isStatus2WithAllOfThem() {
        Result result = Cli.with("--url", "redis://:sEcReT@host:port", "--timeout", "soon")
                .run("ttl", "a", "b");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .contains(
                        "\n  - --url: The Redis URL must have the form redis[s]://[[user]:password@]host[:port][/database]",
                        "\n  - --timeout: is 'soon'")
                .doesNotContain("sEcReT", "property");
        assertThat(Cli.with()
                        .in(Map.of("REDIS_URL", "redis://sEcReT@host"))
                        .run("ttl", "a", "b")
                        .err())
                .contains("environment variable REDIS_URL: ", "a password alone is written :password@host")
                .doesNotContain("sEcReT");
    }

    @Test
    void doctor_wrongOption_isNotTheApplications() {
        Result result = Cli.with("--url", "redis://:sEcReT@host:port").run("doctor");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out())
                .contains("PROBLEM --url: ", "redis[s]://[[user]:password@]host", "an option of this program")
                .doesNotContain("sEcReT");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "get c k",
                "ttl c k",
                "keys c",
                "caches",
                "caches --no-count",
                "stats",
                "top",
                "doctor",
                "purge c --pattern x --yes",
                "purge c --tag x --yes",
                "clear c --yes",
                "export c",
                "warm c"
            })
    void redisAway_isStatus3_withoutThePassword(String command) {
        Cli cli = Cli.with().in(Map.of("REDIS_URL", "redis://me:sEcReT@127.0.0.1:1"));

        Result result = cli.run(command.split(" ", -1));

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.all()).contains("127.0.0.1:1", "can't be reached").doesNotContain("sEcReT");
        assertThat(cli.run((command + " --json").split(" ", -1)).all()).doesNotContain("sEcReT");
    }
}
