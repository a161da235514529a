package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeyLocksTest {

    private final KeyLocks locks = new KeyLocks();
    private final CountDownLatch held = new CountDownLatch(1);
    private final CountDownLatch done = new CountDownLatch(1);

    private CompletableFuture<Void> holder() throws InterruptedException {
        CompletableFuture<Void> holder = CompletableFuture.runAsync(() -> locks.holding(new int[] {1}, 0, () -> {
            held.countDown();
            return await(done);
        }));
        assertThat(held.await(10, TimeUnit.SECONDS)).isTrue();
        return holder;
    }

    private static boolean await(CountDownLatch latch) {
        try {
            return latch.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void interruptedThread_goesOnWithoutItsTurn_andStaysInterrupted() throws Exception {
        CompletableFuture<Void> holder = holder();

        Thread.currentThread().interrupt();
        String answer = locks.holding(new int[] {1}, Duration.ofMinutes(1).toNanos(), () -> "went on");

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer).isEqualTo("went on");
        done.countDown();
        holder.get(10, TimeUnit.SECONDS);
    }

    @Test
    void threadThatHasATurn_waitsForAnotherOneAMomentOnly() throws Exception {
        CompletableFuture<Void> holder = holder();

        long patience = Duration.ofMinutes(1).toNanos();
        String answer =
                locks.holding(new int[] {2}, patience, () -> locks.holding(new int[] {1}, patience, () -> "went on"));

        assertThat(answer).isEqualTo("went on");
        done.countDown();
        holder.get(10, TimeUnit.SECONDS);
    }

    @Test
    void turns_areGivenBack_alsoByAnActionThatThrows() {
        org.assertj.core.api.Assertions.assertThatIllegalStateException()
                .isThrownBy(() -> locks.holding(new int[] {1, 2}, 0, () -> {
                    throw new IllegalStateException();
                }));
        Integer answer = CompletableFuture.supplyAsync(() ->
                        locks.holding(new int[] {1, 2}, Duration.ofMinutes(1).toNanos(), () -> 1))
                .join();
        assertThat(answer).isEqualTo(1);
    }
}
