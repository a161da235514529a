package io.jcacheredis.examples.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.TestRedis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class QuickStartIT {

    @Test
    void run_printsEachStep() throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        QuickStart.run(TestRedis.shared().uri().toString(), new PrintStream(output, true, UTF_8));

        assertThat(output.toString(UTF_8))
                .contains("get prop-123: Property[id=prop-123, city=Lisbon, price=420000]")
                .contains("get prop-999: null")
                .contains("GET quickstart:property:detail:prop-123  ->  "
                        + "{\"id\":\"prop-123\",\"city\":\"Lisbon\",\"price\":420000}")
                .containsPattern("prop-123 has \\d+ ms left: #+")
                .contains("prop-123 has expired: null")
                .containsSubsequence(
                        "CREATED prop-123 at EUR 420000",
                        "UPDATED prop-123 from EUR 420000 to EUR 399000",
                        "REMOVED prop-123, which was at EUR 399000")
                .contains("4 threads x 250 increments: 1000")
                .containsPattern("(?s)After details.clear\\(\\):\\s+GET quickstart:visits:prop-456  ->  1000")
                .contains("left 0 keys");
    }
}
