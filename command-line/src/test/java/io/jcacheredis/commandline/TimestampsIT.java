package io.jcacheredis.commandline;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** What the doctor says where Hibernate keeps when tables were written, by what the server may evict. */
class TimestampsIT {

    private static final String REGION = "default-update-timestamps-region";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create().withOwnServer();

    private Application application;

    @BeforeEach
    void open() {
        application = new Application(redis.uri());
    }

    @AfterEach
    void end() {
        application.close();
    }

    private String diagnosis(String limit, String policy) {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.configSet("maxmemory", limit);
            jedis.configSet("maxmemory-policy", policy);
        }
        return Cli.with("--url", redis.uri().toString()).run("doctor").out();
    }

    @ParameterizedTest
    @ValueSource(strings = {REGION, "shop." + REGION})
    void timestampsThatMayBeEvicted_areAWarning(String region) {
        application.open(region, Long.class);

        assertThat(diagnosis("500mb", "allkeys-lru"))
                .contains("WARNING Cache '" + region + "' is where Hibernate keeps when tables were written")
                .contains("maxmemory-policy volatile-ttl");
    }

    @ParameterizedTest
    @CsvSource({"500mb, volatile-ttl", "500mb, noeviction", "0, allkeys-lru"})
    void timestampsThatStay_areNotWarnedOf(String limit, String policy) {
        application.open(REGION, Long.class);

        assertThat(diagnosis(limit, policy)).doesNotContain("where Hibernate keeps");
    }

    @Test
    void otherCaches_mayBeEvicted() {
        application.open("names", String.class);

        assertThat(diagnosis("500mb", "allkeys-lru")).doesNotContain("where Hibernate keeps");
    }
}
