package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.cache.Corner.Entry;
import io.jcacheredis.internal.cache.Corner.WriterKind;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.MutableEntry;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bulk method on keys some of which have entries is seen as its sibling called for one key after the other. */
class BulkParityTest {

    private static final Set<String> KEYS = new LinkedHashSet<>(List.of("a", "b", "c", "d"));
    private static final EntryProcessor<String, String, Object> APPEND = BulkParityTest::append;

    private static Object append(MutableEntry<String, String> entry, Object... arguments) {
        String value = entry.getValue();
        entry.setValue(value == null ? "first" : value + "+");
        return value;
    }

    private static Arguments pair(
            String name, Consumer<Cache<String, String>> bulk, BiConsumer<Cache<String, String>, String> single) {
        return Arguments.of(name, bulk, single);
    }

    static Stream<Arguments> pairs() {
        Map<String, String> entries = new LinkedHashMap<>();
        KEYS.forEach(key -> entries.put(key, CacheMethod.NEW));
        return Stream.of(
                pair("getAll", c -> c.getAll(KEYS), Cache::get),
                pair("putAll", c -> c.putAll(entries), (c, key) -> c.put(key, CacheMethod.NEW)),
                pair("removeAll", c -> c.removeAll(KEYS), Cache::remove),
                pair("invokeAll", c -> c.invokeAll(KEYS, APPEND), (c, key) -> c.invoke(key, APPEND)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pairs")
    void bulk_isSeenAsItsSiblingForEachKey(
            String name, Consumer<Cache<String, String>> bulk, BiConsumer<Cache<String, String>, String> single) {
        for (Corner corner : Corner.all(Entry.MORTAL)) {
            if (corner.writer() == WriterKind.FAILS) {
                continue; // what is done of the rest differs: see BulkWritingIT
            }
            Observation one = observe(corner, cache -> KEYS.forEach(key -> single.accept(cache, key)));
            Observation all = observe(corner, bulk);

            assertThat(all.thrown()).as("%s", corner).isEqualTo(one.thrown());
            assertThat(all.statistics()).as("%s", corner).isEqualTo(one.statistics());
            assertThat(all.policyCalls()).as("%s", corner).containsExactlyInAnyOrderElementsOf(one.policyCalls());
            assertThat(all.events().stream().map(BulkParityTest::withoutStored))
                    .as("%s", corner)
                    .containsExactlyInAnyOrderElementsOf(one.events().stream()
                            .map(BulkParityTest::withoutStored)
                            .toList());
            assertThat(all.writes()).as("%s", corner).containsExactlyInAnyOrderElementsOf(one.writes());
            assertThat(all.returned()).as("%s", corner).isEqualTo(one.returned());
        }
    }

    /** In a bulk, the listener of one key sees all keys changed. */
    private static Observation.Event withoutStored(Observation.Event event) {
        return new Observation.Event(event.type(), event.value(), event.oldValue(), event.oldValueAvailable(), null);
    }

    /** What is returned is the content of the cache afterwards. */
    private static Observation observe(Corner corner, Consumer<Cache<String, String>> calls) {
        EntryStore store = new InMemoryEntryStore(new FakeClock());
        Finite mortal = new Finite(Oracle.MORTAL_MILLIS);
        for (String key : List.of("b", "d")) {
            store.apply(
                    ObservedCache.bytes(key),
                    Mutation.set(
                            Condition.ANY,
                            ObservedCache.bytes(CacheMethod.OLD),
                            Report.NOTHING,
                            new ExpiryPlan(mortal, mortal, mortal)));
        }
        return new ObservedCache(store, corner)
                .observe(
                        (cache, key) -> {
                            calls.accept(cache);
                            return content(store);
                        },
                        "b");
    }

    private static Map<String, String> content(EntryStore store) {
        Map<String, String> content = new LinkedHashMap<>();
        for (String key : KEYS) {
            byte[] value =
                    store.apply(ObservedCache.bytes(key), Mutation.peek()).prior();
            content.put(
                    key,
                    value == null
                            ? "nothing"
                            : new String(value, java.nio.charset.StandardCharsets.UTF_8) + " for "
                                    + store.timeToLive(ObservedCache.bytes(key)));
        }
        return content;
    }
}
