package io.jcacheredis.internal.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.store.Outcome.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;

class ClosingStoreTest {

    private static final byte[] KEY = {1};
    private static final byte[] OTHER = {2};
    private static final Mutation PUT = Mutation.set(Condition.ABSENT, KEY, Report.EXISTENCE, ExpiryPlan.NONE);

    private final EntryStore entries = new InMemoryEntryStore(new FakeClock());
    private final ClosingStore store = new ClosingStore("orders", entries);

    @Test
    void openStore_doesWhatTheStoreBelowDoes() {
        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.CREATED);
        assertThat(store.applyAll(List.of(new KeyedMutation(KEY, PUT), new KeyedMutation(OTHER, PUT))))
                .extracting(Outcome::kind)
                .containsExactly(Kind.FOUND, Kind.CREATED);
        assertThat(store.timeToLive(KEY)).hasValue(Long.MAX_VALUE);
    }

    @Test
    void closedStore_refusesMutations_andLetsThroughWhatBringsNothingBack() {
        store.apply(KEY, PUT);

        store.close();
        store.close();

        assertThatThrownBy(() -> store.apply(OTHER, PUT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("cache 'orders' is closed");
        assertThatThrownBy(() -> store.applyAll(List.of(new KeyedMutation(OTHER, PUT))))
                .isInstanceOf(IllegalStateException.class);
        assertThat(store.scan(10).next()).containsExactly(KEY);
        assertThat(store.clear()).isOne();
        assertThat(entries.timeToLive(KEY)).isEmpty();
    }
}
