package io.jcacheredis.internal.registry;

import io.jcacheredis.internal.connection.FailureKind;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import io.jcacheredis.internal.store.redis.ClaimRegistry.Answer;
import io.jcacheredis.internal.store.redis.ClaimRegistry.Contradiction;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * The claims of this provider in one database, and the lease under which Redis keeps them. They are compared with those of
 * other JVMs when they are made, and again before the next operation after connections broke (the server may be another
 * one, or empty) or after the lease ran out (this JVM may have been paused).
 */
final class Lease {

    private static final Logger log = LoggerFactory.getLogger(Lease.class);

    /** How long operations go on without asking again a server that could not be asked. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final ClaimRegistry registry;
    private final RedisConnections connections;
    private final String jvmName;
    private final Duration duration;

    /** Held during a trip, so that claims and their comparison are one thing. */
    private final Lock lock = new ReentrantLock();

    private final Map<Claim, Integer> claims = new HashMap<>();
    private String jvm;
    private String token = "";
    private boolean warned;

    private volatile Standing standing = Standing.NONE;
    private volatile Attempt attempt = new Attempt(0, null);

    /**
     * What the last comparison found.
     *
     * @param generation of the connections that it was made on
     * @param untilNanos when the lease ends at the earliest
     */
    private record Standing(int generation, long untilNanos, boolean compared, Map<Claim, Contradiction> refused) {

        static final Standing NONE = new Standing(-1, 0, false, Map.of());

        boolean holds(int now) {
            return generation == now && System.nanoTime() - untilNanos < 0;
        }

        /** The same for as long as it can't be found out whether it still is so. */
        Standing postponed(int now, Duration pause) {
            return new Standing(now, System.nanoTime() + pause.toNanos(), compared, refused);
        }
    }

    /** A try to compare: those who wait for it while it goes on share its failure, rather than wait for one of their own. */
    private record Attempt(long number, @Nullable JedisException failure) {}

    /**
     * A lease that begins with its first claim.
     *
     * @param jvmName what other JVMs call this one
     */
    Lease(ClaimRegistry registry, RedisConnections connections, String jvmName, Duration duration) {
        this.registry = registry;
        this.connections = connections;
        this.jvmName = jvmName;
        this.duration = duration;
        this.jvm = newName();
    }

    RedisConnections connections() {
        return connections;
    }

    private String newName() {
        return "JVM " + jvmName + "/"
                + Integer.toHexString(ThreadLocalRandom.current().nextInt());
    }

    /**
     * Makes a claim; where Redis can't be reached, it is compared later. So is one that is made after another one found Redis
     * unreachable, even if it is back by now: at the next beat, or before the first operation.
     *
     * @throws CacheException if another JVM contradicts, or Redis does not let us in
     */
    void add(Claim claim) {
        lock.lock();
        try {
            boolean held = claims.merge(claim, 1, Integer::sum) > 1;
            boolean current = holds(standing);
            if (held && current && standing.refused().isEmpty()) {
                return;
            }
            if (!current && isUnreachable(attempt.failure())) {
                return; // one wait is enough for all caches of a start without Redis
            }
            if (!current || !compare(List.of(claim))) {
                compare(claims.keySet());
            }
            Contradiction other = standing.refused().get(claim);
            if (other != null) {
                drop(claim);
                throw Contradictions.failure(claim, other.start(), other.description(), other.jvm());
            }
        } catch (JedisException e) {
            if (!isUnreachable(e)) {
                drop(claim);
                throw connections.failure("cache '" + claim.space().cacheName() + "'", e);
            }
            log.warn(
                    "Redis at {} can't be reached: its caches open all the same, and are compared with those of other"
                            + " JVMs when it can",
                    connections);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on if a claim holds.
     *
     * @throws CacheException if another JVM contradicts, or Redis can't be asked
     */
    void require(Claim claim) {
        Standing now = standing;
        if (!holds(now)) {
            now = comparedAnew(claim);
        }
        if (!now.refused().isEmpty()) {
            Contradiction other = now.refused().get(claim);
            if (other != null) {
                throw Contradictions.failure(claim, other.start(), other.description(), other.jvm());
            }
        }
    }

    /** Whether Redis was asked on the present connections, and that holds still. */
    boolean isCurrent() {
        return holds(standing);
    }

    private boolean holds(Standing found) {
        return found.holds(registry.generation());
    }

    private Standing comparedAnew(Claim claim) {
        if (connections.isSpread() && isUnreachable(attempt.failure())) {
            return comparedIfPossible();
        }
        long before = attempt.number();
        lock.lock();
        try {
            if (!holds(standing)) {
                JedisException failure = attempt.failure();
                if (attempt.number() != before && failure != null) {
                    throw failure;
                }
                compare(claims.keySet());
            }
            return standing;
        } catch (JedisException e) {
            if (connections.isSpread() && isUnreachable(e)) {
                return postponed();
            }
            throw connections.failure("cache '" + claim.space().cacheName() + "'", e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Goes on with what was found last if the one server of several that keeps the claims can't be asked: the entries at the others
     * have to be reached all the same. Nobody waits for who asks already.
     */
    private Standing comparedIfPossible() {
        if (!lock.tryLock()) {
            return standing;
        }
        try {
            if (!holds(standing)) {
                compare(claims.keySet());
            }
            return standing;
        } catch (JedisException e) {
            return postponed();
        } finally {
            lock.unlock();
        }
    }

    private Standing postponed() {
        standing = standing.postponed(registry.generation(), PAUSE);
        return standing;
    }

    /** Makes the lease last on, and makes the claims anew if Redis lost them or another JVM contradicted. */
    void renew() {
        lock.lock();
        try {
            if (claims.isEmpty()) {
                return;
            }
            boolean settled =
                    holds(standing) && standing.compared() && standing.refused().isEmpty();
            if (!settled || !compare(List.of())) {
                compare(claims.keySet());
            }
        } catch (RuntimeException e) { // whatever it is, the next beat is to come
            log.debug("The lease of {} at {} could not be renewed", jvm, connections, e);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Sends claims, and keeps what was said of them.
     *
     * @return whether the lease and the claims sent before are still there
     */
    private boolean compare(Collection<Claim> sent) {
        Standing last = standing;
        int generation = registry.generation();
        long until = System.nanoTime() + duration.toNanos();
        try {
            Answer answer = registry.claim(jvm, duration, token, sent);
            token = answer.token();
            Map<Claim, Contradiction> refused = new HashMap<>(last.refused());
            refused.keySet().retainAll(claims.keySet());
            refused.keySet().removeAll(sent);
            refused.putAll(answer.refused());
            standing = new Standing(generation, until, true, Map.copyOf(refused));
            attempt = new Attempt(attempt.number() + 1, null);
            return answer.unbroken();
        } catch (JedisException e) {
            attempt = new Attempt(attempt.number() + 1, e);
            FailureKind kind = connections.kindOf(e);
            if (kind == FailureKind.UNREACHABLE || kind == FailureKind.NOT_LET_IN) {
                throw e;
            }
            warnOnce(e);
            standing = new Standing(generation, until, false, Map.of());
            return true;
        }
    }

    private boolean isUnreachable(@Nullable JedisException failure) {
        return failure != null && connections.kindOf(failure) == FailureKind.UNREACHABLE;
    }

    private void warnOnce(JedisException refusal) {
        if (!String.valueOf(refusal.getMessage()).startsWith("NOPERM")) {
            log.debug("What other JVMs have open at {} can't be compared now", connections, refusal);
        } else if (!warned) {
            warned = true;
            log.warn(
                    "What other JVMs have open in Redis at {} can't be compared: take care yourself that no cache's name"
                            + " begins with that of another one and ':', and that all JVMs configure a cache alike, or let"
                            + " the user read and write the keys {}* by +time +zadd +zrem +zrange +zcard +zscore +zremrangebyscore. {}",
                    connections,
                    ClaimRegistry.RESERVED.start(),
                    connections.failure("The registry of key spaces", refusal).getMessage());
        }
    }

    /** Gives a claim up. Where Redis can't be told, the lease's end tells others. */
    void remove(Claim claim) {
        lock.lock();
        try {
            if (!drop(claim)) {
                return;
            }
            if (holds(standing)) {
                registry.release(jvm, claim);
                return;
            }
        } catch (JedisException e) {
            log.debug("{} could not be given up at {}: its lease will end", claim, connections, e);
        } finally {
            lock.unlock();
        }
        beginAnew();
    }

    /** Whether nobody holds that claim any more. */
    private boolean drop(Claim claim) {
        return claims.computeIfPresent(claim, (c, count) -> count == 1 ? null : count - 1) == null;
    }

    /** The claim that could not be given up stays with the old name, whose lease ends. */
    private void beginAnew() {
        lock.lock();
        try {
            jvm = newName();
            standing = Standing.NONE;
        } finally {
            lock.unlock();
        }
    }

    /** Ends the lease, when nothing is claimed under it any more. */
    void end() {
        lock.lock();
        try {
            if (holds(standing)) {
                registry.end(jvm);
            }
        } catch (JedisException e) {
            log.debug("The lease of {} at {} will end by itself", jvm, connections, e);
        } finally {
            lock.unlock();
        }
    }
}
