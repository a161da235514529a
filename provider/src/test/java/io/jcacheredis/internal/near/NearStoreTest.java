package io.jcacheredis.internal.near;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore.Purge;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is answered from here and what is not, on a store in memory and a feed that tells when the test wants it to. */
class NearStoreTest {

    private static final byte[] KEY = bytes("key");
    private static final byte[] OTHER = bytes("other");
    private static final ExpiryPlan PLAN = new ExpiryPlan(Special.ETERNAL, Special.UNCHANGED, Special.UNCHANGED);
    private static final Mutation READ = Mutation.read(PLAN);

    private final TimedMemory memory = new TimedMemory();
    private final Feed feed = new Feed();
    private final NearStore near = new NearStore(memory, feed, 100, Duration.ofMinutes(1), memory.clock()::nanos);

    /** Trusts as long as the test does. */
    private static final class Feed implements ChangeFeed, ChangeFeed.Source {

        private @Nullable Trust trust = given();
        private Listener listener;
        private boolean closed;

        private static Trust given() {
            Trust trust = new Trust(0);
            trust.prolong(Long.MAX_VALUE);
            return trust;
        }

        @Override
        public ChangeFeed open(Listener told) {
            listener = told;
            return this;
        }

        @Override
        public @Nullable Trust trust(byte[] key) {
            return trust;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static Mutation set(String value) {
        return Mutation.set(Condition.ANY, bytes(value), Report.NOTHING, PLAN);
    }

    private void putElsewhere(byte[] key, String value) {
        memory.apply(key, set(value));
    }

    private @Nullable String read(byte[] key) {
        byte[] bytes = near.apply(key, READ).prior();
        return bytes == null ? null : new String(bytes, UTF_8);
    }

    private List<String> readAll(byte[]... keys) {
        List<String> values = new ArrayList<>();
        for (Outcome outcome : near.readSome(List.of(keys), READ)) {
            values.add(outcome.prior() == null ? "-" : new String(outcome.prior(), UTF_8));
        }
        return values;
    }

    @Test
    void whatWasRead_isAnsweredAgainWithoutTheStore() {
        putElsewhere(KEY, "1");
        assertThat(read(KEY)).isEqualTo("1");
        int reads = memory.calls();

        assertThat(read(KEY)).isEqualTo("1");
        assertThat(near.apply(KEY, Mutation.contains()).kind()).isEqualTo(Kind.FOUND);
        assertThat(readAll(KEY)).containsExactly("1");
        assertThat(near.apply(KEY, Mutation.view()).prior()).isEqualTo(bytes("1"));

        assertThat(near.find("key").prior()).isEqualTo(bytes("1"));
        assertThat(near.find("other")).isNull();
        assertThat(memory.calls()).isEqualTo(reads);
    }

    @Test
    void whoGetsTheBytes_mayChangeThem() {
        putElsewhere(KEY, "1");
        near.apply(KEY, READ).prior()[0] = 'x';
        near.apply(KEY, READ).prior()[0] = 'x';

        assertThat(read(KEY)).isEqualTo("1");
    }

    @Test
    void whatIsMissing_isAskedForEachTime() {
        assertThat(read(KEY)).isNull();
        putElsewhere(KEY, "1");

        assertThat(read(KEY)).isEqualTo("1");
    }

    @Test
    void whatMustBeUpToDate_isAskedForEachTime() {
        putElsewhere(KEY, "1");
        read(KEY);
        putElsewhere(KEY, "2");

        assertThat(near.apply(KEY, Mutation.peek()).prior()).isEqualTo(bytes("2"));
        assertThat(near.apply(KEY, READ.upToDate()).prior()).isEqualTo(bytes("2"));
        assertThat(near.readSome(List.of(KEY), READ.upToDate()).get(0).prior()).isEqualTo(bytes("2"));
        assertThat(near.applyAll(List.of(new KeyedMutation(KEY, READ))).get(0).prior())
                .isEqualTo(bytes("2"));
        assertThat(read(KEY)).as("after somebody has seen the newer one").isEqualTo("2");
    }

    /** Of it Redis must hear. */
    @Test
    void readThatChangesTheTimeToLive_isNeverAnsweredHere() {
        ExpiryPlan touching = new ExpiryPlan(new Finite(600_000), Special.UNCHANGED, new Finite(600_000));
        putElsewhere(KEY, "1");
        near.apply(KEY, Mutation.read(touching));
        putElsewhere(KEY, "2");

        assertThat(near.apply(KEY, Mutation.read(touching)).prior()).isEqualTo(bytes("2"));
        assertThat(near.readSome(List.of(KEY), Mutation.read(touching)).get(0).prior())
                .isEqualTo(bytes("2"));
        assertThat(near.size()).isZero();
    }

    @Test
    void whatIsOnlyLookedAt_isNotKept() {
        putElsewhere(KEY, "1");
        near.apply(KEY, Mutation.contains());
        near.apply(KEY, Mutation.view());
        near.readSome(List.of(KEY), Mutation.view());

        assertThat(near.size()).isZero();
    }

    static Stream<Consumer<NearStore>> changes() {
        return Stream.of(
                near -> near.apply(KEY, set("2")),
                near -> near.apply(KEY, Mutation.remove(Report.NOTHING)),
                near -> near.apply(KEY, Mutation.replace(bytes("1"), bytes("2"), Report.NOTHING, PLAN)),
                near -> near.apply(
                        KEY, Mutation.touch(bytes("1"), new ExpiryPlan(PLAN.creation(), PLAN.update(), Special.ZERO))),
                near -> near.applyAll(List.of(new KeyedMutation(OTHER, set("x")), new KeyedMutation(KEY, set("2")))),
                near -> near.purge(new Purge(KeyPattern.of("k*"))),
                near -> near.purge(new Purge(KeyPattern.of("key"))),
                NearStore::clear);
    }

    @ParameterizedTest
    @MethodSource("changes")
    void whatIsChangedHere_isNotAnsweredAnyMore_alsoIfItWasReadMeanwhile(Consumer<NearStore> change) {
        putElsewhere(KEY, "1");
        read(KEY);
        memory.beforeNextChange(() -> assertThat(read(KEY)).isEqualTo("1"));

        change.accept(near);

        assertThat(read(KEY)).isNotEqualTo("1");
    }

    @ParameterizedTest
    @MethodSource("changes")
    void readThatBeganBeforeAChange_isNotKeptAfterIt(Consumer<NearStore> change) {
        putElsewhere(KEY, "1");
        memory.afterNextRead(() -> change.accept(near));

        read(KEY);

        assertThat(read(KEY)).isNotEqualTo("1");
    }

    /** It may have been done all the same. */
    @Test
    void changeThatFails_dropsTheEntryToo() {
        putElsewhere(KEY, "1");
        read(KEY);
        memory.beforeNextChange(() -> {
            putElsewhere(KEY, "2");
            throw new CacheException("late");
        });

        assertThatThrownBy(() -> near.apply(KEY, set("2"))).hasMessage("late");

        assertThat(read(KEY)).isEqualTo("2");
    }

    @Test
    void changeThatIsTold_dropsTheEntry_alsoWhileItIsRead() {
        putElsewhere(KEY, "1");
        read(KEY);
        putElsewhere(KEY, "2");
        feed.listener.changed(KEY);
        assertThat(read(KEY)).isEqualTo("2");

        feed.listener.changedAll();
        memory.afterNextRead(() -> {
            putElsewhere(KEY, "3");
            feed.listener.changed(KEY);
        });
        assertThat(read(KEY)).isEqualTo("2");
        assertThat(read(KEY)).isEqualTo("3");
    }

    @Test
    void withoutTrust_nothingIsKept() {
        feed.trust = null;
        putElsewhere(KEY, "1");
        read(KEY);
        putElsewhere(KEY, "2");

        assertThat(read(KEY)).isEqualTo("2");
        assertThat(readAll(KEY)).containsExactly("2");
        assertThat(near.size()).isZero();
    }

    /** It was read where others may tell of changes, or nobody. */
    @Test
    void trustThatIsAnotherOneAfterTheRead_isNotTaken() {
        putElsewhere(KEY, "1");
        memory.afterNextRead(() -> feed.trust = Feed.given());

        read(KEY);

        assertThat(near.size()).isZero();
    }

    @Test
    void trustThatEnds_isTheEndOfWhatWasKept() {
        putElsewhere(KEY, "1");
        read(KEY);
        putElsewhere(KEY, "2");
        feed.trust.end(memory.clock().nanos());

        assertThat(read(KEY)).isEqualTo("2");
    }

    @Test
    void entry_isKeptNoLongerThanItLivesOrThanItMayBe() {
        memory.apply(
                KEY,
                Mutation.set(
                        Condition.ANY,
                        bytes("1"),
                        Report.NOTHING,
                        new ExpiryPlan(new Finite(10_000), Special.UNCHANGED, Special.UNCHANGED)));
        putElsewhere(OTHER, "1");
        readAll(KEY, OTHER);

        memory.pass(Duration.ofMillis(9_999));
        int calls = memory.calls();
        assertThat(readAll(KEY, OTHER)).containsExactly("1", "1");
        assertThat(memory.calls()).isEqualTo(calls);
        memory.pass(Duration.ofMillis(1));
        assertThat(read(KEY)).isNull();
        assertThat(memory.calls()).isGreaterThan(calls);

        memory.pass(Duration.ofSeconds(50));
        putElsewhere(OTHER, "2");
        assertThat(read(OTHER)).isEqualTo("2");
    }

    @Test
    void readSome_fillsTheGaps_andStopsWhereTheStoreDoes() {
        byte[] third = bytes("third");
        putElsewhere(KEY, "1");
        putElsewhere(OTHER, "2");
        putElsewhere(third, "3");
        read(OTHER);
        assertThat(readAll(KEY, OTHER, bytes("none"), third)).containsExactly("1", "2", "-", "3");

        feed.listener.changed(KEY);
        feed.listener.changed(third);
        memory.readAtMost(1);
        assertThat(readAll(KEY, OTHER, third)).containsExactly("1", "2");
        assertThat(readAll(third)).containsExactly("3");
    }

    @Test
    void closed_keepsNothing_andHearsNothing() {
        putElsewhere(KEY, "1");
        read(KEY);

        near.close();

        assertThat(near.size()).isZero();
        assertThat(feed.closed).isTrue();
    }
}
