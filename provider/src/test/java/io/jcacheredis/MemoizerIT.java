package io.jcacheredis;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.KeyCodec;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;

/** Functions whose results are kept. */
class MemoizerIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration HOUR = Duration.ofHours(1);

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger calls = new AtomicInteger();
    private Opened opened;
    private RedisCache<String, String> cache;
    private Memoizer<String> memoizer;
    private Jedis jedis;

    private enum Level {
        LOW,
        HIGH
    }

    private record Query(String city, List<Integer> rooms) {}

    @BeforeEach
    void open() {
        jedis = new Jedis(redis.uri());
        jedis.flushDB();
        opened = Opened.at(redis.uri());
        cache = results(opened);
        memoizer = Memoizer.of(cache).ttl(HOUR);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        jedis.close();
        opened.close();
    }

    @SuppressWarnings("unchecked")
    private static RedisCache<String, String> results(Opened opened) {
        return opened.cache("results").unwrap(RedisCache.class);
    }

    /** What a function gives that counts its calls. */
    private String counted(Object result) {
        return result + "#" + calls.incrementAndGet();
    }

    private static <A> void keep(Memoized.OfFunction<A, String> function, A argument) {
        assertThat(function.apply(argument)).isNotNull();
    }

    @Test
    void functionsOfEachShape_areCalledOnceForTheSameArguments() throws Exception {
        Memoized.OfFunction<String, String> one = memoizer.function("one", this::counted);
        assertThat(one.apply("a")).isEqualTo("a#1");
        assertThat(one.apply("a")).isEqualTo("a#1");
        assertThat(one.apply("b")).isEqualTo("b#2");
        Memoized.OfBiFunction<String, Integer, String> two = memoizer.biFunction("two", (a, b) -> counted(a + b));
        assertThat(two.apply("a", 1)).isEqualTo("a1#3");
        assertThat(two.apply("a", 1)).isEqualTo("a1#3");
        Memoized.OfSupplier<String> none = memoizer.supplier("none", () -> counted(""));
        assertThat(none.get()).isEqualTo("#4");
        assertThat(none.get()).isEqualTo("#4");
        Memoized.OfCallable<String> may = memoizer.callable("may", () -> counted(""));
        assertThat(may.call()).isEqualTo("#5");
        assertThat(may.call()).isEqualTo("#5");

        assertThat(jedis.get("jcache:results:one(a)")).isEqualTo("a#1");
        assertThat(jedis.get("jcache:results:two(a,@int:1)")).isEqualTo("a1#3");
        assertThat(jedis.get("jcache:results:none()")).isEqualTo("#4");
        assertThat(jedis.get("jcache:results:may()")).isEqualTo("#5");
        assertThat(List.of(one.key("a"), two.key("a", 1), none.key(), may.key()))
                .containsExactly("one(a)", "two(a,@int:1)", "none()", "may()")
                .allMatch(cache::containsKey);
    }

    @Test
    void otherArguments_areOtherResults() {
        Memoized.OfBiFunction<Object, Object, String> f = memoizer.biFunction("f", (a, b) -> counted(""));
        List<String> results = new ArrayList<>();
        for (int round = 0; round < 2; round++) {
            results.add(f.apply("a:b", "c"));
            results.add(f.apply("a", "b:c"));
            results.add(f.apply("a,b", "c"));
            results.add(f.apply("a", "b,c"));
            results.add(f.apply(null, "null"));
            results.add(f.apply("null", null));
            results.add(f.apply(1, 1L));
            results.add(f.apply("1", "1"));
            results.add(f.apply(new int[] {1, 2}, Level.LOW));
            results.add(f.apply(new int[] {1, 3}, "LOW"));
            results.add(f.apply(new Query("Rome", List.of(2, 3)), Optional.empty()));
            results.add(f.apply(new Query("Rome", List.of(3, 2)), Level.HIGH));
        }
        assertThat(results.subList(0, 12)).doesNotHaveDuplicates().isEqualTo(results.subList(12, 24));
    }

    @Test
    void nullArgument_isOne() {
        Memoized.OfFunction<@Nullable String, String> f = memoizer.function("f", this::counted);
        assertThat(f.apply(null)).isEqualTo("null#1");
        assertThat(f.apply("null")).isEqualTo("null#2");
        assertThat(f.apply(null)).isEqualTo("null#1");
    }

    @Test
    void argumentWithoutACertainText_isRefusedBeforeTheCall_andTakenByAKeyBuilder() {
        Memoized.OfFunction<Locale, String> refusing = memoizer.function("f", this::counted);
        assertThatThrownBy(() -> refusing.apply(Locale.ROOT))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("java.util.Locale");
        assertThat(calls).hasValue(0);
        Memoized.OfFunction<Locale, String> built = memoizer.function("f", this::counted, Locale::toLanguageTag);
        assertThat(built.apply(Locale.GERMANY)).isEqualTo("de_DE#1");
        assertThat(built.apply(Locale.GERMANY)).isEqualTo("de_DE#1");
        assertThat(built.key(Locale.GERMANY)).isEqualTo("f(de-DE)");
    }

    @Test
    void keyBuilder_givesWhatIsInTheParentheses() {
        Memoized.OfBiFunction<String, String, String> user =
                memoizer.biFunction("user", (id, tenant) -> counted(id), (id, tenant) -> tenant + ":" + id);
        assertThat(user.apply("42", "t1")).isEqualTo("42#1");
        assertThat(user.apply("42", "t1")).isEqualTo("42#1");
        assertThat(user.apply("42", "t2")).isEqualTo("42#2");
        assertThat(user.key("42", "t1")).isEqualTo("user(t1:42)");
        assertThat(jedis.get("jcache:results:user(t1:42)")).isEqualTo("42#1");
        assertThat(user.clear()).isEqualTo(2);

        IllegalStateException failure = new IllegalStateException("no key");
        assertThatThrownBy(() -> memoizer.function("f", this::counted, argument -> {
                            throw failure;
                        })
                        .apply("a"))
                .isSameAs(failure);
        assertThatThrownBy(() ->
                        memoizer.function("f", this::counted, argument -> null).apply("a"))
                .isInstanceOf(NullPointerException.class)
                .hasMessageContaining("key builder");
    }

    @Test
    void results_liveAsLongAsIsSaid() {
        keep(memoizer.ttl(Duration.ofMinutes(10)).function("ten", this::counted), "a");
        keep(memoizer.ttl(ChronoUnit.FOREVER.getDuration()).function("ever", this::counted), "a");
        keep(memoizer.function("hour", this::counted), "a");
        assertThat(jedis.pttl("jcache:results:ten(a)")).isBetween(500_000L, 600_000L);
        assertThat(jedis.pttl("jcache:results:ever(a)")).isEqualTo(-1);
        assertThat(jedis.pttl("jcache:results:hour(a)")).isBetween(3_500_000L, 3_600_000L);
        assertThatThrownBy(() -> memoizer.ttl(Duration.ofNanos(999_999))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> memoizer.ttl(Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void resultsWithoutATimeToLive_liveAsTheCachesPolicyHasIt() {
        Cache<String, String> minutes = opened.manager.createCache(
                "minutes",
                new MutableConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setExpiryPolicyFactory(
                                CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MINUTES, 5))));
        keep(Memoizer.of(minutes).function("f", this::counted), "a");
        keep(Memoizer.of(cache).function("f", this::counted), "a");
        assertThat(jedis.pttl("jcache:minutes:f(a)")).isBetween(200_000L, 300_000L);
        assertThat(jedis.pttl("jcache:results:f(a)")).isEqualTo(-1);
    }

    @Test
    void setters_giveOthers_andLeaveThisOne() {
        Memoizer<String> other = memoizer.ttl(Duration.ofMinutes(1)).nullsAs("nothing");
        Memoized.OfFunction<String, String> f = memoizer.function("f", argument -> {
            calls.incrementAndGet();
            return null;
        });
        assertThat(other).isNotSameAs(memoizer);
        assertThat(f.apply("a")).isNull();
        assertThat(f.apply("a")).isNull();
        assertThat(calls).hasValue(2);
        assertThat(cache).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"user", "us*", "us[e]r", "us?r", "us\\er", "[^x]", "\\", "größe"})
    void clear_removesWhatIsOfThisFunction_andNothingElse(String prefix) {
        Memoized.OfFunction<Object, String> own = memoizer.function(prefix, this::counted);
        for (Object argument : List.of("a", "b:c", "(", "", 1, List.of("x"), "*", "\\")) {
            keep(own, argument);
        }
        List<String> others = List.of(
                "user:x", "username", "use", "xuser", "users*", "us", "user-1", "usr", "user", "x", "\\\\", "y");
        for (String other :
                others.stream().filter(other -> !other.equals(prefix)).toList()) {
            keep(memoizer.function(other, this::counted), "a");
            assertThat(memoizer.supplier(other, () -> counted("")).get()).isNotNull();
        }
        cache.put(prefix, "not a result");
        cache.put(prefix + ":a", "not a result");
        cache.put("x" + prefix + "(a)", "not a result");
        Memoized.OfFunction<Object, String> elsewhere =
                Memoizer.of(opened.cache("others")).function(prefix, this::counted);
        keep(elsewhere, "a");
        long before = cache.size();

        assertThat(own.clear()).isEqualTo(8);

        assertThat(cache.size()).isEqualTo(before - 8);
        assertThat(jedis.exists("jcache:others:" + elsewhere.key("a"))).isTrue();
        assertThat(own.clear()).isZero();
    }

    @Test
    void clear_ofAFunctionWithoutArguments_removesItsResult() {
        Memoized.OfSupplier<String> supplier = memoizer.supplier("[all]", () -> counted(""));
        assertThat(supplier.get()).isEqualTo("#1");
        assertThat(memoizer.supplier("a", () -> counted("")).get()).isEqualTo("#2");
        assertThat(supplier.clear()).isOne();
        assertThat(supplier.get()).isEqualTo("#3");
        assertThat(cache.size()).isEqualTo(2);
        Memoized.OfCallable<String> callable = memoizer.callable("[one]", () -> counted(""));
        assertThat(callable.clear()).isZero();
    }

    @Test
    void clear_whileAResultIsComputed_keepsItFromBeingKept() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Memoized.OfFunction<String, String> f = memoizer.function("f", argument -> {
            begun.countDown();
            Latches.await(goesOn);
            return counted(argument);
        });
        Future<String> slow = threads.submit(() -> f.apply("a"));
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        assertThat(f.clear()).isZero();
        goesOn.countDown();
        assertThat(slow.get(20, TimeUnit.SECONDS)).isEqualTo("a#1");
        assertThat(f.apply("a")).isEqualTo("a#2");
    }

    @Test
    void nulls_areKeptAsTheMarker_andClearedWithTheOthers() throws Exception {
        Memoizer<String> keeping = memoizer.nullsAs("<none>");
        Memoized.OfFunction<String, String> f = keeping.function("f", argument -> {
            calls.incrementAndGet();
            return null;
        });
        assertThat(f.apply("a")).isNull();
        assertThat(f.apply("a")).isNull();
        assertThat(calls).hasValue(1);
        assertThat(jedis.get("jcache:results:f(a)")).isEqualTo("<none>");
        assertThat(jedis.pttl("jcache:results:f(a)")).isBetween(3_500_000L, 3_600_000L);
        assertThat(keeping.callable("c", () -> null).call()).isNull();
        assertThat(cache.get("c()")).isEqualTo("<none>");
        assertThat(f.clear()).isOne();
        assertThat(f.apply("a")).isNull();
        assertThat(calls).hasValue(2);
    }

    @Test
    @SuppressWarnings("unchecked")
    void markerThatCouldNotBeTold_isRefused() {
        Cache<String, byte[]> bytes = opened.cache("bytes", String.class, byte[].class);
        assertThatThrownBy(() -> Memoizer.of(bytes).nullsAs(new byte[0]))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("byte[] does not define equals");
        Cache<String, Object> objects = opened.cache("objects", String.class, Object.class);
        assertThatThrownBy(() -> Memoizer.of(objects).nullsAs(new Object()))
                .isInstanceOf(IllegalArgumentException.class);
        Cache<String, Level> levels = opened.cache("levels", String.class, Level.class);
        assertThat(Memoizer.of(levels)
                        .nullsAs(Level.LOW)
                        .function("f", argument -> null)
                        .apply("a"))
                .isNull();
        assertThatThrownBy(() -> memoizer.nullsAs(null)).isInstanceOf(NullPointerException.class);
    }

    private static final class Failures {

        private static void throwAny(Throwable failure) {
            Failures.<RuntimeException>sneaky(failure);
        }

        @SuppressWarnings("unchecked")
        private static <E extends Throwable> void sneaky(Throwable failure) throws E {
            throw (E) failure;
        }
    }

    /** As functions in other languages throw them, where the compiler of this one would not let them. */
    @Test
    void failures_passUnchanged_andAreNotKept() {
        for (Throwable failure : List.of(
                new IOException("no disk"),
                new IllegalStateException("no"),
                new StackOverflowError(),
                new Exception())) {
            Callable<String> failing = () -> {
                calls.incrementAndGet();
                Failures.throwAny(failure);
                return "";
            };
            Memoized.OfCallable<String> callable = memoizer.callable("c", failing);
            assertThatThrownBy(callable::call).isSameAs(failure);
            assertThatThrownBy(callable::call).isSameAs(failure);
            Memoized.OfFunction<String, String> function = memoizer.function("f", argument -> {
                calls.incrementAndGet();
                Failures.throwAny(failure);
                return "";
            });
            assertThatThrownBy(() -> function.apply("a")).isSameAs(failure);
            Memoized.OfSupplier<String> supplier = memoizer.supplier("s", () -> {
                calls.incrementAndGet();
                Failures.throwAny(failure);
                return "";
            });
            assertThatThrownBy(supplier::get).isSameAs(failure);
            assertThat(calls.getAndSet(0)).isEqualTo(4);
        }
        assertThat(cache).isEmpty();
        assertThat(jedis.keys("*results:*")).isEmpty();
    }

    @Test
    void checkedFailure_reachesWhoWaitsForTheSame() throws Exception {
        IOException failure = new IOException("no disk");
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        Memoized.OfCallable<String> callable = memoizer.callable("c", () -> {
            calls.incrementAndGet();
            begun.countDown();
            Latches.await(goesOn);
            throw failure;
        });
        FutureTask<String> first = started(callable);
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        List<FutureTask<String>> others = List.of(waiting(callable), waiting(callable));
        goesOn.countDown();
        assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS)).hasCause(failure);
        for (FutureTask<String> other : others) {
            assertThatThrownBy(() -> other.get(20, TimeUnit.SECONDS)).hasCause(failure);
        }
        assertThat(calls).hasValue(1);
    }

    private FutureTask<String> started(Callable<String> call) {
        FutureTask<String> task = new FutureTask<>(call);
        threads.execute(task);
        return task;
    }

    /** A call that is begun and waits for another one. */
    private static FutureTask<String> waiting(Callable<String> call) {
        FutureTask<String> task = new FutureTask<>(call);
        Thread thread = new Thread(task);
        thread.setDaemon(true);
        thread.start();
        await().until(() -> thread.getState() == Thread.State.TIMED_WAITING
                && List.of(thread.getStackTrace()).toString().contains("Flight.await"));
        return task;
    }

    /** Nobody interrupted the others. */
    @Test
    void interruptOfOneCall_isNotThatOfTheOthers() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        Memoized.OfCallable<String> callable = memoizer.callable("c", () -> {
            if (calls.incrementAndGet() == 1) {
                begun.countDown();
                Thread.sleep(Duration.ofMinutes(1).toMillis());
            }
            return "done";
        });
        FutureTask<String> first = new FutureTask<>(callable);
        Thread thread = new Thread(first);
        thread.start();
        assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
        FutureTask<String> other = waiting(callable);
        thread.interrupt();
        assertThatThrownBy(() -> first.get(20, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
        assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("done");
        assertThat(calls).hasValue(2);
    }

    /** Two providers know as little of each other as two JVMs. */
    @Test
    void manyThreadsOfTwoProviders_computeAResultOnce() throws Exception {
        try (Opened second = Opened.at(redis.uri())) {
            CountDownLatch goesOn = new CountDownLatch(1);
            List<Supplier<String>> functions = new ArrayList<>();
            for (Opened each : List.of(opened, second)) {
                RedisCache<String, String> shared = each == opened ? cache : results(second);
                Memoized.OfFunction<Query, String> f = Memoizer.of(shared)
                        .ttl(HOUR)
                        .function("f", query -> {
                            Latches.await(goesOn);
                            return counted(query.city());
                        });
                functions.add(() -> f.apply(new Query("Rome", List.of(1))));
            }
            CountDownLatch begun = new CountDownLatch(20);
            List<Future<String>> all = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Supplier<String> f = functions.get(i % 2);
                all.add(threads.submit(() -> {
                    begun.countDown();
                    return f.get();
                }));
            }
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
            goesOn.countDown();
            for (Future<String> each : all) {
                assertThat(each.get(20, TimeUnit.SECONDS)).isEqualTo("Rome#1");
            }
        }
    }

    /** Each result needs the two before it. */
    @Test
    void functionThatCallsItself_isComputedOnceForEachArgument() {
        Cache<String, Long> numbers = opened.cache("numbers", String.class, Long.class);
        List<Memoized.OfFunction<Integer, Long>> itself = new ArrayList<>();
        itself.add(Memoizer.of(numbers).function("fib", n -> {
            calls.incrementAndGet();
            return n < 2 ? n : itself.get(0).apply(n - 1) + itself.get(0).apply(n - 2);
        }));
        assertThat(itself.get(0).apply(30)).isEqualTo(832_040);
        assertThat(calls).hasValue(31);
    }

    @Test
    void redisAway_functionIsCalled_orTheCacheThrows_asItsModeSays() throws Exception {
        try (Opened away = Opened.at(java.net.URI.create("redis://localhost:1"), "jcache.redis.timeout", "200ms")) {
            Memoized.OfFunction<String, String> f = Memoizer.of(results(away)).function("f", this::counted);
            assertThat(f.apply("a")).isEqualTo("a#1");
            assertThat(f.apply("a")).isEqualTo("a#2");
            assertThat(f.clear()).isZero();
            Cache<String, String> strict = away.manager.createCache(
                    "strict",
                    new RedisConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .setOnFailure(OnFailure.STRICT));
            assertThatThrownBy(() ->
                            Memoizer.of(strict).function("f", this::counted).apply("a"))
                    .isInstanceOf(CacheUnavailableException.class);
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void cacheOfAnotherKind_isRefusedWithWhatToDo() {
        Cache numbers = opened.cache("numbers", Long.class, String.class);
        assertThatThrownBy(() -> Memoizer.of((Cache<String, String>) numbers))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'numbers'")
                .hasMessageContaining("java.lang.Long")
                .hasMessageContaining("setTypes(String.class");

        Cache<String, String> foreign = (Cache<String, String>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Cache.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getName" -> "foreign";
                    case "getConfiguration" ->
                        new MutableConfiguration<String, String>().setTypes(String.class, String.class);
                    default -> throw new IllegalArgumentException();
                });
        assertThatThrownBy(() -> Memoizer.of(foreign))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'foreign'")
                .hasMessageContaining("RedisCachingProvider");
        assertThatThrownBy(() -> Memoizer.of(null)).isInstanceOf(NullPointerException.class);
    }

    private static final class Hashing implements KeyCodec<String> {

        @Override
        public String name() {
            return "hashing";
        }

        @Override
        public String encode(String key) {
            return Integer.toHexString(key.hashCode());
        }

        @Override
        public String decode(String text) {
            return requireNonNull(text);
        }
    }

    @Test
    @SuppressWarnings({"unchecked", "rawtypes"})
    void prefixOfWhichClearWouldFindNothing_isRefused() {
        for (String bad : new String[] {"", "a(b", "a)"}) {
            assertThatThrownBy(() -> memoizer.function(bad, this::counted))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> memoizer.supplier(bad, () -> "")).isInstanceOf(IllegalArgumentException.class);
        }
        Cache<String, String> hashed = opened.manager.createCache(
                "hashed",
                new RedisConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setKeyCodec(new Hashing()));
        assertThatThrownBy(() -> Memoizer.of(hashed).function("f", this::counted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'hashed'");

        Cache untyped = opened.manager.createCache("untyped", new MutableConfiguration<>());
        Memoizer<Object> any = Memoizer.of((Cache<String, Object>) untyped);
        Memoized.OfFunction<String, Object> f = any.function("f", this::counted);
        assertThat(f.apply("a")).isEqualTo("a#1");
        assertThat(f.apply("a")).isEqualTo("a#1");
        assertThat(f.clear()).isOne();
        assertThatThrownBy(() -> any.function("@f", this::counted)).isInstanceOf(IllegalArgumentException.class);
        assertThat(memoizer.function("@f", this::counted).apply("a")).isEqualTo("a#2");
    }

    @Test
    void cacheThatIsClosed_throws() {
        Memoized.OfFunction<String, String> f = memoizer.function("f", this::counted);
        cache.close();
        assertThatThrownBy(() -> f.apply("a")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(f::clear).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> memoizer.function("g", this::counted)).isInstanceOf(IllegalStateException.class);
        assertThat(f.key("a")).isEqualTo("f(a)");
        assertThat(calls).hasValue(0);
    }
}
