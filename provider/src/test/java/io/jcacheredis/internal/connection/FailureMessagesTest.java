package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.connection.Breaker.OutageException;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Each failure of Jedis, sent or not, and what the user is told. */
class FailureMessagesTest {

    private static final String REDIS = "Redis at redis://h:6379";
    private static final String CHECK =
            ". Check user, password and permissions in jcache.redis.url (environment REDIS_URL)";
    private static final String WHERE =
            ". Its address and database are set by jcache.redis.url (environment REDIS_URL)";
    private static final String RUNS =
            ". Is it running? Its address is set by jcache.redis.url (environment REDIS_URL)";
    private static final String UNKNOWN = "; whether a change was made is unknown";
    private static final String NOTHING = "; nothing was changed";

    private final FailureMessages messages =
            new FailureMessages(new ConnectionSettings(RedisAddress.parse("redis://:secret@h"), Duration.ofSeconds(2)));

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(
                        new JedisAccessControlException("NOAUTH"),
                        REDIS + " refused: NOAUTH" + CHECK,
                        REDIS + " refused: NOAUTH" + CHECK),
                Arguments.of(
                        new JedisAccessControlException("WRONGPASS the user is disabled."),
                        REDIS + " refused: WRONGPASS the user is disabled" + CHECK,
                        REDIS + " refused: WRONGPASS the user is disabled" + CHECK),
                Arguments.of(
                        new JedisDataException("ERR x"), REDIS + " refused: ERR x", REDIS + " refused: ERR x" + WHERE),
                Arguments.of(
                        new JedisDataException((String) null),
                        REDIS + " refused: null",
                        REDIS + " refused: null" + WHERE),
                Arguments.of(
                        new JedisException(new OutageException("ConnectException: x")),
                        REDIS
                                + " can't be reached or does not answer, as calls just before found out (ConnectException: x)"
                                + NOTHING,
                        REDIS
                                + " can't be reached or does not answer, as calls just before found out (ConnectException: x)"
                                + NOTHING),
                Arguments.of(
                        new JedisException(new InterruptedException()),
                        "the thread was interrupted while it waited for " + REDIS + UNKNOWN,
                        "the thread was interrupted while it waited for " + REDIS + NOTHING),
                Arguments.of(
                        new JedisException(new TimeoutException()),
                        "all connections to " + REDIS + " were busy for 2s (jcache.redis.timeout)" + NOTHING,
                        "all connections to " + REDIS + " were busy for 2s (jcache.redis.timeout)" + NOTHING),
                Arguments.of(
                        new JedisConnectionException(new SocketTimeoutException()),
                        REDIS + " did not answer within 2s (jcache.redis.timeout)" + UNKNOWN,
                        REDIS + " did not answer within 2s (jcache.redis.timeout)" + NOTHING),
                Arguments.of(
                        new JedisConnectionException(new IOException("reset")),
                        REDIS + " can't be reached (IOException: reset)" + UNKNOWN + RUNS,
                        REDIS + " can't be reached (IOException: reset)" + NOTHING + RUNS),
                Arguments.of(
                        new JedisConnectionException("end of stream"),
                        REDIS + " can't be reached (end of stream)" + UNKNOWN + RUNS,
                        REDIS + " can't be reached (end of stream)" + NOTHING + RUNS),
                Arguments.of(
                        new JedisConnectionException((String) null),
                        REDIS + " can't be reached (JedisConnectionException: null)" + UNKNOWN + RUNS,
                        REDIS + " can't be reached (JedisConnectionException: null)" + NOTHING + RUNS));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void explain_saysWhatHappened_whetherSomethingChanged_andWhatToDo(
            JedisException failure, String sent, String notSent) {
        assertThat(messages.explain(failure)).isEqualTo(sent);
        assertThat(messages.explain(new NotSentException(failure))).isEqualTo(notSent);
    }

    @Test
    void explain_ofAServerThatDoesNotAnswerToTls_asksWhetherItSpeaksIt() {
        FailureMessages secure =
                new FailureMessages(new ConnectionSettings(RedisAddress.parse("rediss://h"), Duration.ofSeconds(2)));
        JedisException late = new JedisConnectionException(new SocketTimeoutException());

        assertThat(secure.explain(new NotSentException(late))).endsWith(". Does it speak TLS, as its URL says?");
        assertThat(secure.explain(late)).doesNotContain("TLS");
    }

    /** Where a host has several addresses, Jedis keeps a failure for each as a suppressed one. */
    @Test
    void explain_ofAHostWithSeveralAddresses_saysTheFirstFailure() {
        JedisConnectionException failure = new JedisConnectionException("Failed to connect to any host");
        failure.addSuppressed(new IOException("first"));
        failure.addSuppressed(new IOException("second"));

        assertThat(messages.explain(failure)).contains("(IOException: first)");
    }

    /** By an EOFException or such words in the last cause, Spring MVC takes a request for one whose sender is no longer there. */
    @Test
    void whatASocketSaid_isNoCause_andIsKeptBesideIt() {
        for (IOException said : List.of(
                new EOFException("Redis closed the connection"),
                new SocketException("Connection reset"),
                new IOException("Broken pipe"))) {
            for (JedisException failure : List.of(new JedisConnectionException(said), new NotSentException(said))) {
                CacheException thrown = messages.exception("cache 'a'", failure);

                assertThat(thrown).hasMessageContaining(said.getMessage());
                for (Throwable part = thrown; part != null; part = part.getCause()) {
                    assertThat(part).isNotInstanceOf(IOException.class);
                    assertThat(part.getCause() != null ? "" : part.getMessage())
                            .doesNotContainIgnoringCase("reset", "pipe");
                }
                assertThat(FailureMessages.rootOf(thrown)).isSameAs(said);
            }
        }
    }

    @Test
    void echoOfWhatWasSent_isLeftOut_inTheMessageAndInTheCause() {
        String clean = "ERR unknown command 'SET'";
        JedisDataException failure = new JedisDataException(clean + ", with args beginning with: 'key' 'value'");
        JedisException wrapped = new NotSentException(failure);

        assertThat(messages.explain(failure)).isEqualTo(REDIS + " refused: " + clean);
        assertThat(messages.explain(wrapped)).isEqualTo(REDIS + " refused: " + clean + WHERE);
        assertThat(FailureMessages.withoutEcho(failure))
                .isInstanceOf(JedisDataException.class)
                .hasMessage(clean)
                .hasNoCause()
                .extracting(Throwable::getStackTrace)
                .isEqualTo(failure.getStackTrace());
        assertThat(FailureMessages.withoutEcho(wrapped))
                .hasMessage("no connection: " + clean)
                .hasNoCause();
    }

    @Test
    void failureWithoutEcho_staysTheSame() {
        JedisException without = new JedisException(new JedisDataException("ERR x"));
        assertThat(FailureMessages.withoutEcho(without)).isSameAs(without);
        JedisException silent = new JedisDataException((String) null);
        assertThat(FailureMessages.withoutEcho(silent)).isSameAs(silent);
    }

    @ParameterizedTest
    @CsvSource({
        "LOADING x, UNREACHABLE, UNREACHABLE",
        "BUSY x, UNREACHABLE, UNREACHABLE",
        "MASTERDOWN x, UNREACHABLE, UNREACHABLE",
        "CLUSTERDOWN x, UNREACHABLE, UNREACHABLE",
        "TRYAGAIN x, UNREACHABLE, UNREACHABLE",
        "ERR not BUSY, COMMAND_REFUSED, NOT_LET_IN",
        "ERR max number of clients reached, UNREACHABLE, UNREACHABLE",
        "OOM command not allowed, REFUSED_NOW, NOT_LET_IN",
        "READONLY x, REFUSED_NOW, NOT_LET_IN",
        "WRONGTYPE x, REFUSED_NOW, NOT_LET_IN",
        "WRONGPASS x, COMMAND_REFUSED, NOT_LET_IN",
        ", COMMAND_REFUSED, NOT_LET_IN"
    })
    void kindOf_aReply_isByItsFirstWord_andByWhetherItCameBeforeTheCommand(
            String reply, FailureKind sent, FailureKind notSent) {
        JedisDataException failure = new JedisDataException(reply);

        assertThat(FailureKind.of(failure)).isEqualTo(sent);
        assertThat(FailureKind.of(new NotSentException(failure))).isEqualTo(notSent);
    }

    @Test
    void kindOf_anythingElse_isUnreachable() {
        JedisException failure = new JedisConnectionException("end of stream");

        assertThat(FailureKind.of(failure)).isEqualTo(FailureKind.UNREACHABLE);
        assertThat(FailureKind.of(new NotSentException(failure))).isEqualTo(FailureKind.UNREACHABLE);
    }
}
