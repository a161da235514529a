package io.jcacheredis.internal.source;

import io.jcacheredis.internal.feed.Hearer;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events that are messages of a channel. Redis forgets a message when it has told of it, so each is handled at most once. The line's
 * thread only puts them into a queue, since its server has to hear from it; what comes faster than it is handled waits there, until too
 * much does.
 */
final class ChannelSource implements Hearer {

    private static final Logger log = LoggerFactory.getLogger(ChannelSource.class);

    /** More are dropped: a handler that does not keep up must not fill the heap. */
    static final long MOST_WAITING_BYTES = 16L << 20;

    /** About what an event takes that waits, beside its bytes. */
    private static final int EACH = 128;

    private final String channel;
    private final String place;
    private final Handling handling;
    private final Executor turns;
    private final Complaint dropped = new Complaint(log);
    private final AtomicLong waiting = new AtomicLong();
    private final AtomicBoolean hears = new AtomicBoolean();

    /**
     * A source.
     *
     * @param turns runs tasks one after another, in their order
     */
    ChannelSource(String channel, Handling handling, Executor turns) {
        this.channel = channel;
        this.place = "a message of the channel '" + channel + "'";
        this.handling = handling;
        this.turns = turns;
    }

    @Override
    public void begun() {
        hears.set(true);
    }

    @Override
    public void heard(byte[] json) {
        long room = (long) json.length + EACH;
        if (waiting.addAndGet(room) > MOST_WAITING_BYTES) {
            waiting.addAndGet(-room);
            dropped.say(
                    "Messages of the channel '{}' come faster than they are handled. Some are dropped, so that what they"
                            + " would have removed stays until it expires; others that will be are logged at debug level",
                    channel);
            return;
        }
        turns.execute(() -> {
            waiting.addAndGet(-room);
            handling.handle(() -> EventForms.ofJson(json), place);
        });
    }

    @Override
    public void lost() {
        if (hears.getAndSet(false) && !handling.isOver()) {
            log.warn(
                    "The connection has ended that told of the channel '{}'. Messages until the next one are lost, and what"
                            + " they would have removed stays until it expires",
                    channel);
        }
    }
}
