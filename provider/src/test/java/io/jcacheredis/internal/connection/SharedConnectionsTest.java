package io.jcacheredis.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SharedConnectionsTest {

    private final List<UnusedConnections> opened = Collections.synchronizedList(new ArrayList<>());
    private final SharedConnections shared = new SharedConnections(settings -> {
        UnusedConnections fake = new UnusedConnections();
        opened.add(fake);
        return fake;
    });

    @Test
    void borrow_equalSettings_givesTheSame() {
        assertThat(shared.borrow(settings("redis://:pw@a", 1))).isSameAs(shared.borrow(settings("redis://:pw@a", 1)));
        assertThat(opened).hasSize(1);
    }

    @Test
    void borrow_otherAddressLoginDatabaseOrTimeout_givesAnother() {
        shared.borrow(settings("redis://:pw@a", 1));
        shared.borrow(settings("redis://:pw@b", 1));
        shared.borrow(settings("redis://:other@a", 1));
        shared.borrow(settings("redis://me:pw@a", 1));
        shared.borrow(settings("redis://:pw@a/1", 1));
        shared.borrow(settings("rediss://:pw@a", 1));
        shared.borrow(settings("redis://:pw@a", 2));

        assertThat(opened).hasSize(7).doesNotHaveDuplicates();
    }

    @Test
    void giveBack_closesWithTheLastBorrower() {
        ConnectionSettings settings = settings("redis://a", 1);
        shared.borrow(settings);
        shared.borrow(settings);

        shared.giveBack(settings);
        assertThat(opened.get(0).isClosed()).isFalse();

        shared.giveBack(settings);
        assertThat(opened.get(0).isClosed()).isTrue();
    }

    @Test
    void borrow_afterTheLastGaveBack_opensAnew() {
        ConnectionSettings settings = settings("redis://a", 1);
        RedisConnections first = shared.borrow(settings);
        shared.giveBack(settings);

        assertThat(shared.borrow(settings)).isNotSameAs(first);
        assertThat(opened.get(1).isClosed()).isFalse();
    }

    @Test
    void giveBack_ofWhatNobodyHas_doesNothing() {
        shared.giveBack(settings("redis://a", 1));
        shared.borrow(settings("redis://b", 1));
        shared.giveBack(settings("redis://a", 1));

        assertThat(opened.get(0).isClosed()).isFalse();
    }

    @Test
    void borrow_openerFails_borrowsNothing() {
        AtomicBoolean fails = new AtomicBoolean(true);
        SharedConnections failing = new SharedConnections(settings -> {
            if (fails.get()) {
                throw new IllegalStateException("no");
            }
            return new UnusedConnections();
        });
        ConnectionSettings settings = settings("redis://a", 1);
        assertThatThrownBy(() -> failing.borrow(settings)).isInstanceOf(IllegalStateException.class);

        fails.set(false);
        UnusedConnections fake = (UnusedConnections) failing.borrow(settings);
        failing.giveBack(settings);
        assertThat(fake.isClosed()).as("the failed attempt is no borrower").isTrue();
    }

    @Test
    void manyThreads_neverHoldClosedConnectionsAndLeaveNoneOpen() throws Exception {
        ConnectionSettings settings = settings("redis://a", 1);
        AtomicInteger closedWhileBorrowed = new AtomicInteger();
        Callable<Void> borrower = () -> {
            for (int i = 0; i < 500; i++) {
                UnusedConnections fake = (UnusedConnections) shared.borrow(settings);
                if (fake.isClosed()) {
                    closedWhileBorrowed.incrementAndGet();
                }
                shared.giveBack(settings);
            }
            return null;
        };
        ExecutorService executor = Executors.newFixedThreadPool(4);
        try {
            for (Future<Void> done : executor.invokeAll(Collections.nCopies(4, borrower))) {
                done.get();
            }
        } finally {
            executor.shutdownNow();
        }
        assertThat(closedWhileBorrowed).hasValue(0);
        assertThat(opened).allMatch(fake -> fake.isClosed());
    }

    private static ConnectionSettings settings(String url, int seconds) {
        return new ConnectionSettings(RedisAddress.parse(url), Duration.ofSeconds(seconds));
    }
}
