package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.internal.store.EntryStore.Purge;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every {@link EntryStore} must do with the steps of a {@link LoadLease}. */
public abstract class LoadLeaseContract extends TagContract {

    private static final byte[] KEY = "loaded".getBytes(UTF_8);
    private static final byte[] LOADED = "what was loaded".getBytes(UTF_8);
    private static final byte[] PUT = "what was put".getBytes(UTF_8);
    private static final Duration LONG = Duration.ofMinutes(1);
    private static final ExpiryPlan ETERNAL = new ExpiryPlan(Special.ETERNAL, Special.ETERNAL, Special.UNCHANGED);
    private static final Finite SHORT_LIFE = new Finite(200);
    private static final ExpiryPlan SHORT = new ExpiryPlan(SHORT_LIFE, SHORT_LIFE, Special.UNCHANGED);

    private final LoadLease first = new LoadLease(LONG);
    private final LoadLease second = new LoadLease(LONG);

    private Outcome apply(Mutation mutation) {
        return store().apply(KEY, mutation);
    }

    private Outcome fill(LoadLease lease) {
        return apply(lease.fill(Mutation.fill(LOADED, Report.NOTHING, ETERNAL)));
    }

    @Test
    void missingEntry_isLoadedByOne_andFoundByTheOthers() {
        assertThat(apply(first.acquire())).isInstanceOf(Outcome.Missing.class);
        assertThat(apply(second.acquire())).isInstanceOf(Outcome.Leased.class);
        assertThat(apply(first.acquire())).as("again by the same").isInstanceOf(Outcome.Missing.class);

        assertThat(fill(second)).as("by who has not the lease").isInstanceOf(Outcome.Leased.class);
        assertThat(entries().value(KEY)).isNull();
        assertThat(fill(first).changed()).isTrue();
        assertThat(entries().value(KEY)).isEqualTo(LOADED);
        Outcome found = apply(second.acquire());
        assertThat(found).isInstanceOf(Outcome.Found.class);
        assertThat(found.prior()).isEqualTo(LOADED);
    }

    @Test
    void loadThatFoundNothing_leavesTheLeaseToOthers() {
        apply(first.acquire());
        apply(second.release());
        assertThat(apply(second.acquire())).as("nobody gives back another's").isInstanceOf(Outcome.Leased.class);
        apply(first.release());
        assertThat(apply(second.acquire())).isInstanceOf(Outcome.Missing.class);
    }

    /** As if the JVM was killed. */
    @Test
    void leaseThatEnded_isTakenOver_andNothingIsStoredByIt() {
        LoadLease killed = new LoadLease(Duration.ofMillis(200));
        apply(killed.acquire());
        assertThat(apply(second.acquire())).isInstanceOf(Outcome.Leased.class);
        pass(Duration.ofMillis(300));

        assertThat(apply(second.acquire())).isInstanceOf(Outcome.Missing.class);
        assertThat(fill(killed)).isInstanceOf(Outcome.Leased.class);
        assertThat(apply(killed.renew(false)).existed()).isFalse();
        assertThat(fill(second).changed()).isTrue();
    }

    @Test
    void leaseThatIsRenewed_lasts() {
        LoadLease slow = new LoadLease(Duration.ofMillis(500));
        apply(slow.acquire());
        for (int i = 0; i < 4; i++) {
            pass(Duration.ofMillis(200));
            assertThat(apply(slow.renew(false)).existed()).isTrue();
        }
        assertThat(apply(second.acquire())).isInstanceOf(Outcome.Leased.class);
        assertThat(fill(slow).changed()).isTrue();
    }

    private static Stream<Named<Consumer<EntryStore>>> whatEndsALoad() {
        return Stream.of(
                Named.of("removal", store -> store.apply(KEY, Mutation.remove(Report.NOTHING))),
                Named.of("removal that tells", store -> store.apply(KEY, Mutation.remove(Report.PRIOR))),
                Named.of("removal if equal", store -> store.apply(KEY, Mutation.remove(PUT, Report.EXISTENCE))),
                Named.of(
                        "removal of many",
                        store -> store.applyAll(List.of(
                                new KeyedMutation("other".getBytes(UTF_8), Mutation.remove(Report.NOTHING)),
                                new KeyedMutation(KEY, Mutation.remove(Report.NOTHING))))),
                Named.of("clear", EntryStore::clear),
                Named.of("purge of a pattern", store -> store.purge(new Purge(KeyPattern.of("load*")))),
                Named.of("purge of the key", store -> store.purge(new Purge(KeyPattern.of("loaded")))),
                Named.of(
                        "write that expires at once",
                        store -> store.apply(
                                KEY,
                                Mutation.set(
                                        Condition.ANY,
                                        PUT,
                                        Report.NOTHING,
                                        new ExpiryPlan(Special.ZERO, Special.ZERO, Special.UNCHANGED)))),
                Named.of("write and removal", store -> {
                    store.apply(KEY, Mutation.set(Condition.ANY, PUT, Report.NOTHING, ETERNAL));
                    store.apply(KEY, Mutation.remove(PUT, Report.NOTHING));
                }));
    }

    @ParameterizedTest
    @MethodSource("whatEndsALoad")
    void removalMeanwhile_winsOverWhatWasLoadedBefore(Consumer<EntryStore> removal) {
        apply(first.acquire());
        removal.accept(store());

        assertThat(fill(first)).isInstanceOf(Outcome.Leased.class);
        assertThat(entries().value(KEY)).isNull();
        assertThat(apply(second.acquire()).kind())
                .as("the next one begins")
                .isIn(Outcome.Kind.MISSING, Outcome.Kind.LEASED);
        apply(first.release());
        apply(second.acquire());
        assertThat(fill(second).changed()).isTrue();
    }

    /** Which is forgotten when no load can have begun before it any more. */
    @Test
    void purgeMeanwhile_winsOverASlowLoadToo() {
        LoadLease slow = new LoadLease(LONG);
        apply(slow.acquire());
        store().clear();
        assertThat(apply(slow.renew(false)).existed()).isFalse();
        assertThat(fill(slow)).isInstanceOf(Outcome.Leased.class);

        Tags tags = Tags.of(List.of("any"));
        apply(slow.acquire());
        apply(Mutation.set(Condition.ANY, PUT, Report.NOTHING, ETERNAL).tagged(tags));
        assertThat(store().purge(new Purge(tags))).isOne();
        assertThat(fill(slow)).as("of entries with a tag").isInstanceOf(Outcome.Leased.class);
    }

    /** The JVM that writes may be killed, and what was read is old then. */
    @Test
    void writeThroughThatNeverEnds_winsOverWhatWasLoadedMeanwhile() {
        WriteIntent killed = new WriteIntent(Duration.ofMillis(200));
        apply(first.acquire());
        apply(killed.announce(Mutation.glance()));
        apply(second.acquire());
        pass(Duration.ofMillis(300));

        assertThat(fill(first)).isInstanceOf(Outcome.Leased.class);
        assertThat(fill(second)).isInstanceOf(Outcome.Leased.class);
        assertThat(entries().value(KEY)).isNull();
    }

    @Test
    void loadThatBeginsAfterAPurge_isStored() {
        store().clear();
        apply(first.acquire());
        assertThat(fill(first).changed()).isTrue();
        store().clear();
        store().clear();
        apply(second.acquire());
        assertThat(fill(second).changed()).isTrue();
    }

    @Test
    void entryThatWasPutMeanwhile_stays() {
        apply(first.acquire());
        apply(Mutation.set(Condition.ANY, PUT, Report.NOTHING, ETERNAL));
        assertThat(fill(first)).isInstanceOf(Outcome.Found.class);
        assertThat(entries().value(KEY)).isEqualTo(PUT);
    }

    /** It is newer than what is loaded, also after it has gone. */
    @Test
    void entryThatWasPutForAShortTimeMeanwhile_isNotFollowedByWhatWasLoadedBefore() {
        apply(first.acquire());
        apply(Mutation.set(Condition.ANY, PUT, Report.NOTHING, SHORT));
        pass(Duration.ofMillis(300));
        assertThat(entries().value(KEY)).isNull();
        assertThat(fill(first)).isInstanceOf(Outcome.Leased.class);

        LoadLease renewed = new LoadLease(LONG);
        apply(renewed.acquire());
        entries().put(KEY, PUT, Special.ETERNAL);
        assertThat(apply(renewed.renew(false)).existed()).isFalse();
        apply(Mutation.remove(Report.NOTHING));
        assertThat(fill(renewed)).isInstanceOf(Outcome.Leased.class);
    }

    @Test
    void seizedLease_isOfALoadThatReplaces_ifNobodyWroteMeanwhile() {
        entries().put(KEY, PUT, Special.ETERNAL);
        Outcome seen = apply(first.seize());
        assertThat(seen.prior()).isEqualTo(PUT);
        assertThat(apply(first.renew(true)).existed()).isTrue();
        assertThat(apply(first.fill(Mutation.replace(PUT, LOADED, Report.NOTHING, ETERNAL)))
                        .changed())
                .isTrue();
        assertThat(entries().value(KEY)).isEqualTo(LOADED);

        apply(first.seize());
        entries().put(KEY, PUT, Special.ETERNAL);
        assertThat(apply(first.fill(Mutation.replace(LOADED, "x".getBytes(UTF_8), Report.NOTHING, ETERNAL)))
                        .changed())
                .isFalse();
        assertThat(entries().value(KEY)).isEqualTo(PUT);

        apply(Mutation.remove(Report.NOTHING));
        apply(first.acquire());
        apply(second.seize());
        assertThat(fill(first)).as("somebody loads again").isInstanceOf(Outcome.Leased.class);
        assertThat(fill(second).changed()).isTrue();
    }

    @Test
    void writeThroughMeanwhile_winsOverWhatWasLoadedBefore() {
        WriteIntent intent = new WriteIntent(LONG);
        apply(first.acquire());
        apply(intent.announce(Mutation.glance()));
        assertThat(fill(first)).isInstanceOf(Outcome.Leased.class);
        apply(intent.withdraw());

        apply(first.acquire());
        apply(intent.announce(Mutation.glance()));
        apply(intent.commit(Mutation.remove(Report.NOTHING)));
        assertThat(fill(first)).isInstanceOf(Outcome.Leased.class);
    }

    /** The entry goes, as nobody knows what the database has; what was loaded before is older in any case. */
    @Test
    void writesThroughThatMet_winOverWhatWasLoadedBefore() {
        WriteIntent intent = new WriteIntent(LONG);
        WriteIntent overtaken = new WriteIntent(LONG);
        Mutation put = Mutation.set(Condition.ANY, PUT, Report.NOTHING, ETERNAL);
        apply(first.acquire());
        apply(intent.announce(Mutation.glance()));
        apply(overtaken.announce(Mutation.glance()));
        apply(intent.commit(put));
        apply(overtaken.commit(put));
        assertThat(entries().value(KEY)).isNull();
        assertThat(fill(first)).isInstanceOf(Outcome.Leased.class);

        apply(intent.announce(Mutation.glance()));
        apply(overtaken.announce(Mutation.glance()));
        apply(second.acquire());
        apply(intent.commit(put));
        apply(overtaken.commit(put));
        assertThat(fill(second)).as("it began between the two").isInstanceOf(Outcome.Leased.class);
    }

    /** Who removes it without an intent of its own may have changed the database last. */
    @Test
    void removalMeanwhile_winsOverAWriteThrough() {
        WriteIntent intent = new WriteIntent(LONG);
        apply(intent.announce(Mutation.glance()));
        apply(Mutation.remove(Report.NOTHING));
        apply(intent.commit(Mutation.set(Condition.ANY, PUT, Report.NOTHING, ETERNAL)));
        assertThat(entries().value(KEY)).isNull();

        apply(intent.announce(Mutation.glance()));
        apply(intent.commit(Mutation.set(Condition.ANY, PUT, Report.NOTHING, ETERNAL)));
        assertThat(entries().value(KEY)).isEqualTo(PUT);
    }

    @Test
    void policyThatIsAsked_keepsTheLease() {
        ExpiryPlan asks = new ExpiryPlan(Special.UNDETERMINED, Special.UNDETERMINED, Special.UNDETERMINED);
        apply(first.acquire());
        assertThat(apply(first.fill(Mutation.fill(LOADED, Report.NOTHING, asks))))
                .isInstanceOf(Outcome.DurationNeeded.class);
        assertThat(fill(first).changed()).isTrue();
    }

    @Test
    void manyEntries_haveOneLeaseEach() {
        byte[] other = "other".getBytes(UTF_8);
        store().applyAll(List.of(new KeyedMutation(KEY, first.acquire()), new KeyedMutation(other, first.acquire())));
        store().apply(other, Mutation.remove(Report.NOTHING));
        List<Outcome> filled = store().applyAll(List.of(
                new KeyedMutation(KEY, first.fill(Mutation.fill(LOADED, Report.NOTHING, ETERNAL))),
                new KeyedMutation(other, first.fill(Mutation.fill(LOADED, Report.NOTHING, ETERNAL)))));
        assertThat(filled.get(0).changed()).isTrue();
        assertThat(filled.get(1)).isInstanceOf(Outcome.Leased.class);
        assertThat(entries().value(other)).isNull();
    }
}
