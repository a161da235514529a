package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.Latches;
import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FailingStore;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.LoadLease;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheLoaderException;
import javax.cache.integration.CacheWriterException;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Loads by the threads of one JVM, and what comes between a load and its end. */
class LoadsTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final int THREADS = 20;

    private final FakeClock clock = new FakeClock();
    private final FailingStore store = new FailingStore(new InMemoryEntryStore(clock));
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger loads = new AtomicInteger();
    private final CacheFacade<String, String> cache = cache(store, new Loading<>(null, false));

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    private static CacheFacade<String, String> cache(EntryStore store, Loading<String, String> loading) {
        return new CacheFacade<>(
                TestParts.manager(),
                new RedisConfiguration<>(),
                TestParts.of(store, OnFailure.STRICT, loading),
                () -> {});
    }

    private byte[] value(String key) {
        return store.apply(bytes(key), Mutation.peek()).prior();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Begins so many gets of one key, and goes on when one of them loads and the others are on their way. */
    private List<Future<String>> getByMany(CountDownLatch goesOn, Supplier<String> result) throws Exception {
        CountDownLatch begun = new CountDownLatch(THREADS);
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            all.add(threads.submit(() -> {
                begun.countDown();
                return cache.getOrLoad(
                        "k",
                        key -> {
                            loads.incrementAndGet();
                            Latches.await(goesOn);
                            return result.get();
                        },
                        HOUR);
            }));
        }
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> loads.get() == 1);
        return all;
    }

    @Test
    void manyThreads_loadOnce_andAllGetIt() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        List<Future<String>> all = getByMany(goesOn, () -> "loaded");
        goesOn.countDown();
        for (Future<String> each : all) {
            assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo("loaded");
        }
        assertThat(loads).hasValue(1);
        assertThat(value("k")).isEqualTo(bytes("loaded"));
        assertThat(cache.timeToLive("k").orElseThrow()).isEqualTo(HOUR);
        assertThat(cache.getOrLoad("k", key -> "again", HOUR)).isEqualTo("loaded");
    }

    @Test
    void nothingLoaded_isNothingForAll_andAskedForAgain() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        List<Future<String>> all = getByMany(goesOn, () -> null);
        goesOn.countDown();
        for (Future<String> each : all) {
            assertThat(each.get(20, TimeUnit.SECONDS)).isNull();
        }
        assertThat(value("k")).isNull();
        assertThat(cache.getOrLoad("k", key -> "later", HOUR)).isEqualTo("later");
        assertThat(value("k")).isEqualTo(bytes("later"));
    }

    @Test
    void failure_reachesAllWhoWaited_andTheNextOneLoads() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        IllegalStateException failure = new IllegalStateException("no database");
        List<Future<String>> all = getByMany(goesOn, () -> {
            throw failure;
        });
        goesOn.countDown();
        int failed = 0;
        for (Future<String> each : all) {
            assertThatThrownBy(() -> each.get(20, TimeUnit.SECONDS)).hasRootCause(failure);
            failed++;
        }
        assertThat(failed).isEqualTo(THREADS);
        assertThat(cache.getOrLoad("k", key -> "later", HOUR)).isEqualTo("later");
    }

    /** As code in other languages throws it. */
    @Test
    void checkedFailure_reachesAllWhoWaited() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        IOException failure = new IOException("no disk");
        List<Future<String>> all = getByMany(goesOn, () -> {
            throw unchecked(failure);
        });
        goesOn.countDown();
        for (Future<String> each : all) {
            assertThatThrownBy(() -> each.get(20, TimeUnit.SECONDS)).hasRootCause(failure);
        }
        assertThat(loads.get()).isLessThanOrEqualTo(THREADS);
    }

    @SuppressWarnings("unchecked")
    private static <E extends Throwable> RuntimeException unchecked(Throwable thrown) throws E {
        throw (E) thrown;
    }

    /** What came between the load and its end. */
    private String loadWhile(Runnable meanwhile) {
        return cache.getOrLoad(
                "k",
                key -> {
                    meanwhile.run();
                    return "loaded";
                },
                HOUR);
    }

    @Test
    void removalMeanwhile_wins() {
        List<Runnable> removals = List.of(
                () -> cache.remove("k"),
                () -> cache.remove("k", "whatever"),
                () -> cache.getAndRemove("k"),
                () -> cache.removeAll(Set.of("k", "other")),
                cache::removeAll,
                cache::clear,
                () -> cache.purge("k"),
                () -> cache.purge("*"),
                () -> {
                    cache.put("k", "put");
                    cache.remove("k");
                });
        for (Runnable removal : removals) {
            assertThat(loadWhile(removal)).isEqualTo("loaded");
            assertThat(value("k")).isNull();
        }
        assertThat(loadWhile(() -> {})).isEqualTo("loaded");
        assertThat(value("k")).isEqualTo(bytes("loaded"));
    }

    /** Who removes an entry and asks for it then must not get what somebody began to load before. */
    @Test
    void removalMeanwhile_isFollowedByALoadOfItsOwn() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        AtomicReference<String> database = new AtomicReference<>("old");
        Callable<String> get = () -> cache.getOrLoad(
                "k",
                key -> {
                    String read = database.get();
                    if (loads.incrementAndGet() == 1) {
                        Latches.await(goesOn);
                    }
                    return read;
                },
                HOUR);
        Future<String> before = threads.submit(get);
        await().until(() -> loads.get() == 1);
        Future<String> joined = waiting(get);
        database.set("new");
        cache.remove("k");
        Future<String> after = waiting(get);
        goesOn.countDown();

        assertThat(after.get(20, TimeUnit.SECONDS)).isEqualTo("new");
        assertThat(joined.get(20, TimeUnit.SECONDS)).isIn("old", "new");
        assertThat(before.get(20, TimeUnit.SECONDS)).isEqualTo("old");
        assertThat(value("k")).isEqualTo(bytes("new"));
        assertThat(loads).hasValue(2);
    }

    /** Runs a call, and returns when it waits. */
    private static Future<String> waiting(Callable<String> call) {
        FutureTask<String> task = new FutureTask<>(call);
        Thread thread = new Thread(task, "waits");
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING);
        return task;
    }

    @Test
    void putMeanwhile_wins() {
        assertThat(loadWhile(() -> cache.put("k", "put"))).isEqualTo("loaded");
        assertThat(value("k")).isEqualTo(bytes("put"));
        cache.remove("k");
        loadWhile(() -> cache.putThrough("k", "written", unused -> {}, HOUR));
        assertThat(value("k")).isEqualTo(bytes("written"));
        cache.remove("k");
        loadWhile(() -> {
            cache.put("k", "short", Duration.ofMillis(50));
            clock.advanceMillis(60);
        });
        assertThat(value("k")).as("what was loaded is older than what has gone").isNull();
    }

    @Test
    void reload_replacesWhatIsThere_unlessSomebodyWroteMeanwhile() throws Exception {
        List<Runnable> meanwhile = new ArrayList<>(List.of(() -> {}));
        CacheLoader<String, String> loader = new CacheLoader<>() {
            @Override
            public String load(String key) {
                return "loaded";
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                meanwhile.forEach(Runnable::run);
                Map<String, String> all = new HashMap<>();
                keys.forEach(key -> all.put(key, load(key)));
                return all;
            }
        };
        CacheFacade<String, String> reloading = cache(store, new Loading<>(loader, false));
        reloading.put("k", "old");
        reload(reloading);
        assertThat(value("k")).isEqualTo(bytes("loaded"));
        assertThat(value("missing")).isEqualTo(bytes("loaded"));

        meanwhile.set(0, () -> reloading.put("k", "newer"));
        reload(reloading);
        assertThat(value("k")).isEqualTo(bytes("newer"));
        meanwhile.set(0, () -> reloading.remove("k"));
        reload(reloading);
        assertThat(value("k")).isNull();
    }

    private static void reload(CacheFacade<String, String> reloading) throws Exception {
        CompletionListenerFuture future = new CompletionListenerFuture();
        reloading.loadAll(Set.of("k", "missing"), true, future);
        future.get(20, TimeUnit.SECONDS);
    }

    /** Each of two loads needs what the other one loads. */
    @Test
    void loadsThatNeedEachOther_end() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        List<Future<String>> pair = new ArrayList<>();
        for (String key : List.of("a", "b")) {
            String other = key.equals("a") ? "b" : "a";
            pair.add(threads.submit(() -> cache.getOrLoad(
                    key,
                    unused -> {
                        both.countDown();
                        Latches.await(both);
                        return "of " + cache.getOrLoad(other, same -> "inner " + same, HOUR);
                    },
                    HOUR)));
        }
        // Who comes second may find what the first one stored.
        assertThat(pair.get(0).get(20, TimeUnit.SECONDS)).isIn("of inner b", "of of inner a");
        assertThat(pair.get(1).get(20, TimeUnit.SECONDS)).isIn("of inner a", "of of inner b");
    }

    @Test
    void loadWithinALoad_ofTheSameKey_isTheUsersOwnRecursion() {
        AtomicInteger depth = new AtomicInteger();
        String loaded = cache.getOrLoad(
                "k", key -> depth.incrementAndGet() < 3 ? "deep" + cache.getOrLoad("k", k -> "inner", HOUR) : "", HOUR);
        assertThat(loaded).isEqualTo("deepinner");
    }

    @Test
    void interruptWhileWaiting_isKept_andWhoWasInterruptedLoadsForItself() throws Exception {
        CountDownLatch goesOn = new CountDownLatch(1);
        Future<String> leader = threads.submit(() -> cache.getOrLoad(
                "k",
                key -> {
                    loads.incrementAndGet();
                    Latches.await(goesOn);
                    return "loaded";
                },
                HOUR));
        await().until(() -> loads.get() == 1);
        Future<Boolean> interrupted = threads.submit(() -> {
            Thread.currentThread().interrupt();
            assertThat(cache.getOrLoad("k", key -> "own", HOUR)).isEqualTo("own");
            return Thread.interrupted();
        });
        assertThat(interrupted.get(20, TimeUnit.SECONDS)).isTrue();
        goesOn.countDown();
        leader.get(20, TimeUnit.SECONDS);
        assertThat(value("k")).isEqualTo(bytes("loaded"));
    }

    @Test
    void leaseOfAnotherJvm_isWaitedFor_andItsValueTaken() throws Exception {
        LoadLease another = new LoadLease(Duration.ofSeconds(5));
        store.apply(bytes("k"), another.acquire());
        Future<String> waiting = threads.submit(() -> cache.getOrLoad("k", key -> "own", HOUR));
        await().until(() -> store.trips().size() > 2);
        assertThat(waiting.isDone()).isFalse();

        store.apply(bytes("k"), another.fill(Mutation.fill(bytes("theirs"), Report.NOTHING, ExpiryPlan.NONE)));
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo("theirs");
    }

    @Test
    void leaseThatEnded_isTakenOver() {
        LoadLease killed = new LoadLease(Duration.ofSeconds(5));
        store.apply(bytes("k"), killed.acquire());
        clock.advanceMillis(6_000);
        assertThat(cache.getOrLoad("k", key -> "own", HOUR)).isEqualTo("own");
        assertThat(value("k")).isEqualTo(bytes("own"));
    }

    @Test
    void putThrough_writesFirst_andLeavesTheCacheAloneIfThatFails() {
        List<String> written = Collections.synchronizedList(new ArrayList<>());
        cache.put("k", "old");
        cache.putThrough(
                "k",
                "new",
                value -> {
                    written.add(value);
                    assertThat(value("k")).isEqualTo(bytes("old"));
                },
                HOUR);
        assertThat(written).containsExactly("new");
        assertThat(value("k")).isEqualTo(bytes("new"));
        assertThat(cache.timeToLive("k").orElseThrow()).isEqualTo(HOUR);

        IllegalStateException failure = new IllegalStateException("no database");
        assertThatThrownBy(() -> cache.putThrough(
                        "k",
                        "newer",
                        value -> {
                            throw failure;
                        },
                        HOUR))
                .isInstanceOf(CacheWriterException.class)
                .hasRootCause(failure);
        assertThat(value("k")).isEqualTo(bytes("new"));
        assertThat(cache.timeToLive("k").orElseThrow()).isEqualTo(HOUR);
    }

    @Test
    void putThroughWithoutATimeToLive_leavesItToTheExpiryPolicy() {
        List<String> written = new ArrayList<>();
        cache.put("k", "old", HOUR);
        cache.putThrough("k", "new", written::add);
        cache.putThrough("other", "created", written::add);
        assertThat(written).containsExactly("new", "created");
        assertThat(value("k")).isEqualTo(bytes("new"));
        assertThat(cache.timeToLive("k"))
                .as("an eternal policy leaves updates alone")
                .contains(HOUR);
        assertThat(cache.timeToLive("other")).contains(ChronoUnit.FOREVER.getDuration());

        assertThatThrownBy(() -> cache.putThrough("k", "newer", value -> {
                    throw new IllegalStateException("no database");
                }))
                .isInstanceOf(CacheWriterException.class);
        assertThat(value("k")).isEqualTo(bytes("new"));
        assertThat(cache.timeToLive("k")).contains(HOUR);
    }

    @Test
    void removalByAnotherDuringAPutThrough_wins() {
        cache.putThrough("k", "new", value -> cache.remove("k"), HOUR);
        assertThat(value("k")).isNull();
    }

    @Test
    void readThrough_failsAsTheSpecificationSays() {
        CacheLoader<String, String> broken = new CacheLoader<>() {
            @Override
            public String load(String key) {
                throw new IllegalStateException("no database");
            }

            @Override
            public Map<String, String> loadAll(Iterable<? extends String> keys) {
                throw new IllegalStateException("no database");
            }
        };
        CacheFacade<String, String> readThrough = cache(store, new Loading<>(broken, true));
        assertThatThrownBy(() -> readThrough.get("k")).isInstanceOf(CacheLoaderException.class);
        assertThatThrownBy(() -> readThrough.getAll(Set.of("k", "l"))).isInstanceOf(CacheLoaderException.class);
        assertThat(cache.getOrLoad("k", key -> "fine", HOUR)).isEqualTo("fine");
        assertThat(cache.getOrLoad("l", key -> "fine", HOUR))
                .as("its lease was released")
                .isEqualTo("fine");
    }
}
