package io.jcacheredis.internal.source;

import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has events handled, whatever they are and whatever those throw who handle them. May be used by several threads. */
final class Handling {

    private static final Logger log = LoggerFactory.getLogger(Handling.class);

    private final Function<InvalidationEvent, InvalidationResult> handler;
    private final BooleanSupplier over;
    private final Complaint unreadable = new Complaint(log);
    private final Complaint broken = new Complaint(log);

    /**
     * Handling by a handler.
     *
     * @param over whether events are handled no more
     */
    Handling(Function<InvalidationEvent, InvalidationResult> handler, BooleanSupplier over) {
        this.handler = handler;
        this.over = over;
    }

    boolean isOver() {
        return over.getAsBoolean();
    }

    /**
     * Reads an event and has it handled. One that can't be read is logged, without what it says, and done with.
     *
     * @param place where it was, for the log
     * @return false if it has to be handled again, as not all may be removed that it makes stale
     */
    boolean handle(Supplier<InvalidationEvent> reading, String place) {
        if (isOver()) {
            return false;
        }
        InvalidationEvent event;
        try {
            event = reading.get();
        } catch (IllegalArgumentException e) {
            unreadable.say(
                    "{} is no event: {}. It removes nothing, so what it was to remove stays until it expires. Further ones"
                            + " are logged at debug level",
                    place,
                    e.getMessage());
            return true;
        }
        try {
            boolean done = handler.apply(event).failures().isEmpty(); // which the invalidator has logged
            return done && !isOver(); // caches that were closed meanwhile count as if nothing were to be removed
        } catch (RuntimeException | Error e) { // the thread is for the next event too
            if (!isOver()) {
                broken.say("{}, {}, could not be handled. Further ones are logged at debug level", place, event, e);
            }
            return false;
        }
    }
}
