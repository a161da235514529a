package io.jcacheredis.internal.cache;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.cache.CacheMethod.Effect;
import io.jcacheredis.internal.failure.DegradingStore;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FailingStore;
import io.jcacheredis.internal.store.FailingStore.Mode;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CacheWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every method of a cache while Redis is away, and after it: the table of docs/failures.md. */
class OutageTest {

    private static final String KEY = "key";
    private static final Set<Effect> CHANGES = EnumSet.of(Effect.CREATE, Effect.UPDATE, Effect.REMOVE);
    private static final byte[] RAW_KEY = KEY.getBytes(UTF_8);

    private final InMemoryEntryStore memory = new InMemoryEntryStore(new FakeClock());
    private final FailingStore redis = new FailingStore(memory);
    private final List<String> written = new ArrayList<>();
    private CacheStatistics statistics;

    static Stream<Arguments> corners() {
        return Stream.of(CacheMethod.values())
                .flatMap(method -> Stream.of(Mode.DOWN, Mode.SILENT)
                        .flatMap(mode -> Stream.of(true, false)
                                .flatMap(existed -> Stream.of(true, false)
                                        .flatMap(loads -> Stream.of(true, false)
                                                .map(writes -> Arguments.of(method, mode, existed, loads, writes))))));
    }

    private Cache<String, String> cache(EntryStore store, OnFailure onFailure, boolean loads, boolean writes) {
        CacheParts<String, String> parts = TestParts.of(
                store,
                onFailure,
                new Loading<>(loads ? new ObservedCache.Loader() : null, loads),
                writes ? new Writing<>(new Writer(), Duration.ofSeconds(10)) : null);
        statistics = parts.statistics();
        return new CacheFacade<>(TestParts.manager(), new RedisConfiguration<>(), parts, () -> {});
    }

    private void stored() {
        memory.apply(
                RAW_KEY, Mutation.set(Condition.ANY, CacheMethod.OLD.getBytes(UTF_8), Report.NOTHING, ExpiryPlan.NONE));
    }

    @ParameterizedTest(name = "{0}, {1}, existed {2}, loads {3}, writes {4}")
    @MethodSource("corners")
    void method_ofACacheThatDegrades_findsItEmptyAndServesNothingOldAfterwards(
            CacheMethod method, Mode mode, boolean existed, boolean loads, boolean writes) throws Exception {
        EntryStore degrading = new DegradingStore("orders", redis, task -> {});
        Cache<String, String> cache = cache(degrading, OnFailure.DEGRADE, loads, writes);
        if (existed) {
            stored();
        }
        CacheMethod.Row row = method.row(false, loads);
        redis.be(mode);

        assertThat(method.on(cache, KEY)).isEqualTo(row.returns());

        Effect effect = row.steps().get(0).effect();
        boolean told = effect == Effect.CREATE || effect == Effect.REMOVE || removesWhatItMade(method);
        assertThat(written).hasSize(writes && told ? 1 : 0);
        assertThat(statistics.getCacheHits() + statistics.getCachePuts() + statistics.getCacheRemovals())
                .isZero();
        assertThat(statistics.getCacheMisses())
                .isEqualTo(row.steps().get(0).lookup() == CacheMethod.Lookup.MISS ? 1 : 0);
        redis.be(Mode.WORKS);
        String seen = cache(degrading, OnFailure.DEGRADE, false, false).get(KEY);
        if (changes(method, loads, writes)) {
            assertThat(seen).as("what was changed").isNull();
        } else if (mode == Mode.DOWN && !comparesInVain(method)) {
            assertThat(seen).as("what nobody changed").isEqualTo(existed ? CacheMethod.OLD : null);
        } else {
            assertThat(seen).isIn(null, CacheMethod.OLD, CacheMethod.LOADED);
        }
    }

    /** Whether the method changes the entry, or would if there were one: what Redis has of it may be out of date then. */
    private static boolean changes(CacheMethod method, boolean loads, boolean writes) {
        return switch (method) {
            // With a writer they look first, and change nothing where nothing is seen.
            case REPLACE, REPLACE_EQUAL, GET_AND_REPLACE, REMOVE_EQUAL -> !writes;
            case LOAD_ALL_REPLACING -> loads;
            // They find nothing, and do nothing.
            case REPLACE_DIFFERENT, REMOVE_DIFFERENT, ITERATE_REMOVE -> false;
            case REMOVE_ALL -> !writes;
            case CLEAR_ALL -> true;
            default ->
                removesWhatItMade(method)
                        || CHANGES.contains(
                                method.row(false, loads).steps().get(0).effect())
                        || CHANGES.contains(
                                method.row(true, loads).steps().get(0).effect());
        };
    }

    /** Of an entry that is missing this is nothing; but it may be there. */
    private static boolean removesWhatItMade(CacheMethod method) {
        return switch (method) {
            case INVOKE_SET_REMOVE, INVOKE_ALL_SET_REMOVE, INVOKE_READ_REMOVE, INVOKE_ALL_READ_REMOVE -> true;
            default -> false;
        };
    }

    /** They could not know that the value is another one, so that the entry goes. */
    private static boolean comparesInVain(CacheMethod method) {
        return method == CacheMethod.REPLACE_DIFFERENT || method == CacheMethod.REMOVE_DIFFERENT;
    }

    @ParameterizedTest(name = "{0}, {1}, existed {2}, loads {3}, writes {4}")
    @MethodSource("corners")
    void method_ofAStrictCache_throwsWhatIsKnownOfTheOutcome(
            CacheMethod method, Mode mode, boolean existed, boolean loads, boolean writes) {
        Cache<String, String> cache = cache(redis, OnFailure.STRICT, loads, writes);
        if (existed) {
            stored();
        }
        redis.be(mode);

        Throwable thrown = catchThrowable(() -> method.on(cache, KEY));

        assertThat(rootOf(thrown)).isInstanceOfSatisfying(CacheUnavailableException.class, failure -> {
            assertThat(failure.isOutcomeUnknown()).isEqualTo(mode == Mode.SILENT);
            assertThat(failure.reason()).isEqualTo(CacheUnavailableException.Reason.UNREACHABLE);
        });
        assertThat(statistics.getCacheGets() + statistics.getCachePuts() + statistics.getCacheRemovals())
                .isZero();
        assertThat(written).as("the intent could not be announced").isEmpty();
    }

    /** A load tells its listener, and a processor's failure is wrapped. */
    private static Throwable rootOf(Throwable thrown) {
        Throwable root = thrown;
        while (root != null && !(root instanceof CacheUnavailableException)) {
            root = root.getCause();
        }
        return root;
    }

    private final class Writer implements CacheWriter<String, String> {

        @Override
        public void write(Cache.Entry<? extends String, ? extends String> entry) {
            written.add(entry.getKey());
        }

        @Override
        public void writeAll(Collection<Cache.Entry<? extends String, ? extends String>> entries) {
            for (Cache.Entry<? extends String, ? extends String> entry : Set.copyOf(entries)) {
                write(entry);
                entries.remove(entry);
            }
        }

        @Override
        public void delete(Object key) {
            written.add((String) key);
        }

        @Override
        public void deleteAll(Collection<?> keys) {
            keys.forEach(key -> written.add((String) key));
            keys.clear();
        }
    }
}
