package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.TestRedis;
import io.jcacheredis.embedded.junit.RedisTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;

/** Values that are many and large, or one that is larger than allowed, in a JVM with a heap that holds few of them. */
@RedisTest(ownServer = true)
class LargeValuesIT {

    private static final int VALUES = 40;
    private static final int VALUE_BYTES = 8 << 20;

    private final TestRedis redis;

    LargeValuesIT(TestRedis redis) {
        this.redis = redis;
    }

    @BeforeAll
    static void fill(TestRedis redis) {
        try (RedisClient client = RedisClient.create(redis.uri())) {
            for (int i = 1; i <= VALUES; i++) {
                client.setrange("jcache:large:" + i, VALUE_BYTES - 1, "v");
            }
            client.setrange("jcache:huge:1", (300 << 20) - 1, "v");
        }
    }

    @Test
    void aSmallHeap_isEnoughForOneAfterTheOther() {
        try (ChildJvm jvm = ChildJvm.of(LargeValuesJvm.class, redis.uri().toString())
                .options("-Xmx96m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
                .start()) {
            jvm.awaitEnd(Duration.ofMinutes(2));

            assertThat(jvm.value("iterated")).isEqualTo(VALUES + " of " + (long) VALUES * VALUE_BYTES);
            assertThat(jvm.value("together")).as("getAll of two").isEqualTo("2");
            assertThat(jvm.value("huge"))
                    .as("a value beyond limits.value-bytes")
                    .isEqualTo("null");
            assertThat(jvm.value("again")).as("it is removed").isEqualTo("false");
        }
    }
}
