package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** What connections are where they say nothing else: those to one server, which has all keys and answers all. */
class RedisConnectionsTest {

    private static final byte[] KEY = "k".getBytes(US_ASCII);

    private final List<ReplyLimits> limitsOfCalls = new ArrayList<>();
    private final RedisConnections one = new UnusedConnections() {

        @Override
        public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
            limitsOfCalls.add(limits);
            return command.getBuilder().build(7L);
        }

        @Override
        public int generation() {
            return 5;
        }
    };
    private final CommandObject<Long> command =
            new CommandObject<>(new CommandArguments(Command.DBSIZE), BuilderFactory.LONG);

    @Test
    void allKeys_areAtOneServer() {
        assertThat(one.isSpread()).isFalse();
        assertThat(one.generation(KEY)).isEqualTo(5);
        assertThat(one.serverOf(KEY)).isEqualTo(one.serverOf(new byte[] {1}));
        assertThat(one.serverOf(KEY)).isNotEqualTo(new UnusedConnections().serverOf(KEY));
    }

    @Test
    void reads_areAnsweredByTheSame() {
        assertThat(one.reads()).isSameAs(one);
    }

    @Test
    void option_thatNoServerWasAskedFor_isNotUsed() {
        assertThat(one.setsIfEqual()).isFalse();
    }

    @Test
    void command_withoutLimits_isNotLimited() {
        assertThat(one.execute(command)).isEqualTo(7);

        assertThat(limitsOfCalls).containsExactly(ReplyLimits.NONE);
    }

    @Test
    void tour_hasOneStop() {
        ServerTour tour = one.tour();

        assertThat(tour.stop()).isZero();
        assertThat(tour.execute(command)).isEqualTo(7);
        assertThat(tour.next()).isFalse();
    }
}
