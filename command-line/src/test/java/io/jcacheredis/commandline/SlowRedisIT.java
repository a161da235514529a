package io.jcacheredis.commandline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCache;
import io.jcacheredis.commandline.Cli.Result;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;

/** A Redis that takes its time. */
class SlowRedisIT {

    private static final int LINES = 1000;

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create().withOwnServer();

    private Jedis admin;
    private Application application;
    private RedisCache<String, String> names;

    @BeforeEach
    void open() {
        admin = new Jedis(redis.uri());
        application = new Application(redis.uri());
        names = application.open("names", String.class);
        names.removeAll();
    }

    @AfterEach
    void end() {
        admin.sendCommand(Command.CLIENT, "UNPAUSE");
        application.close();
        admin.close();
    }

    private void pause(int millis, String what) {
        admin.sendCommand(Command.CLIENT, "PAUSE", String.valueOf(millis), what);
    }

    private static String line(int i) {
        return "{\"key\":\"key-%05d\",\"codec\":\"string\",\"value\":\"%s\",\"ttlMillis\":null}\n"
                .formatted(i, "x".repeat(200));
    }

    /** Lines that are read in parts, of which Redis takes those of the first half only. */
    private InputStream lines() {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= LINES; i++) {
            text.append(line(i));
        }
        return new ByteArrayInputStream(text.toString().getBytes(UTF_8)) {
            private boolean paused;

            @Override
            public synchronized int read(byte[] bytes, int from, int length) {
                if (!paused && pos > count / 2) {
                    paused = true;
                    pause(60_000, "WRITE");
                }
                return super.read(bytes, from, length);
            }
        };
    }

    @Test
    void warm_thatTakesTooLong_saysWhichLines_andHowToGiveItLonger() {
        Cli cli = Cli.with("--url", redis.uri().toString(), "--timeout", "700ms");

        Result result = cli.reading(this::lines).run("warm", "names");

        assertThat(result.code()).isEqualTo(3);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .containsPattern("^Lines \\d*01 to \\d+00 may not be put: ")
                .contains("700ms (--timeout)", "What stands before is put")
                .doesNotContain("jcache.redis.timeout", "PT");
        int first = Integer.parseInt(result.err().replaceFirst("(?s)Lines (\\d+) .*", "$1"));
        assertThat(first).isGreaterThan(1);
        assertThat(names.get("key-%05d".formatted(first - 1))).isNotNull();
        assertThat(names.get("key-%05d".formatted(first + 100))).isNull();
    }

    @Test
    void answersThatTakeTooLong_endShortQuestions_andNotLongWork() {
        names.put("a", "b");
        Cli cli = Cli.with("--url", redis.uri().toString());

        pause(2500, "ALL");
        Result get = cli.run("caches", "--timeout", "1s");
        Result stats = cli.run("stats", "names");

        assertThat(get.code()).isEqualTo(3);
        assertThat(get.err()).contains("did not answer within 1s (--timeout)");
        assertThat(stats.code()).as(stats.err()).isZero();
        assertThat(stats.out()).containsPattern("names +1 ");
    }
}
