package io.jcacheredis.internal.manager;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.NearCache;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.near.ChangeFeed;
import io.jcacheredis.internal.near.Trust;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.ForwardingStore;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive.Special;
import io.jcacheredis.internal.store.TimedStore;
import java.lang.reflect.Proxy;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the layers of a store mean to each other. */
class StoreLayersTest {

    private static final byte[] KEY = "k".getBytes(UTF_8);
    private static final ExpiryPlan PLAN = new ExpiryPlan(Special.ETERNAL, Special.UNCHANGED, Special.UNCHANGED);
    private static final Mutation READ = Mutation.read(PLAN);
    private static final Mutation PUT = Mutation.set(Condition.ANY, new byte[] {2}, Report.NOTHING, PLAN);

    /** A server that answers what is read and, if it is told to, refuses what is written. */
    private static final class Memory extends ForwardingStore implements TimedStore {

        private boolean readOnly;

        Memory() {
            super(new InMemoryEntryStore(new FakeClock()));
        }

        @Override
        public Outcome apply(byte[] key, Mutation mutation) {
            if (readOnly && mutation.changes()) {
                throw new CacheUnavailableException("full", new IllegalStateException("full"), Reason.REFUSED, false);
            }
            return super.apply(key, mutation);
        }

        @Override
        public List<Timed> readSomeTimed(List<byte[]> keys, Mutation read) {
            return keys.stream()
                    .map(key -> new Timed(apply(key, read), Long.MAX_VALUE))
                    .toList();
        }
    }

    private static ChangeFeed feed(ChangeFeed.Listener listener) {
        Trust trust = new Trust(System.nanoTime());
        trust.prolong(System.nanoTime() + Long.MAX_VALUE / 2);
        return new ChangeFeed() {
            @Override
            public Trust trust(byte[] key) {
                return trust;
            }

            @Override
            public void close() {}
        };
    }

    private static RedisConnections connections() {
        Runnable nothing = () -> {};
        return (RedisConnections) Proxy.newProxyInstance(
                StoreLayersTest.class.getClassLoader(),
                new Class<?>[] {RedisConnections.class},
                (proxy, method, arguments) -> nothing);
    }

    private final Memory memory = new Memory();
    private Runnable inBetween = () -> {};
    private final StoreLayers layers = new StoreLayers("c", memory)
            .near(NearCache.ofSize(10), StoreLayersTest::feed)
            .claimed(() -> inBetween.run())
            .degrading(task -> {}, connections());

    /** Between the look whether something is owed and the reading, another thread's change fails. */
    @Test
    void entryThatIsOwed_isNotFoundAmongThoseThatAreKept() {
        memory.apply(KEY, PUT);
        layers.store().apply(KEY, READ);
        assertThat(layers.kept().find("k")).isNotNull();
        layers.store().apply(KEY, PUT);
        memory.readOnly = true;
        inBetween = () -> {
            inBetween = () -> {};
            layers.store().apply(KEY, PUT);
        };

        layers.store().apply(KEY, READ);

        assertThat(layers.kept().find("k")).isNull();
    }
}
