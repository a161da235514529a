package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisConnectionException;

/** What is counted of calls, and what the counts of two are together. */
class MetersTest {

    @Test
    void failures_areCountedByWhatBecameOfTheCall() {
        CallCounts counts = new CallCounts();
        counts.count(new NotSentException(new SocketTimeoutException()));
        counts.count(new JedisConnectionException(new SocketTimeoutException()));
        counts.count(new JedisConnectionException(new SocketTimeoutException()));
        counts.count(new JedisConnectionException(new IOException("reset")));
        counts.count(new JedisConnectionException(new IOException("reset")));
        counts.count(new JedisConnectionException(new IOException("reset")));
        counts.countRepeated();

        ConnectionMeters read = counts.read();

        assertThat(read.notSent()).isEqualTo(1);
        assertThat(read.late()).isEqualTo(2);
        assertThat(read.broken()).isEqualTo(3);
        assertThat(read.repeated()).isEqualTo(1);
    }

    @Test
    void plus_addsAll_andTakesTheWorseState() {
        ConnectionMeters one = new ConnectionMeters("OPEN", 1, 2, 3, 4, 5, 6, 7, 8);
        ConnectionMeters other = new ConnectionMeters("HALF_OPEN", 10, 20, 30, 40, 50, 60, 70, 80);

        assertThat(one.plus(other)).isEqualTo(new ConnectionMeters("OPEN", 11, 22, 33, 44, 55, 66, 77, 88));
        assertThat(other.plus(one)).isEqualTo(one.plus(other));
        assertThat(one.plus(ConnectionMeters.NONE)).isEqualTo(one);
    }

    @Test
    void past_leavesOutWhatThereIsAtTheMoment() {
        assertThat(new ConnectionMeters("OPEN", 1, 2, 3, 4, 5, 6, 7, 8).past())
                .isEqualTo(new ConnectionMeters("CLOSED", 1, 2, 3, 4, 5, 6, 0, 0));
    }
}
