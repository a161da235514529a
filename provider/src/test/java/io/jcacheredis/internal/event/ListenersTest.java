package io.jcacheredis.internal.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.internal.cache.TestListeners;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.FactoryBuilder.SingletonFactory;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.event.CacheEntryCreatedListener;
import javax.cache.event.CacheEntryEvent;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryExpiredListener;
import javax.cache.event.CacheEntryListener;
import javax.cache.event.CacheEntryListenerException;
import javax.cache.event.CacheEntryRemovedListener;
import javax.cache.event.CacheEntryUpdatedListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which events an outcome means, who gets them, and what becomes of a listener that fails. */
class ListenersTest {

    private static final byte[] OLD = "old".getBytes(UTF_8);
    private static final byte[] NEW = "new".getBytes(UTF_8);

    private final Queue<Runnable> later = new ArrayDeque<>();
    private final Listeners<String, String> listeners = new Listeners<>(later::add);
    private final List<String> heard = new ArrayList<>();

    private void publish(Outcome outcome) {
        listeners.publish(source(), "key", outcome, NEW, bytes -> new String(bytes, UTF_8));
    }

    @SuppressWarnings("unchecked") // asked for its name only
    private static Cache<String, String> source() {
        return (Cache<String, String>) Proxy.newProxyInstance(
                ListenersTest.class.getClassLoader(), new Class<?>[] {Cache.class}, (proxy, method, arguments) -> {
                    assertThat(method.getName()).isEqualTo("getName");
                    return "orders";
                });
    }

    private static MutableCacheEntryListenerConfiguration<String, String> synchronously(
            Consumer<CacheEntryEvent<? extends String, ? extends String>> consumer) {
        return TestListeners.synchronously(consumer);
    }

    private static MutableCacheEntryListenerConfiguration<String, String> listener(
            CacheEntryListener<String, String> listener, boolean oldValue) {
        return new MutableCacheEntryListenerConfiguration<>(new SingletonFactory<>(listener), null, oldValue, true);
    }

    private void hear(CacheEntryEvent<? extends String, ? extends String> event) {
        String old = event.isOldValueAvailable() ? event.getOldValue() : "unavailable " + event.getOldValue();
        heard.add(event.getEventType() + " " + event.getKey() + ": " + event.getValue() + ", before " + old);
    }

    static Stream<Arguments> outcomes() {
        return Stream.of(
                Arguments.of(new Outcome.Created(), List.of("CREATED key: new, before unavailable null")),
                Arguments.of(new Outcome.Discarded(), List.of()),
                Arguments.of(new Outcome.Updated(OLD, false), List.of("UPDATED key: new, before old")),
                Arguments.of(new Outcome.Updated(null, false), List.of("UPDATED key: new, before unavailable null")),
                Arguments.of(
                        new Outcome.Updated(OLD, true),
                        List.of("UPDATED key: new, before old", "EXPIRED key: new, before new")),
                Arguments.of(new Outcome.Stored(), List.of()),
                Arguments.of(new Outcome.Removed(OLD), List.of("REMOVED key: old, before old")),
                Arguments.of(new Outcome.Removed(null), List.of("REMOVED key: null, before unavailable null")),
                Arguments.of(new Outcome.Found(OLD, false), List.of()),
                Arguments.of(new Outcome.Found(OLD, true), List.of("EXPIRED key: old, before old")),
                Arguments.of(new Outcome.Missing(), List.of()),
                Arguments.of(new Outcome.Differs(OLD), List.of()));
    }

    @ParameterizedTest
    @MethodSource("outcomes")
    void outcome_meansTheseEvents(Outcome outcome, List<String> events) {
        listeners.register(synchronously(this::hear));

        publish(outcome);

        assertThat(heard).isEqualTo(events);
    }

    static Stream<Arguments> reports() {
        CacheEntryCreatedListener<String, String> created = events -> {};
        CacheEntryUpdatedListener<String, String> updated = events -> {};
        CacheEntryRemovedListener<String, String> removed = events -> {};
        CacheEntryExpiredListener<String, String> expired = events -> {};
        return Stream.of(
                Arguments.of(created, true, Report.EXISTENCE),
                Arguments.of(updated, true, Report.PRIOR),
                Arguments.of(removed, true, Report.PRIOR),
                Arguments.of(expired, true, Report.PRIOR),
                Arguments.of(created, false, Report.EXISTENCE),
                Arguments.of(updated, false, Report.EXISTENCE));
    }

    @ParameterizedTest
    @MethodSource("reports")
    void report_isWhatTheListenersKindsAndOldValuesNeed(
            CacheEntryListener<String, String> listener, boolean oldValue, Report expected) {
        assertThat(listeners.report()).isEqualTo(Report.NOTHING);

        listeners.register(listener(listener, oldValue));

        assertThat(listeners.report()).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void report_ofSeveral_isThatOfTheMostDemanding_whicheverCameFirst(boolean demandingFirst) {
        CacheEntryUpdatedListener<String, String> updated = events -> {};
        listeners.register(listener(updated, demandingFirst));
        listeners.register(listener(updated, !demandingFirst));

        assertThat(listeners.report()).isEqualTo(Report.PRIOR);
    }

    @Test
    void deregister_takesThatListenerAway_andGivesItsObjectsToBeClosed() {
        CacheEntryEventFilter<String, String> filter = event -> true;
        TestListeners.ToAll<String, String> filtered = new TestListeners.ToAll<>(event -> heard.add("filtered"));
        TestListeners.ToAll<String, String> staying = new TestListeners.ToAll<>(event -> heard.add("staying"));
        CacheEntryListenerConfiguration<String, String> configuration = TestListeners.listener(filtered, filter, true);
        assertThat(listeners.isEmpty()).isTrue();
        listeners.register(configuration);
        listeners.register(TestListeners.listener(staying, null, true));
        assertThat(listeners.isEmpty()).isFalse();
        assertThat(listeners.userObjects()).containsExactly(filtered, filter, staying);

        assertThat(listeners.deregister(configuration)).containsExactly(filtered, filter);

        publish(new Outcome.Created());
        assertThat(heard).containsExactly("staying");
        assertThat(listeners.userObjects()).containsExactly(staying);
        assertThat(listeners.deregister(configuration)).isEmpty();
    }

    @Test
    void asynchronousListener_getsEventsLater_oneAfterTheOther_andNoneAfterItsEnd() {
        CacheEntryListenerConfiguration<String, String> ending =
                TestListeners.asynchronously(event -> heard.add("ending"));
        CacheEntryListenerConfiguration<String, String> closed = TestListeners.asynchronously(event -> hear(event));
        listeners.register(ending);
        listeners.register(closed);
        publish(new Outcome.Created());
        publish(new Outcome.Removed(OLD));
        assertThat(heard).isEmpty();
        while (!later.isEmpty()) {
            later.remove().run();
        }
        assertThat(heard)
                .containsExactly(
                        "ending",
                        "ending",
                        "CREATED key: new, before unavailable null",
                        "REMOVED key: old, before old");

        listeners.deregister(ending);
        listeners.close();
        publish(new Outcome.Created());

        assertThat(later).isEmpty();
    }

    @Test
    void asynchronousListener_thatIsTakenAwayFromWithin_getsNoMoreOfWhatWaits() {
        List<CacheEntryListenerConfiguration<String, String>> self = new ArrayList<>();
        self.add(TestListeners.asynchronously(event -> {
            heard.add(event.getKey());
            listeners.deregister(self.get(0));
        }));
        listeners.register(self.get(0));
        publish(new Outcome.Created());
        publish(new Outcome.Created());

        later.remove().run();

        assertThat(heard).containsExactly("key");
    }

    @Test
    void asynchronousListener_thatFails_isNotTheCallers_andGetsLaterEvents() {
        Error error = new AssertionError("on purpose");
        listeners.register(TestListeners.asynchronously(event -> {
            hear(event);
            throw error;
        }));

        publish(new Outcome.Created());
        publish(new Outcome.Created());
        assertThatCode(() -> later.remove().run()).doesNotThrowAnyException();

        assertThat(heard).hasSize(2);
    }

    @Test
    void synchronousListenersThatFail_areAllCalled_theFirstFailureIsThrownWithTheOthers() {
        CacheEntryListenerException own = new CacheEntryListenerException("own");
        UnsupportedOperationException other = new UnsupportedOperationException("on purpose");
        listeners.register(synchronously(event -> {
            throw own;
        }));
        listeners.register(synchronously(this::hear));
        listeners.register(synchronously(event -> {
            throw other;
        }));

        assertThatThrownBy(() -> publish(new Outcome.Created()))
                .isSameAs(own)
                .satisfies(thrown -> assertThat(thrown.getSuppressed())
                        .singleElement()
                        .satisfies(suppressed -> assertThat(suppressed)
                                .isInstanceOf(CacheEntryListenerException.class)
                                .hasMessage("A listener failed for CREATED in cache 'orders'")
                                .hasCause(other)));
        assertThat(heard).hasSize(1);
    }

    @Test
    void filter_thatFails_isAsAListenerThatFails() {
        listeners.register(TestListeners.listener(
                new TestListeners.ToAll<>(event -> hear(event)),
                event -> {
                    throw new UnsupportedOperationException("on purpose");
                },
                true));

        assertThatThrownBy(() -> publish(new Outcome.Created())).isInstanceOf(CacheEntryListenerException.class);
        assertThat(heard).isEmpty();
    }

    @Test
    void event_isUnwrappedAsWhatItIs_andShowsNeitherKeyNorValue() {
        List<CacheEntryEvent<? extends String, ? extends String>> events = new ArrayList<>();
        listeners.register(synchronously(event -> events.add(event)));
        publish(new Outcome.Updated(OLD, false));
        CacheEntryEvent<? extends String, ? extends String> event = events.get(0);

        assertThat(event.unwrap(CacheEntryEvent.class)).isSameAs(event);
        assertThatThrownBy(() -> event.unwrap(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThat(event).hasToString("UPDATED in cache 'orders'");
    }

    /** Whoever closes a cache waits only for a while for a listener that hangs, and the next one's objects are closed by then. */
    @Test
    void listenersThatAreSilenced_hearNothingMoreOfOtherJvms() {
        listeners.register(synchronously(event -> {
            hear(event);
            listeners.silence();
        }));
        listeners.register(synchronously(this::hear));

        listeners.hear(source(), "key", new Outcome.Created(), NEW, bytes -> new String(bytes, UTF_8));

        assertThat(heard).hasSize(1);
    }
}
