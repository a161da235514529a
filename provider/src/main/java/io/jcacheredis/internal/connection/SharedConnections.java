package io.jcacheredis.internal.connection;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Lends connections, one set for equal settings, and closes a set when its last borrower gives it back. The set belongs
 * to the provider that owns this object; nothing is static.
 */
public final class SharedConnections {

    private final Function<ConnectionSettings, RedisConnections> opener;
    private final Lock lock = new ReentrantLock();
    private final Map<ConnectionSettings, Loan> loans = new HashMap<>();

    public SharedConnections(Function<ConnectionSettings, RedisConnections> opener) {
        this.opener = opener;
    }

    /** Borrows the connections for these settings. No connection is made yet. */
    public RedisConnections borrow(ConnectionSettings settings) {
        lock.lock();
        try {
            Loan loan = loans.computeIfAbsent(settings, s -> new Loan(opener.apply(s)));
            loan.borrowers++;
            return loan.connections;
        } finally {
            lock.unlock();
        }
    }

    /** Gives borrowed connections back. */
    public void giveBack(ConnectionSettings settings) {
        RedisConnections unused = null;
        lock.lock();
        try {
            @Nullable Loan loan = loans.get(settings);
            if (loan != null && --loan.borrowers == 0) {
                loans.remove(settings);
                unused = loan.connections;
            }
        } finally {
            lock.unlock();
        }
        if (unused != null) {
            unused.close();
        }
    }

    private static final class Loan {

        private final RedisConnections connections;
        private int borrowers;

        Loan(RedisConnections connections) {
            this.connections = connections;
        }
    }
}
