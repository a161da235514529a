package io.jcacheredis.internal.registry;

import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.store.Timer;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * The key spaces of the open caches of a provider. No key space may begin with another one, or a clear of cache {@code a}
 * would remove entries of cache {@code a:b}; and who shares one must write it in one form.
 *
 * <p>The caches of the provider are compared here, those of other JVMs in Redis, under a {@link Lease}.
 */
public final class KeySpaces {

    /** Where a key space lies: two databases, or two servers, have nothing in common. */
    private record Place(Set<Node> nodes, @Nullable String masterName, int database) {

        static Place of(ConnectionSettings connection) {
            RedisAddress address = connection.address();
            return new Place(Set.copyOf(address.nodes()), address.masterName(), address.database());
        }
    }

    /** A JVM that has ended counts for so long, and one whose lease can't be renewed knows it by then. */
    private static final Duration LEASE = Duration.ofSeconds(30);

    private static final Duration BEAT = LEASE.dividedBy(3);

    private final Timer timer;
    private final Lock lock = new ReentrantLock();
    private final List<Holding> holdings = new ArrayList<>();
    private final Map<ConnectionSettings, Held> leases = new HashMap<>();

    /** A lease and its heartbeat, for as long as somebody holds a key space under it. */
    private static final class Held {

        private final Lease lease;
        private final Future<?> beat;
        private int holders;

        Held(Lease lease, Future<?> beat) {
            this.lease = lease;
            this.beat = beat;
        }
    }

    /** No key space yet. */
    public KeySpaces(Timer timer) {
        this.timer = timer;
    }

    /**
     * Claims a key space: one round trip. Several managers and JVMs may claim the same one: they share a cache. Where Redis
     * can't be reached, other JVMs are asked when it can.
     *
     * @throws CacheException if it would hold entries of another cache, or another cache its entries, or if another one
     *     writes the same entries in another form
     */
    public Holding claim(ConnectionSettings settings, RedisConnections connections, Claim claim) {
        Holding holding;
        lock.lock();
        try {
            requireNoContradiction(Place.of(settings), claim);
            Held held = leases.computeIfAbsent(settings, s -> begin(connections));
            held.holders++;
            holding = new Holding(settings, held.lease, claim);
            holdings.add(holding);
        } finally {
            lock.unlock();
        }
        try {
            holding.lease.add(claim);
        } catch (RuntimeException | Error e) {
            forget(holding);
            throw e;
        }
        return holding;
    }

    private Held begin(RedisConnections connections) {
        String jvm = ManagementFactory.getRuntimeMXBean().getName();
        Lease lease = new Lease(new ClaimRegistry(connections), connections, jvm, LEASE);
        return new Held(lease, timer.every(BEAT, lease::renew));
    }

    private void requireNoContradiction(Place place, Claim claim) {
        if (claim.space().overlaps(ClaimRegistry.RESERVED)) {
            throw new CacheException("Cache '" + claim.space().cacheName() + "' would have the Redis keys "
                    + claim.space().start() + "*, and under " + ClaimRegistry.RESERVED.start()
                    + " lies what the provider keeps for itself. Rename it, or give it another key prefix");
        }
        for (Holding other : holdings) {
            if (Place.of(other.settings).equals(place) && other.claim.contradicts(claim)) {
                Claim theirs = other.claim;
                throw Contradictions.failure(claim, theirs.space().start(), theirs.description(), "this JVM");
            }
        }
    }

    private void forget(Holding holding) {
        Held unused = null;
        lock.lock();
        try {
            holdings.remove(holding);
            @Nullable Held held = leases.get(holding.settings);
            if (held != null && --held.holders == 0) {
                leases.remove(holding.settings);
                unused = held;
            }
        } finally {
            lock.unlock();
        }
        if (unused != null) {
            unused.beat.cancel(false);
            unused.lease.end();
        }
    }

    /** A key space that an open cache holds. */
    public final class Holding implements AutoCloseable {

        private final ConnectionSettings settings;
        private final Lease lease;
        private final Claim claim;

        private Holding(ConnectionSettings settings, Lease lease, Claim claim) {
            this.settings = settings;
            this.lease = lease;
            this.claim = claim;
        }

        /**
         * Goes on if the key space is this cache's: at once while the lease lasts and the connections are the same, else
         * after one round trip.
         *
         * @throws CacheException if another JVM contradicts, or Redis can't be asked
         */
        public void require() {
            lease.require(claim);
        }

        /** Whether that is known without asking Redis: it answered lately. */
        public boolean isCurrent() {
            return lease.isCurrent();
        }

        /** Holds it once more, for what goes on after this is closed: no round trip while this is not. */
        public Holding again() {
            return claim(settings, lease.connections(), claim);
        }

        /** Gives the key space up: at most two round trips, and none to a Redis that can't be reached. Called once. */
        @Override
        public void close() {
            lease.remove(claim);
            forget(this);
        }
    }
}
