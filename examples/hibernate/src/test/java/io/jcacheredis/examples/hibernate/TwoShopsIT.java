package io.jcacheredis.examples.hibernate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.TestRedis;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TwoShopsIT {

    @Test
    void run_sparesTheDatabase_whatTheOtherHasRead() {
        System.setProperty("jcache.redis.url", TestRedis.shared().uri().toString());
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        TwoShops.run(new PrintStream(output, true, UTF_8));

        Stream<String> lines = output.toString(UTF_8)
                .lines()
                .map(line -> line.replaceAll(" +", " ").strip());
        assertThat(lines)
                .containsExactly(
                        "a shop: stores two articles 2 statements",
                        "another: finds the tea tea at 300 cents 0 statements",
                        "a shop: asks for all [tea at 300 cents, rice at 400 cents] 1 statements",
                        "another: asks for all [tea at 300 cents, rice at 400 cents] 0 statements",
                        "another: makes the tea cheaper 1 statements",
                        "a shop: finds the tea tea at 290 cents 0 statements",
                        "a shop: asks for all [tea at 290 cents, rice at 400 cents] 1 statements");
    }
}
