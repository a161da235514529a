package io.jcacheredis.faults;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.RedisClient;

/** A heap that is full in the middle of a reply: the connection is given up, and the next reply is one's own. */
class OutOfMemoryIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @BeforeAll
    static void fill() {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.setrange("jcache:entries:large", (100 << 20) - 1, "\0"); // zeros that need not be sent
            for (int i = 0; i < 10; i++) {
                client.set(("jcache:entries:small-" + i).getBytes(UTF_8), new byte[] {(byte) i});
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"degrade", "strict"})
    void replyThatFindsNoRoom_isAnErrorOfTheJvm_andTheOthersAreRead(String onFailure) {
        try (ChildJvm jvm = ChildJvm.of(SmallHeapJvm.class, redis.uri().toString(), onFailure)
                .options("-Xmx64m", "-XX:+UseSerialGC")
                .start()) {
            jvm.awaitEnd(Duration.ofMinutes(2));

            assertThat(jvm.values("large")).hasSize(5).containsOnly("OutOfMemoryError false");
            assertThat(jvm.value("wrong")).isEqualTo("0");
        }
    }
}
