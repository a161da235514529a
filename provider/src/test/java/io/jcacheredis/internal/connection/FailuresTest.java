package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.CacheUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What is said of failures, and whether something may have been done. */
class FailuresTest {

    private final JedisException broken = new JedisConnectionException(new IOException("reset"));
    private final JedisException notSent = new NotSentException(new TimeoutException());

    private final Failures failures =
            new Failures(new ConnectionSettings(RedisAddress.parse("redis://h"), Duration.ofSeconds(2)));

    @Test
    void failure_afterTheEnd_isThatOfWhatIsClosed() {
        assertThat(failures.failure("Cache 'c'", broken, true))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("Cache 'c': the connections to Redis at redis://h:6379 are closed")
                .hasCause(broken);
        assertThat(failures.failure("Cache 'c'", broken, false)).isInstanceOf(CacheUnavailableException.class);
    }

    @Test
    void notSent_isSaidOnce() {
        assertThat(Failures.notSent(notSent)).isSameAs(notSent);
        assertThat(Failures.notSent(broken))
                .isInstanceOf(NotSentException.class)
                .hasCause(broken);
        assertThat(Failures.isNotSent(notSent)).isTrue();
        assertThat(Failures.isNotSent(broken)).isFalse();
    }

    @Test
    void sentInPart_mayHaveBeenDone() {
        assertThat(Failures.sentInPart(broken)).isSameAs(broken);
        assertThat(Failures.sentInPart(notSent))
                .isInstanceOf(JedisConnectionException.class)
                .hasCause(notSent);
        assertThat(Failures.sentInPart(new NotSentException(new JedisDataException("ERR refused"))))
                .isInstanceOf(JedisConnectionException.class)
                .hasNoCause();
    }
}
