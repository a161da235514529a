package io.jcacheredis.internal.cache;

import static io.jcacheredis.internal.cache.ObservedCache.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.cache.Corner.Entry;
import io.jcacheredis.internal.cache.Corner.Listening;
import io.jcacheredis.internal.cache.Corner.WriterKind;
import io.jcacheredis.internal.cache.Observation.Event;
import io.jcacheredis.internal.cache.Observation.Write;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.ForwardingStore;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.CacheException;
import javax.cache.event.EventType;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How often the store is asked, and what becomes of an entry that another JVM changes after the writer was called. */
class WriteThroughTest {

    private static final String KEY = "key";
    private static final ExpiryPlan ETERNAL = new ExpiryPlan(Special.ETERNAL, Special.ETERNAL, Special.ETERNAL);
    private static final PolicyCase CONSTANT = PolicyCase.all().stream()
            .filter(policy -> !policy.asked())
            .findFirst()
            .orElseThrow();

    private final EntryStore memory = new InMemoryEntryStore(new FakeClock());
    private final Meeting store = new Meeting(memory);

    /** A store that another JVM uses too: it makes its next change right before each of ours. */
    private static final class Meeting extends ForwardingStore {

        private final Queue<Mutation> others = new ArrayDeque<>();
        private final List<String> asked = new ArrayList<>();

        Meeting(EntryStore store) {
            super(store);
        }

        @Override
        public Outcome apply(byte[] key, Mutation mutation) {
            asked.add(mutation.condition() + " " + mutation.action());
            if (mutation.changes() && !others.isEmpty()) {
                store.apply(key, others.remove());
            }
            return store.apply(key, mutation);
        }
    }

    private static Mutation puts(String value) {
        return Mutation.set(Condition.ANY, bytes(value), Report.NOTHING, ETERNAL);
    }

    private static Mutation removes() {
        return Mutation.remove(Report.NOTHING);
    }

    private ObservedCache cache(Listening listening, WriterKind writer) {
        return new ObservedCache(store, new Corner(Entry.ABSENT, CONSTANT, listening, false, writer, false));
    }

    private Observation observe(CacheMethod.Call call) {
        return cache(Listening.SYNC_WITH_OLD_VALUE, WriterKind.WRITES).observe(call, KEY);
    }

    private void given(boolean exists) {
        if (exists) {
            memory.apply(bytes(KEY), puts(CacheMethod.OLD));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    # method          | exists | without a writer | with one
                    PUT               | false  | ANY SET          | ANY NONE, ANY SET
                    GET_AND_PUT       | true   | ANY SET          | ANY NONE, ANY SET
                    PUT_IF_ABSENT     | false  | ABSENT SET       | ABSENT NONE, ABSENT SET
                    PUT_IF_ABSENT     | true   | ABSENT SET       | ABSENT NONE
                    REPLACE           | true   | PRESENT SET      | PRESENT NONE, PRESENT SET
                    REPLACE           | false  | PRESENT SET      | PRESENT NONE
                    GET_AND_REPLACE   | true   | PRESENT SET      | PRESENT NONE, PRESENT SET
                    REPLACE_EQUAL     | true   | EQUALS SET       | EQUALS NONE, EQUALS SET
                    REPLACE_DIFFERENT | true   | EQUALS SET       | EQUALS NONE
                    REMOVE_KEY        | true   | PRESENT REMOVE   | ANY NONE, PRESENT REMOVE
                    REMOVE_KEY        | false  | PRESENT REMOVE   | ANY NONE, PRESENT REMOVE
                    GET_AND_REMOVE    | true   | PRESENT REMOVE   | ANY NONE, PRESENT REMOVE
                    REMOVE_EQUAL      | true   | EQUALS REMOVE    | EQUALS NONE, EQUALS REMOVE
                    REMOVE_DIFFERENT  | true   | EQUALS REMOVE    | EQUALS NONE
                    INVOKE_SET        | false  | ANY SET          | PRESENT NONE, ANY NONE, ABSENT SET
                    INVOKE_SET        | true   | ANY SET          | PRESENT NONE, ANY NONE, EQUALS SET
                    INVOKE_REMOVE     | true   | PRESENT REMOVE   | PRESENT NONE, ANY NONE, EQUALS REMOVE
                    INVOKE_REMOVE     | false  | PRESENT REMOVE   | PRESENT NONE, ANY NONE, PRESENT REMOVE
                    INVOKE_NOTHING    | true   | ''               | PRESENT NONE
                    PUT_ALL           | true   | ANY SET          | ANY NONE, ANY SET
                    REMOVE_ALL_KEYS   | true   | PRESENT REMOVE   | ANY NONE, PRESENT REMOVE
                    INVOKE_ALL_SET    | true   | PRESENT NONE, EQUALS SET | PRESENT NONE, ANY NONE, EQUALS SET
                    """)
    void method_asksTheStoreOnce_andWithAWriterOnceMoreBefore(
            CacheMethod method, boolean exists, String withoutAWriter, String withOne) {
        given(exists);
        Mutation before = exists ? puts(CacheMethod.OLD) : removes();

        assertThat(asked(method, WriterKind.NONE)).isEqualTo(withoutAWriter);
        memory.apply(bytes(KEY), before);
        assertThat(asked(method, WriterKind.WRITES)).isEqualTo(withOne);
    }

    /** Without what the observed writer itself looks up. */
    private String asked(CacheMethod method, WriterKind writer) {
        store.asked.clear();
        int writes = cache(Listening.NOBODY, writer)
                .observe(method::on, KEY)
                .writes()
                .size();
        List<String> asked = new ArrayList<>(store.asked);
        asked.remove(asked.size() - 1); // the observation's own
        for (int i = 0; i < writes; i++) {
            asked.remove(asked.lastIndexOf("PRESENT NONE"));
        }
        return String.join(", ", asked);
    }

    @ParameterizedTest
    @CsvSource(nullValues = "null", textBlock = """
                    PUT_IF_ABSENT,   false, true,  NEW
                    REPLACE,         true,  false, NEW
                    GET_AND_REPLACE, true,  false, NEW
                    REPLACE_EQUAL,   true,  true,  NEW
                    REPLACE_EQUAL,   true,  false, NEW
                    REMOVE_EQUAL,    true,  true,  null
                    REMOVE_EQUAL,    true,  false, null
                    """)
    void conditionalMethod_overtakenAfterItsWriter_counts_andTheEntryGoes(
            CacheMethod method, boolean exists, boolean otherPuts, String written) {
        given(exists);
        store.others.add(otherPuts ? puts("other") : removes());

        Observation seen = observe(method::on);

        assertThat(seen.returned()).isEqualTo(method == CacheMethod.GET_AND_REPLACE ? CacheMethod.OLD : true);
        assertThat(seen.value()).isNull();
        assertThat(seen.writes())
                .containsExactly(new Write(written == null ? null : CacheMethod.NEW, exists ? CacheMethod.OLD : null));
        assertThat(seen.events())
                .isEqualTo(otherPuts ? List.of(new Event(EventType.REMOVED, "other", "other", true, null)) : List.of());
    }

    @ParameterizedTest
    @EnumSource(names = {"PUT", "GET_AND_PUT", "REMOVE_KEY", "GET_AND_REMOVE", "PUT_ALL", "REMOVE_ALL_KEYS"})
    void unconditionalMethod_overtakenAfterItsWriter_stands(CacheMethod method) {
        given(true);
        store.others.add(puts("other"));

        Observation seen = observe(method::on);

        assertThat(seen.writes()).hasSize(1);
        assertThat(seen.value()).isEqualTo(seen.writes().get(0).value());
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void processor_overtakenAfterItsWriter_runsAgainWithItsWriter(boolean bulk) {
        given(true);
        store.others.add(puts("other"));
        EntryProcessor<String, String, Object> append = (entry, arguments) -> {
            entry.setValue(entry.getValue() + "+");
            return null;
        };

        Observation seen = observe(invoked(append, bulk));

        assertThat(seen.value()).isEqualTo("other+");
        assertThat(seen.writes())
                .containsExactly(new Write(CacheMethod.OLD + "+", CacheMethod.OLD), new Write("other+", "other"));
    }

    /** What a processor does in the run after the one that was refused. */
    enum Second {
        NOTHING {
            @Override
            void doTo(MutableEntry<String, String> entry) {}
        },
        READ {
            @Override
            void doTo(MutableEntry<String, String> entry) {
                assertThat(entry.getValue()).isEqualTo("other");
            }
        },
        THROW {
            @Override
            void doTo(MutableEntry<String, String> entry) {
                throw new UnsupportedOperationException("on purpose");
            }
        },
        SET_WHAT_CANT_BE_WRITTEN {
            @Override
            void doTo(MutableEntry<String, String> entry) {
                entry.setValue("half a character: \uD800");
            }
        },
        THROW_AS_JCACHE {
            @Override
            void doTo(MutableEntry<String, String> entry) {
                throw new EntryProcessorException("on purpose");
            }
        };

        abstract void doTo(MutableEntry<String, String> entry);
    }

    @ParameterizedTest
    @EnumSource
    void processor_overtakenAfterItsWriter_writesNothingThen_theEntryGoes(Second second) {
        assertEntryGoes(second, false);
    }

    @ParameterizedTest
    @EnumSource
    void processorOfMany_overtakenAfterItsWriter_writesNothingThen_theEntryGoes(Second second) {
        assertEntryGoes(second, true);
    }

    private void assertEntryGoes(Second second, boolean bulk) {
        given(true);
        store.others.add(puts("other"));
        Queue<Second> later = new ArrayDeque<>(List.of(second));
        List<Boolean> runs = new ArrayList<>();
        EntryProcessor<String, String, Object> processor = (entry, arguments) -> {
            if (runs.isEmpty()) {
                entry.setValue(CacheMethod.NEW);
            } else {
                later.remove().doTo(entry);
            }
            runs.add(true);
            return null;
        };

        Observation seen = observe(invoked(processor, bulk));

        assertThat(later).isEmpty();
        assertThat(seen.writes()).containsExactly(new Write(CacheMethod.NEW, CacheMethod.OLD));
        assertThat(seen.value()).isNull();
    }

    private static CacheMethod.Call invoked(EntryProcessor<String, String, Object> processor, boolean bulk) {
        return (cache, key) -> bulk ? cache.invokeAll(Set.of(key), processor).size() : cache.invoke(key, processor);
    }

    /** Nothing is ahead of the cache then: what the other one wrote stays. */
    @Test
    void processor_withoutAWriter_overtaken_writesNothingThen_theEntryStays() {
        given(true);
        store.others.add(puts("other"));
        List<Boolean> runs = new ArrayList<>();

        Observation seen = cache(Listening.NOBODY, WriterKind.NONE)
                .observe(
                        (cache, key) -> cache.invoke(key, (entry, arguments) -> {
                            if (entry.getValue().equals(CacheMethod.OLD)) {
                                entry.setValue(CacheMethod.NEW);
                            }
                            return runs.add(true);
                        }),
                        KEY);

        assertThat(runs).hasSize(2);
        assertThat(seen.value()).isEqualTo("other");
    }

    /** Fails to make so many changes. */
    private static final class Failing extends ForwardingStore {

        private final AtomicInteger failures;

        Failing(EntryStore store, AtomicInteger failures) {
            super(store);
            this.failures = failures;
        }

        @Override
        public Outcome apply(byte[] key, Mutation mutation) {
            if (mutation.changes() && failures.getAndDecrement() > 0) {
                throw new CacheException("failure " + failures);
            }
            return store.apply(key, mutation);
        }
    }

    @ParameterizedTest
    @CsvSource({"false, 1", "false, 2", "true, 1", "true, 2"})
    void processor_whoseChangeFailsAfterItsWriter_theEntryGoes_ifThatDoesNotFailToo(boolean bulk, int failures) {
        given(true);
        EntryStore failing = new Failing(memory, new AtomicInteger(failures));
        Corner corner = new Corner(Entry.ABSENT, CONSTANT, Listening.NOBODY, false, WriterKind.WRITES, false);
        List<Exception> thrown = new ArrayList<>();
        EntryProcessor<String, String, Object> set = (entry, arguments) -> {
            entry.setValue(CacheMethod.NEW);
            return null;
        };

        Observation seen = new ObservedCache(failing, corner)
                .observe(
                        (cache, key) -> {
                            try {
                                return invoked(set, bulk).on(cache, key);
                            } catch (CacheException e) {
                                thrown.add(e);
                                return null;
                            }
                        },
                        KEY);

        assertThat(seen.writes()).containsExactly(new Write(CacheMethod.NEW, CacheMethod.OLD));
        assertThat(seen.value()).isEqualTo(failures == 1 ? null : CacheMethod.OLD);
        assertThat(thrown)
                .singleElement()
                .satisfies(failure -> assertThat(failure.getSuppressed()).hasSize(failures - 1));
    }
}
