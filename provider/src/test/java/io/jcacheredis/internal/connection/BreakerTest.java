package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.Logged;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

class BreakerTest {

    private static final long TIMEOUT = TimeUnit.SECONDS.toNanos(5);

    private final List<Runnable> tasks = new ArrayList<>();
    private final AtomicLong nanos = new AtomicLong(-5);
    private final Breaker breaker = new Breaker(RedisAddress.parse("redis://localhost"), tasks::add, nanos::get);

    private void failTimes(int number) {
        for (int i = 0; i < number; i++) {
            assertThat(breaker.admit(TIMEOUT)).isEqualTo(TIMEOUT);
            breaker.failed(new JedisConnectionException("lost"));
        }
    }

    /** Lets the pause end after which one call is let through. */
    private void pass() {
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(199));
        assertThat(isOpen()).isTrue();
        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(2));
        assertThat(isOpen()).isFalse();
    }

    private boolean isOpen() {
        try {
            breaker.admit(TIMEOUT);
            breaker.gaveUp();
            return false;
        } catch (NotSentException e) {
            return true;
        }
    }

    @Test
    void threeFailures_openIt_andOneIsLetThroughLaterWithLittleTime() {
        failTimes(3);
        assertThatThrownBy(() -> breaker.admit(TIMEOUT))
                .isInstanceOf(NotSentException.class)
                .hasRootCauseInstanceOf(Breaker.OutageException.class);

        pass();
        assertThat(breaker.admit(TIMEOUT)).isEqualTo(TimeUnit.MILLISECONDS.toNanos(500));
        assertThat(isOpen()).as("only one").isTrue();
        breaker.failed(new JedisConnectionException("lost"));
        assertThat(isOpen()).isTrue();

        pass();
        breaker.admit(TIMEOUT);
        breaker.answered("OK");
        assertThat(breaker.admit(TIMEOUT)).isEqualTo(TIMEOUT);
    }

    /** The measure of time that it is given, and nothing else, ends it: the clock of the machine may be set meanwhile. */
    @Test
    void pause_isMeasuredAndNotReadFromAClock() {
        failTimes(3);
        pass();
        assertThat(breaker.admit(TIMEOUT)).isLessThan(TIMEOUT);
    }

    /** Its numbers have no meaning by themselves, and go on from the largest one to the smallest. */
    @ParameterizedTest
    @ValueSource(longs = {0, -1, Long.MAX_VALUE - 5, Long.MAX_VALUE / 2 - 5, Long.MIN_VALUE})
    void pause_endsWhereverTheMeasureOfTimeBegins(long start) {
        nanos.set(start);
        Breaker begun = new Breaker("server", tasks::add, nanos::get);
        for (int i = 0; i < 3; i++) {
            begun.failed(new JedisConnectionException("lost"));
        }
        assertThatThrownBy(() -> begun.admit(TIMEOUT)).isInstanceOf(NotSentException.class);

        nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(201));

        assertThat(begun.admit(TIMEOUT)).isEqualTo(Breaker.PROBE_NANOS);
    }

    @Test
    void shortTimeout_isNotMadeLonger() {
        failTimes(3);
        pass();
        assertThat(breaker.admit(7)).isEqualTo(7);
    }

    @Test
    void fewFailuresAmongAnswers_leaveItClosed() {
        for (int i = 0; i < 20; i++) {
            breaker.admit(TIMEOUT);
            breaker.answered(null);
            failTimes(1);
            breaker.answered(null);
            breaker.answered(null);
        }
        assertThat(isOpen()).isFalse();
    }

    @Test
    void whatSaysNothingOfTheServer_leavesItClosed() {
        for (int i = 0; i < 20; i++) {
            breaker.failed(new JedisConnectionException(new InterruptedException()));
            breaker.failed(new NotSentException(new IllegalStateException("closed")));
            breaker.failed(new NotSentException(new JedisAccessControlException("WRONGPASS")));
            breaker.answered(new JedisDataException("OOM command not allowed"));
        }
        assertThat(isOpen()).isFalse();
    }

    @Test
    void answersThatSayLater_openIt() {
        for (int i = 0; i < 3; i++) {
            breaker.answered(new JedisDataException("LOADING Redis is loading the dataset in memory"));
        }
        assertThat(isOpen()).isTrue();
    }

    @Test
    void probeThatWasGivenUp_isFollowedByAnother() {
        failTimes(3);
        pass();
        breaker.admit(TIMEOUT);
        breaker.gaveUp();
        assertThat(isOpen()).isFalse();
    }

    /** Neither says anything of the server, and nobody would ever find out otherwise. */
    @Test
    void probeThatFailedByItself_isFollowedByAnother() {
        failTimes(3);
        pass();
        breaker.admit(TIMEOUT);
        breaker.failed(new JedisConnectionException(new InterruptedException()));
        assertThat(isOpen()).isFalse();

        breaker.admit(TIMEOUT);
        breaker.failed(new NotSentException(new IllegalStateException("closed")));
        assertThat(isOpen()).isFalse();
    }

    /** It answered, after all. */
    @Test
    void probeThatIsRefused_endsTheOutage() {
        failTimes(3);
        pass();
        breaker.admit(TIMEOUT);

        breaker.failed(new NotSentException(new JedisAccessControlException("WRONGPASS")));

        assertThat(breaker.state()).isEqualTo("CLOSED");
        assertThat(breaker.admit(TIMEOUT)).isEqualTo(TIMEOUT);
    }

    /** Of the last ten calls three are failures, so that it is not open: those before the first failure do not count. */
    @Test
    void answersAfterAFailure_count() {
        failTimes(1);
        for (int i = 0; i < 5; i++) {
            breaker.answered("OK");
        }
        failTimes(2);

        assertThat(isOpen()).isFalse();
    }

    @Test
    void outageOfAReplica_isAlsoOneThatLetsNobodyIn() {
        Breaker ofReplica = Breaker.ofReplica(new Node("replica", 1), tasks::add);
        try (Logged logged = Logged.of(Breaker.class.getName())) {
            for (int i = 0; i < 3; i++) {
                ofReplica.answered(new JedisAccessControlException("NOPERM no permissions to run the 'get' command"));
            }
            assertThat(logged.text()).contains("The replica replica:1 is not read from", "NOPERM no permissions");
        }
        assertThat(ofReplica.state()).isEqualTo("OPEN");
    }

    @Test
    void endOfAnOutage_tellsHowLongItWas_andHowManyCallsWereNotSent() {
        try (Logged logged = Logged.of(Breaker.class.getName())) {
            for (int outage = 1; outage <= 2; outage++) {
                failTimes(3);
                for (int i = 0; i < 4; i++) {
                    assertThat(isOpen()).isTrue();
                }
                nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(201));
                breaker.admit(TIMEOUT);
                breaker.answered("OK");

                assertThat(breaker.outages()).isEqualTo(outage);
                assertThat(breaker.notSent()).isEqualTo(4L * outage);
                assertThat(logged.text().lines()).last().asString().containsPattern("after \\d s in which 4 calls");
            }
        }
    }

    @Test
    void outage_isToldOnceWhenItBeginsAndOnceWhenItEnds() {
        try (Logged logged = Logged.of(Breaker.class.getName())) {
            failTimes(3);
            for (int i = 0; i < 3; i++) {
                pass();
                breaker.admit(TIMEOUT);
                breaker.failed(new JedisConnectionException("lost"));
            }
            assertThat(logged.text().lines())
                    .singleElement()
                    .asString()
                    .contains("redis://localhost:6379", "does not answer");
            pass();
            breaker.admit(TIMEOUT);
            breaker.answered("OK");
            assertThat(logged.text().lines()).hasSize(2).last().asString().contains("answers again");
        }
    }

    @Test
    void whenItIsBack_thoseAreToldWhoStillAsk() {
        List<String> told = new ArrayList<>();
        breaker.whenBack(() -> told.add("one"));
        Runnable deaf = breaker.whenBack(() -> told.add("two"));
        deaf.run();
        failTimes(3);
        assertThat(tasks).isEmpty();
        pass();
        breaker.admit(TIMEOUT);
        breaker.answered("OK");

        tasks.forEach(Runnable::run);
        assertThat(told).containsExactly("one");
    }
}
