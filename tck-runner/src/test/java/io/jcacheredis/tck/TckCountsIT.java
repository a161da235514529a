package io.jcacheredis.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.junit.runners.Parameterized;
import org.junit.runners.Parameterized.Parameter;
import org.junit.runners.Parameterized.Parameters;

/**
 * A green TCK means this many tests, and no other: all of them passed, and those that the TCK left out are the known
 * ones. Without it a run that finds no tests, or leaves out too many, would be green too. Runs after the TCK, once per
 * mode, on the reports.
 */
@RunWith(Parameterized.class)
public class TckCountsIT {
    private static final int TESTS = 479;

    @Parameter
    public String mode = "";

    @Parameters(name = "{0}")
    public static List<String> modes() {
        return List.of(System.getProperty("tck.modes").split(","));
    }

    @Test
    public void theWholeTckPassed() throws IOException {
        TckReport report = TckReport.read(Path.of(System.getProperty("tck.reports"), mode));
        System.out.printf(
                "TCK 1.1.1 %s: %d of %d (%d left out by the TCK's own rules), against %s%n",
                mode,
                new TreeSet<>(report.testCases()).size() - report.failed().size(),
                TESTS,
                report.leftOut().size(),
                String.join(", ", report.servers()));

        assertThat(report.failed()).as("failed, broken or skipped").isEmpty();
        assertThat(report.leftOut()).as("left out by the TCK").containsExactlyInAnyOrderElementsOf(knownToBeLeftOut());
        assertThat(report.testCases())
                .as("reported tests")
                .doesNotHaveDuplicates()
                .hasSize(TESTS);
        assertThat(report.summary())
                .as("failsafe's summary of this run")
                .isEqualTo(new TckReport.Summary(TESTS, 0, 0, 0, false));
        assertThat(report.servers()).as("servers").hasSize(1);
        assertThat(report.modes()).as("jcache.redis.commands").containsExactly(mode);
    }

    /** The list that the README explains. */
    private static List<String> knownToBeLeftOut() throws IOException {
        try (var lines = Files.lines(Path.of(System.getProperty("basedir"), "src/test/tck/left-out.txt"))) {
            return lines.map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .toList();
        }
    }
}
