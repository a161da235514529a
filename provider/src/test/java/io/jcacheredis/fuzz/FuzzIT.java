package io.jcacheredis.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs all targets in one JVM for a moment; or those that {@code -Dfuzz.target} names, each in its own, for as long as
 * {@code -Dfuzz.runs} says: see {@code docs/testing.md}.
 */
@Timeout(value = 1, unit = TimeUnit.DAYS)
class FuzzIT {

    private static final Path WORK = Path.of(System.getProperty("fuzz.work", "target/fuzz"));

    static List<FuzzTarget> targets() {
        return FuzzTarget.of(System.getProperty("fuzz.target", "all"));
    }

    @ParameterizedTest
    @MethodSource("targets")
    void noInput_breaksIt(FuzzTarget target) throws Exception {
        long runs = Long.getLong("fuzz.runs", 20_000);
        FuzzJvm jvm = new FuzzJvm(target, WORK);
        int exit = jvm.run(jvm.command(runs));

        assertThat(exit)
                .as(() -> "exit code: an input in " + jvm.findings() + " breaks the target " + target + ", as "
                        + jvm.output() + " tells; replay it in the folder of the provider by\n"
                        + String.join(" ", jvm.replay("FILE")))
                .isZero();
        assertThat(jvm.printed()).contains("Done " + runs + " runs");
    }
}
