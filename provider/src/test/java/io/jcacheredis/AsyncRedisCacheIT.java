package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Calls that nobody waits for: their threads, their errors, and their end. What each method does is the subject of the parity test. */
class AsyncRedisCacheIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int MANY = 10_000;

    private final CountDownLatch goesOn = new CountDownLatch(1);
    private Opened opened;
    private RedisCache<String, String> cache;
    private AsyncRedisCache<String, String> async;

    @BeforeEach
    void open() {
        opened = Opened.at(redis.uri(), "jcache.redis.timeout", "10s");
        cache = cache(opened, "cache");
        cache.clear();
        async = cache.async();
    }

    @AfterEach
    void close() {
        goesOn.countDown();
        opened.close();
    }

    @SuppressWarnings("unchecked")
    private static RedisCache<String, String> cache(Opened opened, String name) {
        return opened.cache(name).unwrap(RedisCache.class);
    }

    private static <T> T ended(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new AssertionError("ended by " + e.getCause(), e);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** What a stage ends with, as those see it who depend on it. */
    private static Throwable failure(CompletionStage<?> stage) throws Exception {
        AtomicReference<Throwable> failure = new AtomicReference<>();
        CountDownLatch over = new CountDownLatch(1);
        stage.whenComplete((result, thrown) -> {
            failure.set(thrown);
            over.countDown();
        });
        assertThat(over.await(30, TimeUnit.SECONDS)).isTrue();
        return failure.get();
    }

    private void awaitSign() {
        Latches.await(goesOn);
    }

    private String held(String key) {
        awaitSign();
        return "loaded " + key;
    }

    private static long ourThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("jcache-redis"))
                .count();
    }

    @Test
    void async_isAlwaysTheSame() {
        assertThat(cache.async()).isSameAs(async);
        assertThat(async).hasToString("asynchronous RedisCache 'cache'");
    }

    @Test
    void floodOfCalls_takesABoundedNumberOfThreads() {
        cache.put("k", "v");
        List<CompletionStage<String>> stages = new ArrayList<>();
        long most = 0;
        for (int i = 0; i < MANY; i++) {
            stages.add(async.get("k"));
            if (i % 500 == 0) {
                most = Math.max(most, ourThreads());
            }
        }
        assertThat(stages).allSatisfy(stage -> assertThat(ended(stage)).isEqualTo("v"));
        assertThat(Math.max(most, ourThreads())).isLessThan(100);
    }

    /** As many loads as there are threads wait for the results of calls that were asked for later. */
    @Test
    void loadsThatWaitForOtherCalls_end() {
        cache.put("k", "v");
        List<CompletionStage<String>> stages = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            stages.add(async.getOrLoad("load" + i, key -> ended(async.get("k")) + ended(async.get(key)), HOUR));
        }
        assertThat(stages).allSatisfy(stage -> assertThat(ended(stage)).isEqualTo("vnull"));
        assertThat(ourThreads()).isLessThan(100);
    }

    /** Of another cache and three deep; the last ones have nothing to wait for. */
    @Test
    void loadsWithinLoads_end() {
        AsyncRedisCache<String, String> other = cache(opened, "other").async();
        List<CompletionStage<String>> stages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stages.add(async.getOrLoad(
                    "a" + i,
                    a -> ended(other.getOrLoad(
                            "b" + a, b -> ended(async.getOrLoad("c" + b, c -> "end of " + c, HOUR)), HOUR)),
                    HOUR));
        }
        for (int i = 0; i < 500; i++) {
            assertThat(ended(stages.get(i))).isEqualTo("end of cba" + i);
        }
    }

    /** Which the pool can't know. */
    @Test
    void loadsThatWaitForCallsByOtherThreads_end() {
        List<CompletionStage<String>> stages = new ArrayList<>();
        for (int i = 0; i < 80; i++) {
            stages.add(async.getOrLoad(
                    "load" + i,
                    key -> {
                        CompletableFuture<String> byAnother = new CompletableFuture<>();
                        new Thread(() -> byAnother.complete("" + ended(async.containsKey("k")))).start();
                        return ended(byAnother);
                    },
                    HOUR));
        }
        assertThat(stages).allSatisfy(stage -> assertThat(ended(stage)).isEqualTo("false"));
    }

    @Test
    void caller_isNotHeldUp_neitherByRedisNorByALoad() {
        CompletionStage<String> stage = async.getOrLoad("k", this::held, HOUR);
        assertThat(stage.toCompletableFuture()).isNotDone();
        assertThat(ended(async.putIfAbsent("other", "v"))).isTrue();
        goesOn.countDown();
        assertThat(ended(stage)).isEqualTo("loaded k");
    }

    @Test
    void dependents_runInAThreadOfTheProvider_andHoldUpNobody() throws Exception {
        int dependentCount = 100; // more than the threads that there are for calls, unless these are virtual
        Set<String> names = ConcurrentHashMap.newKeySet();
        CountDownLatch allThere = new CountDownLatch(dependentCount);
        CountDownLatch end = new CountDownLatch(1);
        List<CompletionStage<Void>> dependents = new ArrayList<>();
        for (int i = 0; i < dependentCount; i++) {
            CompletionStage<String> load = async.getOrLoad("load" + i, this::held, HOUR);
            dependents.add(load.thenAccept(value -> {
                names.add(Thread.currentThread().getName());
                allThere.countDown();
                Latches.await(end);
            }));
        }
        goesOn.countDown();
        assertThat(allThere.await(20, TimeUnit.SECONDS)).isTrue();
        cache.put("k", "v");
        assertThat(ended(async.get("k"))).isEqualTo("v");
        end.countDown();
        dependents.forEach(AsyncRedisCacheIT::ended);
        assertThat(names).allMatch(name -> name.startsWith("jcache-redis-"));
    }

    @Test
    void chains_keepTheirOrder() {
        CompletionStage<?> last = CompletableFuture.completedStage(null);
        for (int i = 0; i <= 500; i++) {
            String value = "" + i;
            last = last.thenCompose(nothing -> async.put("k", value));
        }
        ended(last);
        assertThat(cache.get("k")).isEqualTo("500");
    }

    @Test
    void whatCodeOfUsersThrows_endsTheStage_asItIs() throws Exception {
        for (Throwable thrown :
                List.of(new IllegalStateException("no"), new StackOverflowError(), new IOException("no disk"))) {
            CompletionStage<String> stage = async.getOrLoad("k", key -> {
                throw unchecked(thrown);
            });
            assertThat(failure(stage)).isSameAs(thrown);
            assertThat(failure(stage.toCompletableFuture())).isSameAs(thrown);
            assertThatThrownBy(() -> stage.toCompletableFuture().join()).hasCause(thrown);
        }
        assertThat(ended(async.getOrLoad("k", key -> "v"))).isEqualTo("v");
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    @Test
    void redisAway_endsTheStage_asTheModeOfTheCacheSays() throws Exception {
        try (Opened away = Opened.at(URI.create("redis://localhost:1"), "jcache.redis.timeout", "200ms")) {
            Cache<String, String> strict = away.manager.createCache(
                    "strict",
                    new RedisConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .setOnFailure(OnFailure.STRICT));
            RedisCache<?, ?> unavailable = strict.unwrap(RedisCache.class);
            assertThat(failure(unavailable.async().size())).isInstanceOf(CacheUnavailableException.class);
            assertThat(ended(cache(away, "degrading").async().get("k"))).isNull();
        }
    }

    /** Neither those who wait for the stage nor the call. */
    @Test
    void futureOfAStage_canBeCompletedAndCancelled_withoutHarmToOthers() {
        CompletionStage<String> stage = async.getOrLoad("k", this::held, HOUR);
        CompletionStage<String> dependent = stage.thenApply(value -> "got " + value);
        assertThat(stage.toCompletableFuture().complete("false")).isTrue();
        assertThat(stage.toCompletableFuture().cancel(true)).isTrue();
        stage.toCompletableFuture().obtrudeValue("false");
        goesOn.countDown();
        assertThat(ended(dependent)).isEqualTo("got loaded k");
        assertThat(ended(stage)).isEqualTo("loaded k");
        assertThat(cache.get("k")).isEqualTo("loaded k");
    }

    @Test
    void close_waitsForWhatWasBegun_alsoIfItHadNoThreadYet() throws Exception {
        List<CompletionStage<?>> stages = new ArrayList<>();
        AtomicInteger loading = new AtomicInteger();
        for (int i = 0; i < 100; i++) {
            stages.add(async.getOrLoad(
                    "load" + i,
                    key -> {
                        loading.incrementAndGet();
                        return held(key);
                    },
                    HOUR));
            stages.add(async.put("put" + i, "v"));
        }
        await().until(() -> loading.get() >= 10);
        Thread closing = new Thread(cache::close);
        closing.start();
        await().until(cache::isClosed);
        assertThat(failure(async.get("k")))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("cache 'cache' is closed");
        assertThat(closing.isAlive()).isTrue();
        goesOn.countDown();
        closing.join(TimeUnit.SECONDS.toMillis(20));
        assertThat(closing.isAlive()).isFalse();
        assertThat(stages)
                .allMatch(stage -> stage.toCompletableFuture().isDone()
                        || !stage.toCompletableFuture().isCompletedExceptionally());
        stages.forEach(AsyncRedisCacheIT::ended);
        assertThat(cache(opened, "cache").size()).isEqualTo(200);
    }

    @Test
    void close_byTheCallOrWhatDependsOnIt_doesNotWaitForItself() throws Exception {
        CompletionStage<String> load = async.getOrLoad("k", key -> {
            cache.close();
            return "v";
        });
        assertThat(failure(load)).isExactlyInstanceOf(IllegalStateException.class);

        RedisCache<String, String> again = cache(opened, "cache");
        CompletionStage<Void> dependent = again.async().put("k", "v").thenRun(opened.provider::close);
        ended(dependent);
        assertThat(again.isClosed()).isTrue();
        assertThat(failure(again.async().get("k"))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void threads_areGoneWhenTheProviderIsClosed() {
        for (int i = 0; i < 1_000; i++) {
            async.put("k" + i, "v");
        }
        opened.close();
        await().until(() -> ourThreads() == 0);
        try (Opened later = Opened.at(redis.uri())) {
            assertThat(cache(later, "cache").size()).isEqualTo(1_000);
        }
    }
}
