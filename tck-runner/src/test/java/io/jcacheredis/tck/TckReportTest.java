package io.jcacheredis.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class TckReportTest {
    @Rule
    public TemporaryFolder folder = new TemporaryFolder();

    private Path directory = Path.of("");

    @Before
    public void aRun() throws IOException {
        directory = folder.getRoot().toPath();
        Files.writeString(directory.resolve("failsafe-summary.xml"), """
                <failsafe-summary result="255" timeout="true">
                  <completed>4</completed><errors>1</errors><failures>2</failures><skipped>3</skipped>
                  <failureMessage/>
                </failsafe-summary>
                """);
    }

    @Test
    public void read_testFailsInBodyAndAfter_listsItTwice() throws IOException {
        suite("""
                <testcase name="a" classname="T"><failure/></testcase>
                <testcase name="a" classname="T"><error/></testcase>
                <testcase name="b" classname="T"><skipped/></testcase>
                <testcase name="c" classname="T"/>
                """);

        TckReport report = TckReport.read(directory);

        assertThat(report.testCases()).containsExactly("T#a", "T#a", "T#b", "T#c");
        assertThat(report.failed()).containsExactly("T#a", "T#b");
    }

    @Test
    public void read_testIsAnnouncedAsExcluded_isLeftOut() throws IOException {
        Files.writeString(
                directory.resolve("org.jsr107.tck.CachingTest-output.txt"),
                "INFO: ===== EXCLUDING TEST 'org.jsr107.tck.CachingTest'\t'dummyTest'.\nINFO: something else\n");

        assertThat(TckReport.read(directory).leftOut()).containsExactly("org.jsr107.tck.CachingTest#dummyTest");
    }

    @Test
    public void read_serverIsAnnounced_isListed() throws IOException {
        Files.writeString(directory.resolve("null-output.txt"), RedisForTheRun.ANNOUNCEMENT + "redis 8.0 (embedded)\n");

        assertThat(TckReport.read(directory).servers()).containsExactly("redis 8.0 (embedded)");
    }

    @Test
    public void read_modeAndSummary_areThoseOfTheRun() throws IOException {
        suite("<properties><property name=\"jcache.redis.commands\" value=\"script\"/></properties>");

        TckReport report = TckReport.read(directory);

        assertThat(report.modes()).containsExactly("script");
        assertThat(report.summary()).isEqualTo(new TckReport.Summary(4, 1, 2, 3, true));
    }

    @Test
    public void read_noRun_fails() {
        assertThatThrownBy(() -> TckReport.read(directory.resolve("none"))).isInstanceOf(NoSuchFileException.class);
    }

    private void suite(String content) throws IOException {
        Files.writeString(directory.resolve("TEST-T.xml"), "<testsuite>" + content + "</testsuite>");
    }
}
