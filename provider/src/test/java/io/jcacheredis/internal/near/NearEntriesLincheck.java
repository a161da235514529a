package io.jcacheredis.internal.near;

import io.jcacheredis.internal.near.NearEntries.Reservation;
import io.jcacheredis.internal.store.KeptValue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Reads by a near cache and writes of the same JVM, while changes are told of as well: they are as if nothing were kept. In random scenarios of
 * three threads, each in many orders of all steps, those inside Caffeine among them, by the model checker of <a
 * href="https://github.com/JetBrains/lincheck">Lincheck</a>. By hand, as it takes minutes: see docs/testing.md.
 */
public class NearEntriesLincheck {

    private static final int SCENARIOS = Integer.getInteger("lincheck.scenarios", 30);
    private static final int ORDERS = Integer.getInteger("lincheck.orders", 1_000);

    /** Threads that wait for a lock of Caffeine's go round here, as nobody parks in a model: by default it soon takes that for a hang. */
    private static final int ROUNDS = 10_000;

    private static final String KEY = "key";
    private static final long NOW = 0;
    private static final long LATER = 1_000;

    private final NearEntries entries = new NearEntries(10);
    private final AtomicInteger server = new AtomicInteger();
    private final Trust trust = new Trust(NOW);

    public NearEntriesLincheck() {
        trust.prolong(LATER);
    }

    @Operation
    public int get() {
        KeptValue kept = entries.get(KEY, NOW);
        if (kept != null) {
            return kept.prior()[0];
        }
        Reservation reserved = entries.reserve(KEY);
        int read = server.get();
        entries.keep(reserved, new KeptValue(new byte[] {(byte) read}), trust, LATER);
        return read;
    }

    @Operation
    public void put(@Param(gen = IntGen.class, conf = "1:9") int value) {
        entries.changeHere(KEY);
        server.set(value);
        entries.changedHere(KEY);
    }

    @Operation
    public void told() {
        entries.changed(KEY);
    }

    @Operation
    public void toldOfAll() {
        entries.changedAll();
    }

    /** What it has to be like. */
    public static class Register {

        private int value;

        public int get() {
            return value;
        }

        public void put(int newValue) {
            value = newValue;
        }

        public void told() {}

        public void toldOfAll() {}
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.HOURS)
    void everyOrder_isAsIfNothingWereKept() {
        new ModelCheckingOptions()
                .iterations(SCENARIOS)
                .invocationsPerIteration(ORDERS)
                .threads(3)
                .actorsPerThread(2)
                .actorsBefore(1)
                .actorsAfter(1)
                .loopBound(ROUNDS)
                .sequentialSpecification(Register.class)
                .check(NearEntriesLincheck.class);
    }
}
