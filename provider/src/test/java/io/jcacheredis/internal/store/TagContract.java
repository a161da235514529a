package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.store.EntryStore.Purge;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link EntryStore} must do with tags. */
public abstract class TagContract extends PurgeContract {

    private static final byte[] VALUE = "v".getBytes(UTF_8);
    private static final Finite HOUR = new Finite(3_600_000);
    private static final Finite SHORT = new Finite(200);
    private static final ExpiryPlan FOR_AN_HOUR = new ExpiryPlan(HOUR, HOUR, Special.UNCHANGED);
    private static final ExpiryPlan ETERNAL = new ExpiryPlan(Special.ETERNAL, Special.ETERNAL, Special.UNCHANGED);

    private static Tags tags(String... names) {
        return Tags.of(List.of(names));
    }

    private static byte[] key(String text) {
        return text.getBytes(UTF_8);
    }

    private Outcome put(String key, ExpiryPlan expiry, String... tags) {
        return store().apply(
                        key(key),
                        Mutation.set(Condition.ANY, VALUE, Report.EXISTENCE, expiry)
                                .tagged(tags(tags)));
    }

    private long purge(String... tags) {
        return store().purge(new Purge(tags(tags)));
    }

    private boolean exists(String key) {
        return entries().value(key(key)) != null;
    }

    @Test
    void entriesWithTheTag_go_andNoOthers() {
        put("a", FOR_AN_HOUR, "x");
        put("b", ETERNAL, "x", "y");
        put("c", FOR_AN_HOUR, "y");
        put("d", FOR_AN_HOUR);
        entries().put(key("e"), VALUE, Special.ETERNAL);

        assertThat(purge("nobody")).isZero();
        assertThat(purge("x")).isEqualTo(2);
        assertThat(exists("a") || exists("b")).isFalse();
        assertThat(exists("c") && exists("d") && exists("e")).isTrue();
        assertThat(purge("x")).isZero();
        assertThat(purge("x", "y")).as("any of them").isOne();
        assertThat(exists("d") && exists("e")).isTrue();
    }

    @Test
    void entryWithSeveralTags_countsOnce() {
        put("a", FOR_AN_HOUR, "x", "y", "z");
        put("b", FOR_AN_HOUR, "z");
        assertThat(purge("x", "y", "z")).isEqualTo(2);
    }

    @Test
    void entryThatIsPutAgain_isPurgedAgain() {
        for (int i = 0; i < 3; i++) {
            put("a", FOR_AN_HOUR, "x");
            assertThat(purge("x")).isOne();
            assertThat(exists("a")).isFalse();
        }
    }

    @Test
    void entryThatIsGone_isNotCounted() {
        put("a", FOR_AN_HOUR, "x");
        put("b", FOR_AN_HOUR, "x");
        store().apply(key("a"), Mutation.remove(Report.NOTHING));
        assertThat(purge("x")).isOne();
    }

    /** Whatever makes an entry live longer than it was to live when it got its tags. */
    @Test
    void entryThatLivesLonger_isNotMissed() {
        ExpiryPlan shortly = new ExpiryPlan(SHORT, SHORT, HOUR);
        put("touched", shortly, "x");
        put("updated", shortly, "x");
        put("kept", shortly, "x");
        store().apply(key("touched"), Mutation.read(shortly));
        store().apply(key("updated"), Mutation.set(Condition.PRESENT, VALUE, Report.NOTHING, FOR_AN_HOUR));
        store().apply(key("kept"), Mutation.touch(VALUE, new ExpiryPlan(HOUR, HOUR, Special.ETERNAL)));
        pass(Duration.ofMillis(300));
        put("other", FOR_AN_HOUR, "x");
        put("another", FOR_AN_HOUR, "y");

        assertThat(purge("x")).isEqualTo(4);
        assertThat(exists("touched") || exists("updated") || exists("kept")).isFalse();
    }

    @Test
    void writeThatIsNotDone_givesNoTag() {
        entries().put(key("a"), VALUE, Special.ETERNAL);
        store().apply(
                        key("a"),
                        Mutation.set(Condition.ABSENT, VALUE, Report.EXISTENCE, ETERNAL)
                                .tagged(tags("x")));
        store().apply(
                        key("b"),
                        Mutation.set(Condition.PRESENT, VALUE, Report.EXISTENCE, ETERNAL)
                                .tagged(tags("x")));
        store().apply(
                        key("a"),
                        Mutation.replace(key("other"), VALUE, Report.EXISTENCE, ETERNAL)
                                .tagged(tags("x")));
        assertThat(purge("x")).isZero();
        assertThat(exists("a")).isTrue();

        Mutation replace = Mutation.replace(VALUE, key("new"), Report.EXISTENCE, ETERNAL);
        assertThat(store().apply(key("a"), replace.tagged(tags("x"))).changed()).isTrue();
        assertThat(purge("x")).isOne();
    }

    /** The outcome is that of the same write without tags. */
    @ParameterizedTest
    @EnumSource(Report.class)
    void outcome_tellsWhatItWouldWithoutTags(Report report) {
        Mutation put = Mutation.set(Condition.ANY, VALUE, report, FOR_AN_HOUR).tagged(tags("x"));
        assertThat(store().apply(key("a"), put)).isInstanceOf(Outcome.Created.class);
        Outcome updated = store().apply(key("a"), put);
        assertThat(updated).isInstanceOf(Outcome.Updated.class);
        if (report == Report.PRIOR) {
            assertThat(updated.prior()).isEqualTo(VALUE);
        }
        Mutation asks = put.with(new ExpiryPlan(Special.UNDETERMINED, Special.UNDETERMINED, Special.UNDETERMINED));
        assertThat(store().apply(key("a"), asks)).isInstanceOf(Outcome.DurationNeeded.class);
        assertThat(store().apply(key("b"), asks)).isInstanceOf(Outcome.DurationNeeded.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:b", "{x}", "}{", "*", "ü", " ", "\0", "\n", "tag:", "\uD83D\uDE42"})
    void anyText_isATag(String tag) {
        put("a", FOR_AN_HOUR, tag);
        put("{braced}", FOR_AN_HOUR, tag);
        put("", FOR_AN_HOUR, tag);
        put("b", FOR_AN_HOUR, tag + tag);
        assertThat(purge(tag)).isEqualTo(3);
        assertThat(exists("b")).isTrue();
    }

    @Test
    void manyEntriesWithATag_goInSteps() {
        List<KeyedMutation> puts = new ArrayList<>();
        for (int i = 0; i < 2500; i++) {
            puts.add(new KeyedMutation(
                    key("k" + i),
                    Mutation.set(Condition.ANY, VALUE, Report.NOTHING, ETERNAL).tagged(tags("x"))));
        }
        store().applyAll(puts);
        put("other", ETERNAL, "y");
        List<Long> looked = new ArrayList<>();
        List<Long> steps = new ArrayList<>();

        assertThat(store().purge(new Purge(tags("x"), 100, (lookedAt, removed) -> {
                    looked.add(lookedAt);
                    steps.add(removed);
                })))
                .isEqualTo(2500);
        assertThat(steps.stream().mapToLong(Long::longValue).sum()).isEqualTo(2500);
        assertThat(looked)
                .as("all that the index has is of entries that are there")
                .isEqualTo(steps);
        assertThat(exists("other")).isTrue();
    }

    @Test
    void walk_findsTheEntriesWithATag_thatAreThere() {
        put("a", FOR_AN_HOUR, "x");
        put("b", ETERNAL, "x", "y");
        put("c", FOR_AN_HOUR, "y");
        put("d", FOR_AN_HOUR);
        put("gone", FOR_AN_HOUR, "x");
        store().apply(key("gone"), Mutation.remove(Report.NOTHING));

        assertThat(walked(100, "x")).containsExactlyInAnyOrder("a", "b");
        assertThat(walked(1, "y", "nobody")).containsExactlyInAnyOrder("b", "c");
        assertThat(walked(100, "x", "y")).containsOnly("a", "b", "c");
        assertThat(walked(100, "nobody")).isEmpty();
        assertThat(purge("x", "y")).as("nothing was changed").isEqualTo(3);
    }

    /** Entries move within an index when they are looked at or put again, and others come and go. */
    @Test
    void walkWhileOthersWrite_missesNothingThatStays() {
        List<String> staying = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            put("gone" + i, FOR_AN_HOUR, "x");
            put("stays" + i, FOR_AN_HOUR, "x");
            staying.add("stays" + i);
        }
        List<String> found = new ArrayList<>();
        int step = 0;
        for (Iterator<List<byte[]>> batches = store().scan(tags("x"), 10); batches.hasNext(); step++) {
            batches.next().forEach(each -> found.add(new String(each, UTF_8)));
            if (step < 400) {
                store().apply(key("gone" + step), Mutation.remove(Report.NOTHING));
                store().apply(key("new" + (step - 1)), Mutation.remove(Report.NOTHING));
                put("stays" + step, step % 2 == 0 ? ETERNAL : new ExpiryPlan(HOUR, new Finite(60_000), HOUR), "x");
                put("new" + step, FOR_AN_HOUR, "x");
            }
        }
        assertThat(found).containsAll(staying);
    }

    private List<String> walked(int batchSize, String... tags) {
        List<String> found = new ArrayList<>();
        store().scan(tags(tags), batchSize)
                .forEachRemaining(batch -> batch.forEach(each -> found.add(new String(each, UTF_8))));
        return found;
    }

    /** They come first in an index, as they are to be looked at soon. */
    @Test
    void entriesThatArePutBetweenTheSteps_keepNoneOfTheOldOnes() {
        List<KeyedMutation> puts = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            puts.add(new KeyedMutation(
                    key("old" + i),
                    Mutation.set(Condition.ANY, VALUE, Report.NOTHING, ETERNAL).tagged(tags("x"))));
        }
        store().applyAll(puts);
        List<Long> steps = new ArrayList<>();
        store().purge(new Purge(tags("x"), 100, (lookedAt, removed) -> {
            steps.add(removed);
            if (steps.size() == 1) {
                for (int i = 0; i < 10; i++) {
                    put("new" + i, new ExpiryPlan(SHORT, SHORT, Special.UNCHANGED), "x");
                }
            }
        }));

        List<String> left = new ArrayList<>();
        store().scan(KeyPattern.of("old*"), 1000)
                .forEachRemaining(batch -> batch.forEach(each -> left.add(new String(each, UTF_8))));
        assertThat(left).isEmpty();
    }

    @Test
    void writeByAnIntent_givesTags() {
        WriteIntent intent = new WriteIntent(Duration.ofMinutes(1));
        WriteIntent overtaken = new WriteIntent(Duration.ofMinutes(1));
        Mutation put =
                Mutation.set(Condition.ANY, VALUE, Report.NOTHING, FOR_AN_HOUR).tagged(tags("x"));
        store().apply(key("a"), intent.announce(Mutation.glance()));
        store().apply(key("a"), overtaken.announce(Mutation.glance()));
        assertThat(store().apply(key("a"), intent.commit(put)).changed()).isTrue();
        assertThat(purge("x")).isOne();

        put("a", FOR_AN_HOUR);
        store().apply(key("a"), overtaken.commit(put));
        assertThat(exists("a")).as("it was overtaken").isFalse();
        assertThat(purge("x")).isZero();
    }

    @Test
    void names_areChecked() {
        assertThat(Tags.of(Set.of()).isEmpty()).isTrue();
        assertThatThrownBy(() -> tags("")).hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> tags("\uD83D")).hasMessageContaining("unpaired surrogate");
    }
}
