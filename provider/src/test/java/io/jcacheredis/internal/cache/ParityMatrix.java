package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.cache.Observation.Event;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import javax.cache.event.EventType;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of a cache in every {@link Corner} does what the {@link Oracle} says, on the store of a subclass. One test
 * is one method and one kind of entry; it walks over all policies, listeners, writers and so on, and names each corner that
 * is wrong.
 */
abstract class ParityMatrix {

    /** No test takes this long between setting a time to live and looking at it, and no two of them are this close. */
    private static final long TOLERANCE_MILLIS = 60_000;

    private static final int REPORTED_CORNERS = 5;

    abstract EntryStore store();

    /** Waits until the entries of these keys, which live for a millisecond, are gone. */
    abstract void awaitExpiry(List<String> keys);

    static Stream<Arguments> methodsAndEntries() {
        return Stream.of(CacheMethod.values())
                .flatMap(method -> Stream.of(Corner.Entry.values()).map(entry -> Arguments.of(method, entry)));
    }

    @ParameterizedTest(name = "{0} of an entry that is {1}")
    @MethodSource("methodsAndEntries")
    void method_inEveryCorner_doesWhatTheTablesSay(CacheMethod method, Corner.Entry entry) {
        List<Corner> corners = Corner.all(entry);
        EntryStore store = store();
        store.clear();
        if (entry == Corner.Entry.EXPIRED) {
            letExpire(store, corners.size());
        }
        List<String> wrong = new ArrayList<>();
        for (int i = 0; i < corners.size(); i++) {
            Corner corner = corners.get(i);
            String key = "key" + i;
            given(store, key, entry);
            Observation expected = Oracle.expect(method, corner);
            Observation actual = new ObservedCache(store, corner).observe(method::on, key);
            if (!matches(corner, expected, actual)) {
                wrong.add(corner + "\n  expected " + expected + "\n  actual   " + actual);
            }
            store.apply(ObservedCache.bytes(key), Mutation.remove(Report.NOTHING));
        }
        assertThat(wrong.stream().limit(REPORTED_CORNERS))
                .as("%d of %d corners of %s are wrong; the first ones", wrong.size(), corners.size(), method)
                .isEmpty();
    }

    private static void given(EntryStore store, String key, Corner.Entry entry) {
        switch (entry) {
            case ABSENT, EXPIRED -> {}
            case MORTAL -> store.apply(ObservedCache.bytes(key), old(new Finite(Oracle.MORTAL_MILLIS)));
            case ETERNAL -> store.apply(ObservedCache.bytes(key), old(Special.ETERNAL));
        }
    }

    private void letExpire(EntryStore store, int count) {
        List<String> keys = new ArrayList<>();
        List<KeyedMutation> mutations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            keys.add("key" + i);
            mutations.add(new KeyedMutation(ObservedCache.bytes("key" + i), old(new Finite(1))));
        }
        store.applyAll(mutations);
        awaitExpiry(keys);
    }

    private static Mutation old(TimeToLive timeToLive) {
        return Mutation.set(
                Condition.ANY,
                ObservedCache.bytes(CacheMethod.OLD),
                Report.NOTHING,
                new ExpiryPlan(timeToLive, timeToLive, timeToLive));
    }

    private static boolean matches(Corner corner, Observation expected, Observation actual) {
        return Objects.equals(expected.returned(), actual.returned())
                && Objects.equals(expected.thrown(), actual.thrown())
                && Objects.equals(expected.value(), actual.value())
                && isAbout(expected.millisToLive(), actual.millisToLive())
                && expected.policyCalls().equals(actual.policyCalls())
                && eventsMatch(corner, expected.events(), actual.events())
                && expected.writes().equals(actual.writes())
                && expected.statistics().equals(actual.statistics());
    }

    private static boolean isAbout(long expected, long actual) {
        boolean exact = expected == 0 || expected == Long.MAX_VALUE;
        return exact ? actual == expected : actual <= expected && actual > expected - TOLERANCE_MILLIS;
    }

    private static boolean eventsMatch(Corner corner, List<Event> expected, List<Event> actual) {
        switch (corner.listening()) {
            case NOBODY, SYNC_WITH_OLD_VALUE -> {
                return expected.equals(actual);
            }
            case ASYNC_WITH_OLD_VALUE -> {
                return anyTimeLater(expected).equals(anyTimeLater(actual));
            }
            case SYNC -> {}
        }
        if (expected.size() != actual.size()) {
            return false;
        }
        for (int i = 0; i < expected.size(); i++) {
            if (!expected.get(i).equals(actual.get(i))
                    && !withoutOldValue(expected.get(i)).equals(actual.get(i))) {
                return false;
            }
        }
        return true;
    }

    /** An asynchronous listener sees the cache as it is later. */
    private static List<Event> anyTimeLater(List<Event> events) {
        return events.stream()
                .map(e -> new Event(e.type(), e.value(), e.oldValue(), e.oldValueAvailable(), null))
                .toList();
    }

    /** Where nobody asked for old values they may be available or not, and with them the value of what is gone. */
    private static Event withoutOldValue(Event event) {
        boolean gone = event.type() == EventType.REMOVED || event.type() == EventType.EXPIRED;
        return new Event(event.type(), gone ? null : event.value(), null, false, event.stored());
    }
}
