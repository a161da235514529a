package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/** What becomes of changes that two replicas are to have, by what the server says of it. */
class ReplicatedExchangeTest {

    private static final ReplyLimits LIMITS = new ReplyLimits(5, 50);
    private final JedisDataException refused = new JedisDataException("OOM command not allowed");

    private final List<Object> replies = new ArrayList<>();
    private final List<String> sent = new ArrayList<>();
    private final ReplicatedExchange exchange = new ReplicatedExchange(new Server(), 2, Duration.ofSeconds(3));

    /** Replies to one round trip as the test has it. */
    private final class Server implements Exchange {

        @Override
        public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
            throw new UnsupportedOperationException("it would be another round trip");
        }

        @Override
        public <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits) {
            assertThat(limits).isEqualTo(LIMITS);
            for (CommandObject<T> command : commands) {
                List<String> parts = new ArrayList<>();
                command.getArguments().forEach(part -> parts.add(new String(part.getRaw(), US_ASCII)));
                sent.add(String.join(" ", parts));
            }
            return replies;
        }
    }

    private static CommandObject<Long> increment(String key) {
        return new CommandObject<>(new CommandArguments(Command.INCR).key(key), BuilderFactory.LONG);
    }

    private void reply(Object... all) {
        replies.addAll(Arrays.asList(all));
    }

    private List<Object> incrementAll() {
        return exchange.executeAll(List.of(increment("a"), increment("b")), LIMITS);
    }

    @ParameterizedTest
    @ValueSource(longs = {2, 3})
    void enoughReplicas_isTheReply(long replicas) {
        reply(7L, replicas);

        assertThat(exchange.execute(increment("a"), LIMITS)).isEqualTo(7);

        assertThat(sent).as("half of the time is for the way").containsExactly("INCR a", "WAIT 2 1500");
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1})
    void tooFewReplicas_isAFailure_thatTellsHowMany(long replicas) {
        reply(7L, replicas);

        assertThatThrownBy(() -> exchange.execute(increment("a"), LIMITS))
                .isInstanceOf(NotReplicatedException.class)
                .hasMessage("within 1500 ms only %d of 2 replicas had it", replicas)
                .hasNoCause();
    }

    @Test
    void waitThatIsRefused_isTheSameFailure() {
        JedisDataException refusal = new JedisAccessControlException("NOPERM no permissions to run the 'wait' command");
        reply(7L, refusal);

        assertThatThrownBy(() -> exchange.execute(increment("a"), LIMITS))
                .isInstanceOf(NotReplicatedException.class)
                .hasMessage(refusal.getMessage())
                .hasCause(refusal);
    }

    /** A server without replicas that refuses everything has not made a change that somebody lacks. */
    @Test
    void changeThatIsRefused_isThatFailure_whoeverHasWhat() {
        reply(refused, 0L);

        assertThatThrownBy(() -> exchange.execute(increment("a"), LIMITS)).isSameAs(refused);
    }

    @Test
    void changes_areSentTogetherWithOneWait_andTheirRepliesOnlyAreGiven() {
        reply(7L, 8L, 2L);

        assertThat(incrementAll()).containsExactly(7L, 8L);

        assertThat(sent).containsExactly("INCR a", "INCR b", "WAIT 2 1500");
    }

    @Test
    void changesThatAreAllRefused_areTheirFailures() {
        reply(refused, refused, 0L);

        assertThat(incrementAll()).containsExactly(refused, refused);
    }

    @Test
    void changesOfWhichOneIsMade_needReplicas() {
        reply(refused, 8L, 1L);

        assertThatThrownBy(this::incrementAll).isInstanceOf(NotReplicatedException.class);
    }

    /** None at all would mean to wait for ever. */
    @Test
    void wait_isAMillisecondAtLeast() {
        reply(7L, 2L);

        new ReplicatedExchange(new Server(), 1, Duration.ofMillis(1)).execute(increment("a"), LIMITS);

        assertThat(sent).last().isEqualTo("WAIT 1 1");
    }
}
