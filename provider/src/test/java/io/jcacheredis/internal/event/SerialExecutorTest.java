package io.jcacheredis.internal.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class SerialExecutorTest {

    private final List<String> done = new ArrayList<>();

    @Test
    void execute_whereNoThreadWasToBeHad_theNextTaskTakesAlongWhatWaits() {
        AtomicBoolean refusing = new AtomicBoolean(true);
        SerialExecutor executor = new SerialExecutor(task -> {
            if (refusing.get()) {
                throw new RejectedExecutionException("no thread");
            }
            task.run();
        });
        assertThatThrownBy(() -> executor.execute(() -> done.add("first")))
                .isInstanceOf(RejectedExecutionException.class);

        refusing.set(false);
        executor.execute(() -> done.add("second"));

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void execute_afterClose_doesNothing() {
        SerialExecutor executor = new SerialExecutor(Runnable::run);
        executor.close();

        executor.execute(() -> done.add("late"));

        assertThat(done).isEmpty();
    }
}
