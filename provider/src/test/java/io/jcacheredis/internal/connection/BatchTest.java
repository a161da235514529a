package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Which of the calls that wait go out together, and until when. */
class BatchTest {

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);

    private final long now = System.nanoTime();
    private final Batch batch = new Batch(MINUTE);
    private final Queue<Call> waiting = new ArrayDeque<>();

    private static Call call(int commands, int bytes, long deadline) {
        CommandArguments set = new CommandArguments(Command.SET).add(new byte[bytes - "SET".length()]);
        return new Call(Collections.nCopies(commands, set), ReplyLimits.NONE, deadline);
    }

    private Call call(long deadline) {
        return call(1, 10, deadline);
    }

    @ParameterizedTest
    @CsvSource({"5, 9", "9, 5", "5, 5"})
    void deadline_isTheFirstOfItsCalls(int first, int second) {
        batch.add(call(now + first * MINUTE));
        batch.add(call(now + second * MINUTE));

        assertThat(batch.deadline()).isEqualTo(now + 5 * MINUTE);
    }

    @Test
    void callThatIsTooLate_isNotSent_andItsOwnerGoesOn() {
        Call late = call(now + MINUTE / 2);
        late.take();

        batch.add(late);

        assertThat(batch.isEmpty()).isTrue();
        assertThat(late.await()).isNull();
        assertThatThrownBy(late::replies).isInstanceOf(NotSentException.class).hasRootCauseMessage("no lane in time");
    }

    @Test
    void callsThatWait_areTaken_exceptThoseThatWereGivenUp() {
        Call first = call(now + 5 * MINUTE);
        Call givenUp = call(now - MINUTE);
        Call last = call(now + 5 * MINUTE);
        assertThatThrownBy(givenUp::await).isInstanceOf(NotSentException.class);
        waiting.addAll(List.of(first, givenUp, last));

        batch.fill(waiting);

        assertThat(waiting).isEmpty();
        assertThat(batch.isEmpty()).isFalse();
        assertThat(first.next()).isSameAs(last);
        assertThat(last.next()).isNull();
        assertThat(last.take()).as("it is taken already").isFalse();
    }

    /** How many of the calls that wait are taken; by which one more it is large enough, it takes still. */
    @ParameterizedTest
    @CsvSource({
        "1, 10, 256", // commands
        "100, 10, 3",
        "1, 16384, 4", // bytes
        "1, 16385, 4",
        "1, 100000, 1"
    })
    void batch_isLargeEnoughAtSomeTime(int commands, int bytes, int taken) {
        for (int i = 0; i < 300; i++) {
            waiting.add(call(commands, bytes, now + 5 * MINUTE));
        }

        batch.fill(waiting);

        assertThat(300 - waiting.size()).isEqualTo(taken);
    }
}
