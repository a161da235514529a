package io.jcacheredis.commandline.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.commandline.Cli;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressBarTest {

    private static final Terminal WIDE = new Cli.Fixed(true, true, true, 80, 24, "");
    private static final Terminal NOBODY = new Cli.Fixed(false, false, false, 80, 24, "");

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final PrintStream err = new PrintStream(bytes, true, UTF_8);

    @Test
    void line_halfDone_showsPartAndTimeLeft() {
        try (ProgressBar bar = new ProgressBar(err, WIDE, 1000, false)) {
            assertThat(bar.line(500, "500 keys looked at", Duration.ofSeconds(10)))
                    .isEqualTo("[#########---------] 50 %  500 keys looked at, 10 s left");
            assertThat(bar.line(2000, "2,000 keys looked at", Duration.ofSeconds(10)))
                    .isEqualTo("[##################] 100 %  2,000 keys looked at");
        }
    }

    @Test
    void line_totalUnknown_showsTime() {
        try (ProgressBar bar = new ProgressBar(err, WIDE, 0, false)) {
            assertThat(bar.line(500, "500 entries", Duration.ofSeconds(65))).isEqualTo("500 entries, 1m 5s");
        }
    }

    @Test
    void at_person_drawsAndTakesAway() {
        try (ProgressBar bar = new ProgressBar(err, WIDE, 1000, false)) {
            bar.at(500, "500 keys");
        }
        assertThat(bytes.toString(UTF_8)).startsWith("\r[###").endsWith("\r\u001b[K");
    }

    @Test
    void at_nobodyOrQuiet_drawsNothing() {
        try (ProgressBar bar = new ProgressBar(err, NOBODY, 1000, false);
                ProgressBar quiet = new ProgressBar(err, WIDE, 1000, true)) {
            bar.at(500, "500 keys");
            quiet.at(500, "500 keys");
        }
        assertThat(bytes.toString(UTF_8)).isEmpty();
    }
}
