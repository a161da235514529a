package io.jcacheredis.internal.connection;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line to each server that has keys, or to any one of them, for one listener: kept by a thread that looks once a second which
 * servers there are, begins the lines that are missing, and asks whether those that there are still live.
 */
public final class Lines implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Lines.class);
    private static final long BEAT_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** The next look, where a line is about to end. */
    private static final long SOON_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Which servers are listened to. */
    public enum Reach {
        /** Each that has keys; and another line, when it has others than it had. */
        PARTS,
        /** Each that has keys. */
        ALL,
        /** Any one of them. */
        ONE
    }

    private final LongFunction<? extends Collection<Place>> places;
    private final Function<Place, Line> maker;
    private final Reach reach;
    private final Executor threads;
    private final long timeoutNanos;
    private final List<Line> lines = new ArrayList<>(); // the keeper's

    private volatile boolean closed;
    private volatile @Nullable Thread keeper;

    /**
     * Lines that have not begun.
     *
     * @param places tell until a deadline which servers there are
     * @param maker of lines
     */
    Lines(
            LongFunction<? extends Collection<Place>> places,
            Function<Place, Line> maker,
            Reach reach,
            Executor threads,
            long timeoutNanos) {
        this.places = places;
        this.maker = maker;
        this.reach = reach;
        this.threads = threads;
        this.timeoutNanos = timeoutNanos;
    }

    /** Begins. */
    Lines start() {
        threads.execute(this::keep);
        return this;
    }

    private void keep() {
        keeper = Thread.currentThread();
        try {
            while (!closed) {
                LockSupport.parkNanos(this, look());
            }
        } finally {
            lines.forEach(Line::close);
        }
    }

    private void removeEnded() {
        lines.removeIf(line -> line.isOver() && !line.isEnding());
    }

    private boolean isAnyEnding() {
        return lines.stream().anyMatch(Line::isEnding);
    }

    /**
     * Asks the servers only when it is known which there are, and takes their answers for proofs of the time before that: one that was
     * replaced while this JVM stood still answers as if nothing had happened. Gives the time until the next one.
     */
    private long look() {
        long asOf = System.nanoTime();
        try {
            removeEnded();
            try {
                follow(places.apply(asOf + timeoutNanos), asOf);
            } finally {
                lines.forEach(line -> line.beat(asOf));
            }
            return isAnyEnding() ? SOON_NANOS : BEAT_NANOS;
        } catch (RuntimeException | OutOfMemoryError e) { // whatever it is, it may be over in a moment
            log.debug("Which servers to listen to can't be found out now", e);
            return BEAT_NANOS;
        }
    }

    private void follow(Collection<Place> there, long asOf) {
        lines.stream().filter(line -> !there.contains(line.place())).forEach(Line::close);
        if (isAnyEnding()) {
            return; // of what is missed until the next one begins its listener is to hear before that
        }
        removeEnded();
        List<Place> inAnyOrder = new ArrayList<>(there);
        Collections.shuffle(inAnyOrder); // one that can't be reached does not keep us from others
        for (Place place : inAnyOrder) {
            if (closed || (reach == Reach.ONE && !lines.isEmpty())) {
                return;
            }
            if (lines.stream().noneMatch(line -> line.place().equals(place))) {
                begin(place, asOf);
            }
        }
    }

    private void begin(Place place, long asOf) {
        Line line = maker.apply(place);
        threads.execute(() -> line.run(Math.toIntExact(TimeUnit.NANOSECONDS.toMillis(timeoutNanos)), asOf));
        lines.add(line); // only now, as there may be no thread for it
    }

    /** Whether they were ended. */
    boolean isClosed() {
        return closed;
    }

    /** Ends all lines, soon; their listener may hear something until it is told of their end. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(keeper);
    }
}
