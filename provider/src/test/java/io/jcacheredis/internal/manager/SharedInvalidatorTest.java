package io.jcacheredis.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.Logged;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import io.jcacheredis.invalidation.InvalidationStrategy;
import io.jcacheredis.invalidation.PurgeStrategy;
import io.jcacheredis.invalidation.Purged;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.junit.jupiter.api.Test;

/** How strategies are asked. */
class SharedInvalidatorTest {

    private static final InvalidationEvent EVENT = InvalidationEvent.of("user.deleted", Map.of("token", "secret"));

    private final Purged purged = new Purged();
    private final RedisCacheManager manager = purged.manager();
    private final EventDrivenInvalidator invalidator = new SharedInvalidator(manager, List.of(), () -> {});

    /** Does something for every event. */
    private static InvalidationStrategy strategy(ToLongFunction<InvalidationEvent> action) {
        return new InvalidationStrategy() {
            @Override
            public boolean shouldInvalidate(InvalidationEvent event) {
                return true;
            }

            @Override
            public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
                return action.applyAsLong(event);
            }
        };
    }

    private static InvalidationStrategy failing(Throwable failure) {
        return strategy(event -> {
            SharedInvalidatorTest.<RuntimeException>raise(failure);
            return 0;
        });
    }

    @SuppressWarnings("unchecked") // throws checked exceptions that nobody declares, as other languages do
    private static <T extends Throwable> void raise(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void strategies_areAskedInTheirOrder_andCountsAddUp() {
        List<String> asked = new ArrayList<>();
        EventDrivenInvalidator some = new SharedInvalidator(
                manager,
                List.of(strategy(event -> {
                    asked.add("first");
                    return 2;
                })),
                () -> {});
        some.add(PurgeStrategy.on("other").purging("not:asked"));
        some.add(strategy(event -> {
            asked.add("second");
            return 3;
        }));
        some.add(PurgeStrategy.on("user.*").purging("sessions:{token}"));

        InvalidationResult result = some.handle(EVENT);

        assertThat(result.removed()).isEqualTo(6);
        assertThat(result.failures()).isEmpty();
        assertThat(asked).containsExactly("first", "second");
        assertThat(purged.all()).containsExactly("sessions:secret");
    }

    @Test
    void nobodyThere_removesNothing() {
        assertThat(invalidator.handle(EVENT)).isEqualTo(new InvalidationResult(0, List.of()));
    }

    @Test
    void strategyThatIsThere_isNotAddedAgain_andARemovedOneIsNotAsked() {
        assertThat(invalidator.add(PurgeStrategy.on("*").purging("a"))).isTrue();
        assertThat(invalidator.add(PurgeStrategy.on("*").purging("a"))).isFalse();
        assertThat(invalidator.handle(EVENT).removed()).isOne();

        assertThat(invalidator.remove(PurgeStrategy.on("*").purging("a"))).isTrue();
        assertThat(invalidator.remove(PurgeStrategy.on("*").purging("a"))).isFalse();
        assertThat(invalidator.handle(EVENT).removed()).isZero();
    }

    @Test
    void failure_doesNotStopTheOthers_andIsReported_andLoggedOnceLoudlyWithoutValues() {
        IllegalStateException first = new IllegalStateException("on purpose");
        Exception checked = new Exception("undeclared");
        InvalidationStrategy broken = failing(first);
        invalidator.add(broken);
        invalidator.add(failing(checked));
        invalidator.add(strategy(event -> 5));
        try (Logged logged = Logged.of(SharedInvalidator.class)) {
            InvalidationResult result = invalidator.handle(EVENT);

            assertThat(result.removed()).isEqualTo(5);
            assertThat(result.failures()).hasSize(2);
            assertThat(result.failures().get(0).strategy()).isSameAs(broken);
            assertThat(result.failures())
                    .extracting(InvalidationResult.Failure::cause)
                    .containsExactly(first, checked);
            assertThat(invalidator.handle(EVENT).failures()).hasSize(2);
            assertThat(logged.text())
                    .contains("user.deleted", "on purpose", broken.getClass().getName())
                    .doesNotContain("secret")
                    .containsOnlyOnce("IllegalStateException: on purpose");
        }
    }

    @Test
    void failureOfTheQuestion_isOneToo() {
        invalidator.add(new InvalidationStrategy() {
            @Override
            public boolean shouldInvalidate(InvalidationEvent event) {
                throw new IllegalArgumentException("on purpose");
            }

            @Override
            public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
                throw new AssertionError("not asked");
            }
        });

        assertThat(invalidator.handle(EVENT).failures()).hasSize(1);
    }

    @Test
    void error_isThrown_afterTheOthersWereAsked() {
        AtomicLong asked = new AtomicLong();
        AssertionError error = new AssertionError("on purpose");
        invalidator.add(failing(error));
        invalidator.add(failing(new LinkageError("another")));
        invalidator.add(failing(error));
        invalidator.add(strategy(event -> asked.incrementAndGet()));

        assertThatThrownBy(() -> invalidator.handle(EVENT))
                .isSameAs(error)
                .satisfies(e -> assertThat(e.getSuppressed()).hasSize(1));
        assertThat(asked).hasValue(1);
    }

    @Test
    void strategies_mayAddAndRemoveOthers_whileTheyAreAsked() {
        InvalidationStrategy last = strategy(event -> 1);
        invalidator.add(strategy(event -> {
            invalidator.add(PurgeStrategy.on("*").purging("later"));
            invalidator.remove(last);
            return 0;
        }));
        invalidator.add(last);

        assertThat(invalidator.handle(EVENT).removed())
                .as("those that were there")
                .isOne();
        assertThat(invalidator.handle(EVENT).removed()).isOne();
        assertThat(purged.all()).containsExactly("later");
    }

    @Test
    void strategy_mayHandleAnotherEvent() {
        invalidator.add(PurgeStrategy.on("inner").purging("a"));
        invalidator.add(strategy(event -> event.type().equals("inner")
                ? 0
                : invalidator.handle(InvalidationEvent.of("inner", Map.of())).removed()));

        assertThat(invalidator.handle(EVENT).removed()).isOne();
    }

    @Test
    void closedManager_isAnError() {
        invalidator.add(PurgeStrategy.on("*"));
        purged.close();

        assertThatThrownBy(() -> invalidator.handle(EVENT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("is closed");
        assertThatThrownBy(() -> invalidator.add(PurgeStrategy.on("a"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> invalidator.remove(PurgeStrategy.on("*"))).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(invalidator::listen).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void nulls_areRefused() {
        assertThatThrownBy(() -> invalidator.handle(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> invalidator.add(null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> invalidator.remove(null)).isInstanceOf(NullPointerException.class);
    }

    /** One that stays is asked for each event, whoever comes and goes meanwhile. */
    @Test
    void threads_mayAddRemoveAndHandle_atTheSameTime() throws Exception {
        AtomicLong stays = new AtomicLong();
        invalidator.add(strategy(event -> stays.incrementAndGet()));
        CountDownLatch begin = new CountDownLatch(1);
        AtomicBoolean over = new AtomicBoolean();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Long>> changing = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                changing.add(threads.submit(() -> {
                    begin.await();
                    long lost = 0;
                    for (int i = 0; !over.get(); i++) {
                        InvalidationStrategy own = strategy(event -> 0);
                        lost += invalidator.add(own) && invalidator.remove(own) ? 0 : 1;
                    }
                    return lost;
                }));
            }
            List<Future<Long>> handling = new ArrayList<>();
            for (int t = 0; t < 2; t++) {
                handling.add(threads.submit(() -> {
                    begin.await();
                    long failures = 0;
                    for (int i = 0; i < 20_000; i++) {
                        failures += invalidator.handle(EVENT).failures().size();
                    }
                    return failures;
                }));
            }
            begin.countDown();
            for (Future<Long> each : handling) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isZero();
            }
            over.set(true);
            for (Future<Long> each : changing) {
                assertThat(each.get(60, TimeUnit.SECONDS)).isZero();
            }
        } finally {
            over.set(true);
            threads.shutdownNow();
        }
        assertThat(stays).hasValue(40_000);
    }
}
