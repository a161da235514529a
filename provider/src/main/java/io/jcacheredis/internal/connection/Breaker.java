package io.jcacheredis.internal.connection;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Leaves a server alone that can't be reached or does not answer, so that not every call has to wait for the end of its
 * deadline: while the breaker is open, calls fail at once. Now and then one call is let through with a short deadline, and
 * its answer ends the outage. Thread-safe.
 *
 * <p>While all is well it costs two volatile reads a call: successes are counted only after a failure.
 */
final class Breaker {

    private static final Logger log = LoggerFactory.getLogger(Breaker.class);

    /** The last calls that count. */
    private static final int WINDOW = 10;
    /** So many have to be known before anything is concluded of them. */
    private static final int FEWEST = 3;

    private static final int HALF_OF_THEM = 50;
    private static final Duration PAUSE = Duration.ofMillis(200);
    /** For the call that finds out whether the server is back: no longer, so that one that is lost does not put it off. */
    static final long PROBE_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    /** What the outage of a server means, and which failures make one. */
    private record Outage(String warning, Set<FailureKind> failures) {

        static final Outage OF_SERVER = new Outage(
                "Redis at {} can't be reached or does not answer: until it does, caches that degrade act as if they were"
                        + " empty, and strict ones throw",
                EnumSet.of(FailureKind.UNREACHABLE));

        /** One that is of no use for another reason would cost each read a try. */
        static final Outage OF_REPLICA = new Outage(
                "The replica {} is not read from, as it can't be: another one or the master answers until it can. {}",
                EnumSet.of(FailureKind.UNREACHABLE, FailureKind.NOT_LET_IN, FailureKind.NOT_PERMITTED));
    }

    private final Object server;
    private final Outage outage;
    private final Executor threads;
    private final CircuitBreaker breaker;
    private final List<Runnable> whenBack = new CopyOnWriteArrayList<>();
    private final AtomicLong notSent = new AtomicLong();
    private final AtomicLong outages = new AtomicLong();
    private volatile boolean troubled;
    private volatile String lastTrouble = "";
    private volatile long outageBegan;
    private volatile long notSentBefore;

    /**
     * A breaker that is closed.
     *
     * @param server what it is called in logs
     * @param threads run what is to be done when the server is back
     */
    Breaker(Object server, Executor threads) {
        this(server, threads, System::nanoTime);
    }

    /** One for a replica that may be done without. */
    static Breaker ofReplica(Node replica, Executor threads) {
        return new Breaker(replica, Outage.OF_REPLICA, threads, System::nanoTime);
    }

    /** One with another measure of time, in nanoseconds. */
    Breaker(Object server, Executor threads, LongSupplier nanoTime) {
        this(server, Outage.OF_SERVER, threads, nanoTime);
    }

    private Breaker(Object server, Outage outage, Executor threads, LongSupplier nanoTime) {
        this.server = server;
        this.outage = outage;
        this.threads = threads;
        this.breaker = CircuitBreaker.of(
                "redis",
                CircuitBreakerConfig.custom()
                        .slidingWindowType(SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(WINDOW)
                        .minimumNumberOfCalls(FEWEST)
                        .failureRateThreshold(HALF_OF_THEM)
                        .waitDurationInOpenState(PAUSE)
                        .clock(new SteadyClock(nanoTime))
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .build());
        breaker.getEventPublisher()
                .onStateTransition(event -> moved(
                        event.getStateTransition().getFromState(),
                        event.getStateTransition().getToState()));
    }

    /**
     * Lets a call through.
     *
     * @param timeoutNanos how long it may take by itself
     * @return how long it may take
     * @throws NotSentException if the server is being left alone
     */
    long admit(long timeoutNanos) {
        if (!troubled) {
            return timeoutNanos;
        }
        if (!breaker.tryAcquirePermission()) {
            notSent.incrementAndGet();
            throw new NotSentException(new OutageException(lastTrouble));
        }
        return breaker.getState() == State.HALF_OPEN ? Math.min(timeoutNanos, PROBE_NANOS) : timeoutNanos;
    }

    /** A call that was let through has been answered; this is the first reply, which may say that the server is not ready. */
    void answered(@Nullable Object reply) {
        if (reply instanceof JedisDataException error && outage.failures().contains(FailureKind.of(error))) {
            trouble(error);
        } else {
            allIsWell();
        }
    }

    /** A call that was let through has not been answered, or the server did not let us in. */
    void failed(JedisException cause) {
        Throwable root = FailureMessages.rootOf(cause);
        if (root instanceof InterruptedException || root instanceof IllegalStateException) {
            gaveUp();
        } else if (outage.failures().contains(FailureKind.of(cause))) {
            trouble(cause);
        } else {
            allIsWell();
        }
    }

    /** A call that was let through has ended for a reason that says nothing of the server. */
    void gaveUp() {
        if (troubled) {
            breaker.releasePermission();
        }
    }

    private void allIsWell() {
        if (troubled) {
            breaker.onSuccess(0, TimeUnit.NANOSECONDS);
            if (breaker.getState() == State.CLOSED && breaker.getMetrics().getNumberOfFailedCalls() == 0) {
                troubled = false;
            }
        }
    }

    private void trouble(Throwable cause) {
        troubled = true;
        lastTrouble = FailureMessages.shortly(cause);
        breaker.onError(0, TimeUnit.NANOSECONDS, cause);
    }

    /** Has something done whenever the server is back, by another thread. The result ends that. */
    Runnable whenBack(Runnable action) {
        whenBack.add(action);
        return () -> whenBack.remove(action);
    }

    String state() {
        return breaker.getState().name();
    }

    long outages() {
        return outages.get();
    }

    /** How many calls were not let through. */
    long notSent() {
        return notSent.get();
    }

    private void moved(State from, State to) {
        if (from == State.CLOSED && to == State.OPEN) {
            outageBegan = System.nanoTime();
            notSentBefore = notSent.get();
            outages.incrementAndGet();
            log.warn(outage.warning(), server, lastTrouble);
        } else if (to == State.CLOSED) {
            log.info(
                    "Redis at {} answers again, after {} s in which {} calls were not sent",
                    server,
                    TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - outageBegan),
                    notSent.get() - notSentBefore);
            whenBack.forEach(threads::execute);
        }
    }

    /** A clock that nobody sets: a server must not be left alone for an hour because the machine's time was put back by one. */
    private static final class SteadyClock extends Clock {

        private final LongSupplier nanoTime;
        private final long start;

        SteadyClock(LongSupplier nanoTime) {
            this.nanoTime = nanoTime;
            this.start = nanoTime.getAsLong();
        }

        @Override
        public Instant instant() {
            return Instant.EPOCH.plusNanos(nanoTime.getAsLong() - start);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** Why a call was not sent: thrown often while the server is away, so without a stack trace. */
    static final class OutageException extends Exception {

        private static final long serialVersionUID = 1L;

        /** Because of what became of calls before it. */
        OutageException(String trouble) {
            super(trouble, null, false, false);
        }
    }
}
