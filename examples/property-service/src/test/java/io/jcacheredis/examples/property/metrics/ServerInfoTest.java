package io.jcacheredis.examples.property.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ServerInfoTest {

    @Test
    void of_reply_hasMemoryEvictionsAndTheAverageOfAllDatabases() {
        String reply = String.join(
                "\r\n",
                "# Memory",
                "used_memory:1651679",
                "maxmemory:268435456",
                "# Stats",
                "expired_keys:7",
                "evicted_keys:3",
                "# Keyspace",
                "db0:keys=40,expires=30,avg_ttl=100000",
                "db1:keys=10,expires=10,avg_ttl=500000",
                "");

        assertThat(ServerInfo.of(reply))
                .isEqualTo(new ServerInfo(1_651_679, 268_435_456, 3, 7, Duration.ofSeconds(200)));
    }

    @Test
    void of_emptyServer_hasNoAverage() {
        assertThat(ServerInfo.of("used_memory:1\r\n# Keyspace\r\n"))
                .isEqualTo(new ServerInfo(1, 0, 0, 0, Duration.ZERO));
    }
}
