package io.jcacheredis.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.ForwardingStore;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.YieldingStore;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.expiry.TouchedExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessor;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two or three JVMs that write one entry through their writers, one in the middle of the other, and one that ends there: every
 * order there is. In the end the cache has what the database has, or nothing.
 */
class WritersOfTwoJvmsTest {

    private static final String KEY = "key";
    private static final String OLD = "old";
    private static final Duration FENCE = Duration.ofSeconds(10);
    private static final long LIFE_MILLIS = 3_600_000;

    private final FakeClock clock = new FakeClock();
    private final EntryStore memory = new InMemoryEntryStore(clock);
    private final Map<String, String> database = new HashMap<>();

    /** The methods that call the writer. */
    @SuppressWarnings("ImmutableEnumChecker") // functions
    enum Method {
        PUT((cache, value) -> cache.put(KEY, value)),
        GET_AND_PUT((cache, value) -> cache.getAndPut(KEY, value)),
        PUT_IF_ABSENT((cache, value) -> cache.putIfAbsent(KEY, value)),
        REPLACE((cache, value) -> cache.replace(KEY, value)),
        REPLACE_EQUAL((cache, value) -> cache.replace(KEY, OLD, value)),
        GET_AND_REPLACE((cache, value) -> cache.getAndReplace(KEY, value)),
        REMOVE((cache, value) -> cache.remove(KEY)),
        REMOVE_EQUAL((cache, value) -> cache.remove(KEY, OLD)),
        GET_AND_REMOVE((cache, value) -> cache.getAndRemove(KEY)),
        PUT_ALL((cache, value) -> cache.putAll(Map.of(KEY, value, "other", value))),
        REMOVE_ALL_KEYS((cache, value) -> cache.removeAll(Set.of(KEY, "other"))),
        REMOVE_ALL((cache, value) -> cache.removeAll()),
        INVOKE_SET((cache, value) -> cache.invoke(KEY, setting(value))),
        INVOKE_APPEND((cache, value) -> cache.invoke(KEY, appending(value))),
        INVOKE_REMOVE((cache, value) -> cache.invoke(KEY, removing())),
        INVOKE_ALL_SET((cache, value) -> cache.invokeAll(Set.of(KEY, "other"), setting(value))),
        INVOKE_ALL_REMOVE((cache, value) -> cache.invokeAll(Set.of(KEY), removing())),
        ITERATE_REMOVE((cache, value) -> {
            for (Iterator<?> entries = cache.iterator(); entries.hasNext(); ) {
                entries.next();
                entries.remove();
            }
        });

        private interface Call {
            void on(Cache<String, String> cache, String value);
        }

        private final Call call;

        Method(Call call) {
            this.call = call;
        }

        private static EntryProcessor<String, String, Object> setting(String value) {
            return (entry, none) -> {
                entry.setValue(value);
                return null;
            };
        }

        private static EntryProcessor<String, String, Object> appending(String value) {
            return (entry, none) -> {
                entry.setValue((entry.exists() ? entry.getValue() : "") + "+" + value);
                return null;
            };
        }

        private static EntryProcessor<String, String, Object> removing() {
            return (entry, none) -> {
                entry.remove();
                return null;
            };
        }
    }

    /** When something happens that comes in the middle of a call of the writer. */
    enum When {
        BEFORE_THE_DATABASE,
        AFTER_THE_DATABASE
    }

    /** A writer in the middle of whose next calls something happens. */
    private final class Writer implements CacheWriter<String, String> {

        private final Deque<Runnable> meanwhile = new ArrayDeque<>();
        private final When when;

        Writer(When when) {
            this.when = when;
        }

        private void during(Runnable write) {
            if (when == When.AFTER_THE_DATABASE) {
                write.run();
            }
            if (!meanwhile.isEmpty()) {
                meanwhile.remove().run();
            }
            if (when == When.BEFORE_THE_DATABASE) {
                write.run();
            }
        }

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            during(() -> database.put(entry.getKey(), entry.getValue()));
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            during(() -> entries.forEach(entry -> database.put(entry.getKey(), entry.getValue())));
        }

        @Override
        public void delete(Object key) {
            during(() -> database.remove(key));
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            during(() -> database.keySet().removeAll(keys));
        }
    }

    private Cache<String, String> jvm(EntryStore store, Writer writer, boolean loads) {
        CacheLoader<String, String> loader = loads ? new Database() : null;
        CacheParts<String, String> parts = TestParts.of(
                new YieldingStore(store),
                OnFailure.STRICT,
                new Loading<>(loader, loads),
                new Writing<>(writer, FENCE),
                new TouchedExpiryPolicy(javax.cache.expiry.Duration.ONE_HOUR));
        return new CacheFacade<>(TestParts.manager(), new RedisConfiguration<>(), parts, () -> {});
    }

    private final class Database implements CacheLoader<String, String> {

        @Override
        public @Nullable String load(String key) {
            return database.get(key);
        }

        @Override
        public Map<String, String> loadAll(Iterable<? extends String> keys) {
            Map<String, String> loaded = new HashMap<>();
            keys.forEach(key -> loaded.put(key, database.get(key)));
            return loaded;
        }
    }

    private void given(boolean exists) {
        if (exists) {
            jvm(memory, new Writer(When.AFTER_THE_DATABASE), false).put(KEY, OLD);
        }
    }

    private @Nullable String cached() {
        byte[] bytes = memory.apply(KEY.getBytes(UTF_8), Mutation.peek()).prior();
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private void assertNothingOld() {
        assertThat(cached()).isIn(null, database.get(KEY));
    }

    /** No intent is open any more: what is written now, lives as it should. */
    private void assertWritable() {
        Cache<String, String> cache = jvm(memory, new Writer(When.AFTER_THE_DATABASE), false);
        cache.put(KEY, "last");
        assertThat(cached()).isEqualTo("last");
        assertThat(memory.timeToLive(KEY.getBytes(UTF_8))).hasValue(LIFE_MILLIS);
    }

    static Stream<Arguments> pairs() {
        return Stream.of(Method.values())
                .flatMap(one -> Stream.of(Method.values())
                        .flatMap(other -> Stream.of(When.values()).map(when -> Arguments.of(one, other, when))));
    }

    @ParameterizedTest(name = "{0} with {1} {2}")
    @MethodSource("pairs")
    void oneInTheMiddleOfTheOther_leavesNothingOld(Method method, Method other, When when) {
        for (boolean exists : new boolean[] {true, false}) {
            given(exists);
            Writer writer = new Writer(when);
            Cache<String, String> second = jvm(memory, new Writer(when), false);
            writer.meanwhile.add(() -> other.call.on(second, "second"));

            method.call.on(jvm(memory, writer, false), "first");

            assertNothingOld();
            assertWritable();
            database.clear();
            memory.clear();
        }
    }

    /** In both of the runs of a processor that has to run twice. */
    @ParameterizedTest(name = "{0} with {1} {2}")
    @MethodSource("pairs")
    void twoInTheMiddleOfOne_leaveNothingOld(Method method, Method other, When when) {
        given(true);
        Writer writer = new Writer(when);
        Cache<String, String> second = jvm(memory, new Writer(when), false);
        writer.meanwhile.add(() -> other.call.on(second, "second"));
        writer.meanwhile.add(() -> other.call.on(second, "third"));

        method.call.on(jvm(memory, writer, false), "first");

        assertNothingOld();
        assertWritable();
    }

    @ParameterizedTest(name = "{0} with {1} {2}")
    @MethodSource("pairs")
    void oneInTheMiddleOfTheOther_inTheMiddleOfAThird_leavesNothingOld(Method method, Method other, When when) {
        given(true);
        Writer inner = new Writer(when);
        Cache<String, String> third = jvm(memory, new Writer(when), false);
        inner.meanwhile.add(() -> method.call.on(third, "third"));
        Writer writer = new Writer(when);
        Cache<String, String> second = jvm(memory, inner, false);
        writer.meanwhile.add(() -> other.call.on(second, "second"));

        method.call.on(jvm(memory, writer, false), "first");

        assertNothingOld();
        assertWritable();
    }

    /** Ends its JVM before a change of the entry gets to the store. */
    private static final class Killed extends ForwardingStore {

        private static final class Kill extends Error {
            private static final long serialVersionUID = 1;
        }

        private boolean killed;

        Killed(EntryStore store) {
            super(store);
        }

        @Override
        public Outcome apply(byte[] key, Mutation mutation) {
            killed |= mutation.changes();
            if (killed) {
                throw new Kill();
            }
            return store.apply(key, mutation);
        }
    }

    /** As by kill -9, or by a Redis that can't be reached any more. Reads and loads by others must not make the old value last. */
    @ParameterizedTest
    @EnumSource
    void oneThatIsKilledAfterItsWriter_leavesNothingOldPastTheFence(Method method) {
        given(true);
        Writer writer = new Writer(When.BEFORE_THE_DATABASE);
        Cache<String, String> other = jvm(memory, new Writer(When.AFTER_THE_DATABASE), true);
        writer.meanwhile.add(() -> {
            other.get(KEY);
            other.loadAll(Set.of(KEY), true, null);
        });
        Cache<String, String> killed = jvm(new Killed(memory), writer, false);
        boolean calls = method != Method.PUT_IF_ABSENT;

        if (calls) {
            assertThatThrownBy(() -> method.call.on(killed, "first")).isInstanceOf(Killed.Kill.class);
        } else {
            method.call.on(killed, "first");
        }

        assertThat(cached()).isEqualTo(OLD);
        clock.advanceMillis(FENCE.toMillis() + 1);
        assertThat(cached()).isEqualTo(calls ? null : OLD);
        assertThat(other.get(KEY)).isEqualTo(database.get(KEY));
        assertWritable();
    }

    /** The one that is killed was first to tell the database, or last: nobody knows. */
    @ParameterizedTest(name = "{0} with {1} {2}")
    @MethodSource("pairs")
    void oneThatIsKilledInTheMiddleOfAnother_leavesNothingOldPastTheFence(Method method, Method other, When when) {
        given(true);
        Writer writer = new Writer(when);
        Cache<String, String> killed = jvm(new Killed(memory), writer, false);
        Cache<String, String> second = jvm(memory, new Writer(when), false);
        writer.meanwhile.add(() -> other.call.on(second, "second"));

        try {
            method.call.on(killed, "first");
        } catch (Killed.Kill expected) {
            assertThat(expected).isNotNull();
        }

        clock.advanceMillis(FENCE.toMillis() + 1);
        assertNothingOld();
        assertWritable();
    }

    @Test
    void oneWhoseWriterFails_inTheMiddleOfAnother_takesNothingFromIt() {
        given(true);
        Writer failing = new Writer(When.BEFORE_THE_DATABASE);
        failing.meanwhile.add(() -> {
            throw new CacheWriterException("on purpose");
        });
        Cache<String, String> second = jvm(memory, failing, false);
        Writer writer = new Writer(When.BEFORE_THE_DATABASE);
        writer.meanwhile.add(() -> assertThatThrownBy(() -> second.put(KEY, "second"))
                .isInstanceOf(CacheWriterException.class)
                .hasMessage("on purpose"));

        jvm(memory, writer, false).put(KEY, "first");

        assertThat(cached()).isEqualTo("first").isEqualTo(database.get(KEY));
        assertThat(memory.timeToLive(KEY.getBytes(UTF_8))).hasValue(LIFE_MILLIS);
    }

    /** The first run told the database something that the cache does not have; the second one only reads. */
    @Test
    void processorThatReadsOnlyInItsSecondRun_leavesNoIntentOpen() {
        Writer writer = new Writer(When.AFTER_THE_DATABASE);
        Cache<String, String> second = jvm(memory, new Writer(When.AFTER_THE_DATABASE), false);
        writer.meanwhile.add(() -> second.remove(KEY));
        List<String> runs = new ArrayList<>();

        jvm(memory, writer, true).invoke(KEY, (entry, none) -> {
            if (runs.isEmpty()) {
                entry.setValue("first");
            } else {
                database.put(KEY, "from elsewhere");
                assertThat(entry.getValue()).isEqualTo("from elsewhere");
            }
            return runs.add("");
        });

        assertThat(runs).hasSize(2);
        assertNothingOld();
        assertWritable();
    }

    @Test
    void processorWhoseWriterFailsInItsSecondRun_andIsKilledThere_leavesNothingOldPastTheFence() {
        given(true);
        AtomicInteger left = new AtomicInteger(2);
        EntryStore killed = new ForwardingStore(memory) {
            @Override
            public Outcome apply(byte[] key, Mutation mutation) {
                if (mutation.changes() && left.decrementAndGet() < 1) {
                    throw new Killed.Kill();
                }
                return store.apply(key, mutation);
            }
        };
        Writer writer = new Writer(When.AFTER_THE_DATABASE);
        Cache<String, String> second = jvm(memory, new Writer(When.AFTER_THE_DATABASE), false);
        writer.meanwhile.add(() -> second.put(KEY, "second"));
        writer.meanwhile.add(() -> {
            database.put(KEY, "first, after the second");
            throw new CacheWriterException("on purpose");
        });

        assertThatThrownBy(() -> jvm(killed, writer, false).invoke(KEY, Method.setting("first")))
                .isInstanceOf(Killed.Kill.class);

        clock.advanceMillis(FENCE.toMillis() + 1);
        assertNothingOld();
        assertWritable();
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "REPLACE", "REMOVE", "PUT_ALL", "REMOVE_ALL_KEYS", "INVOKE_SET"})
    void writerThatEndsWithAnError_leavesNothingOldPastTheFence(Method method) {
        given(true);
        Writer writer = new Writer(When.AFTER_THE_DATABASE);
        writer.meanwhile.add(() -> {
            throw new StackOverflowError("on purpose");
        });

        assertThatThrownBy(() -> method.call.on(jvm(memory, writer, false), "first"))
                .isInstanceOf(StackOverflowError.class);

        assertThat(database.get(KEY)).isNotEqualTo(OLD);
        clock.advanceMillis(FENCE.toMillis() + 1);
        assertNothingOld();
        assertWritable();
    }

    @Test
    void writerThatTakesLongerThanTheFence_leavesNoEntry() {
        given(true);
        Writer writer = new Writer(When.BEFORE_THE_DATABASE);
        writer.meanwhile.add(() -> clock.advanceMillis(FENCE.toMillis() + 1));

        jvm(memory, writer, false).put(KEY, "first");

        assertThat(cached()).isNull();
        assertThat(database).containsEntry(KEY, "first");
        assertWritable();
    }
}
