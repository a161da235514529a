package io.jcacheredis.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import io.jcacheredis.invalidation.PurgeStrategy;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Which events have to be handled again. */
class HandlingTest {

    private static final InvalidationEvent EVENT = InvalidationEvent.of("user.updated", Map.of());
    private static final InvalidationResult DONE = new InvalidationResult(1, List.of());

    private final AtomicBoolean over = new AtomicBoolean();

    private boolean handle(Function<InvalidationEvent, InvalidationResult> handler) {
        return new Handling(handler, over::get).handle(() -> EVENT, "an entry");
    }

    @Test
    void handled_isDoneWith() {
        assertThat(handle(event -> DONE)).isTrue();
    }

    @Test
    void strategyThatFailed_hasItHandledAgain() {
        InvalidationResult.Failure failure =
                new InvalidationResult.Failure(PurgeStrategy.on("a"), new IllegalStateException("on purpose"));

        assertThat(handle(event -> new InvalidationResult(1, List.of(failure)))).isFalse();
    }

    @Test
    void handlerThatThrows_hasItHandledAgain() {
        assertThat(handle(event -> {
                    throw new StackOverflowError("on purpose");
                }))
                .isFalse();
    }

    /** Caches that were closed before their turn count as if nothing in them had to be removed. */
    @Test
    void endThatCameMeanwhile_hasItHandledAgain() {
        assertThat(handle(event -> {
                    over.set(true);
                    return DONE;
                }))
                .isFalse();
    }

    @Test
    void afterTheEnd_nothingIsHandled() {
        over.set(true);

        assertThat(handle(event -> {
                    throw new AssertionError("handled");
                }))
                .isFalse();
    }

    @Test
    void whatIsNoEvent_isDoneWith() {
        Handling handling = new Handling(event -> DONE, over::get);

        assertThat(handling.handle(
                        () -> {
                            throw new IllegalArgumentException("on purpose");
                        },
                        "an entry"))
                .isTrue();
    }
}
