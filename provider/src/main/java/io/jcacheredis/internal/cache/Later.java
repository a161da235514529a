package io.jcacheredis.internal.cache;

import io.jcacheredis.internal.observation.Observing;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Has calls of one cache run by other threads, and gives stages of what comes of them: of the very exceptions too. A call that was asked
 * for before the cache is closed runs, and {@code close} waits for it as for any other.
 *
 * <p>A stage is completed by the thread that ran its call, after the call: what depends on it holds no connection, lock or lease.
 */
final class Later {

    /** How many calls of this kind, of any cache, the calling thread is in the middle of. */
    private static final ThreadLocal<int[]> DEPTH = ThreadLocal.withInitial(() -> new int[1]);

    private final CallsInFlight calls;
    private final CallThreads threads;
    private final Observing observing;
    private final Supplier<String> closedMessage;

    Later(CallsInFlight calls, CallThreads threads, Observing observing, Supplier<String> closedMessage) {
        this.calls = calls;
        this.threads = threads;
        this.observing = observing;
        this.closedMessage = closedMessage;
    }

    /** A call with arguments that the caller may change as soon as he has the stage: they are copied before. */
    <A, T extends @Nullable Object> CompletionStage<T> call(Supplier<A> copied, Function<A, T> call) {
        A copy;
        try {
            copy = copied.get();
        } catch (RuntimeException | Error e) {
            return new Result<T>().failed(e);
        }
        return call(() -> call.apply(copy));
    }

    /** A call without a result. */
    CompletionStage<@Nullable Void> run(Runnable call) {
        return call(() -> {
            call.run();
            return null;
        });
    }

    /** The same with arguments that the caller may change. */
    <A> CompletionStage<@Nullable Void> run(Supplier<A> copied, Consumer<A> call) {
        return call(copied, copy -> {
            call.accept(copy);
            return null;
        });
    }

    <T extends @Nullable Object> CompletionStage<T> call(Supplier<T> call) {
        Result<T> result = new Result<>();
        if (!calls.admit()) {
            return result.failed(new IllegalStateException(closedMessage.get()));
        }
        int depth = DEPTH.get()[0];
        try {
            threads.run(observing.carried(() -> complete(result, call, depth + 1)), depth);
        } catch (RuntimeException | Error e) { // no thread can be made
            calls.dismiss();
            return result.failed(e);
        }
        return result;
    }

    private <T extends @Nullable Object> void complete(Result<T> result, Supplier<T> call, int depth) {
        T value;
        try {
            value = calls.admitted(() -> within(call, depth));
        } catch (Throwable e) { // what is lost here, somebody waits for; a loader in another language may throw any
            result.completeExceptionally(e);
            return;
        }
        result.complete(value);
    }

    private static <T extends @Nullable Object> T within(Supplier<T> call, int depth) {
        int[] current = DEPTH.get();
        int before = current[0];
        current[0] = depth;
        try {
            return call.get();
        } finally {
            current[0] = before;
        }
    }

    /** Only this class completes it: whoever asks for a future gets one of his own. */
    private static final class Result<T extends @Nullable Object> extends CompletableFuture<T> {

        Result<T> failed(Throwable failure) {
            completeExceptionally(failure);
            return this;
        }

        @Override
        public CompletableFuture<T> toCompletableFuture() {
            CompletableFuture<T> own = new CompletableFuture<>();
            CompletableFuture<T> unused = whenComplete((value, failure) -> {
                if (failure == null) {
                    own.complete(value);
                } else {
                    own.completeExceptionally(failure);
                }
            });
            return own;
        }
    }
}
