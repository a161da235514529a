package io.jcacheredis.internal.source;

import io.jcacheredis.internal.connection.Line;
import io.jcacheredis.internal.connection.LineListener;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.source.StreamGroup.Entry;
import io.jcacheredis.internal.source.StreamGroup.Pending;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Events that are entries of a stream, each handled at least once by one JVM of the group. It goes round: a line asks for the next
 * entry and waits for it at the server; another thread handles and acknowledges it, and has the line ask again. So the line's thread is
 * always there for its beats, and what is said about an entry that was read goes by the connections that everybody uses, to
 * wherever the stream is by then.
 *
 * <p>What was not acknowledged, as its handling failed or its JVM ended, is read again by whoever looks first after a while; the group
 * counts how often. An event that makes each of its JVMs fail is given up after {@link #MOST_DELIVERIES}.
 */
final class StreamSource implements LineListener {

    private static final Logger log = LoggerFactory.getLogger(StreamSource.class);

    /** How often an entry is read before it is given up. */
    static final int MOST_DELIVERIES = 10;

    /** The longest time between two looks for what was not acknowledged. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final StreamGroup group;
    private final long lookNanos;
    private final Handling handling;
    private final Executor turns;
    private final Refusals refusals;
    private final Complaint givenUp = new Complaint(log);
    private final Complaint unexpected = new Complaint(log);
    private final Set<Line> asleep = ConcurrentHashMap.newKeySet();
    private volatile long lastLook;

    /**
     * A source.
     *
     * @param retryAfter how long an entry is left to its reader
     * @param turns runs tasks one after another, in their order
     */
    StreamSource(StreamGroup group, Duration retryAfter, Handling handling, Executor turns, Refusals refusals) {
        this.group = group;
        this.lookNanos = retryAfter.compareTo(LOOK) < 0 ? retryAfter.toNanos() : LOOK.toNanos();
        this.handling = handling;
        this.turns = turns;
        this.refusals = refusals;
        this.lastLook = System.nanoTime() - lookNanos;
    }

    @Override
    public ReplyLimits limits() {
        return EventForms.LIMITS;
    }

    @Override
    public void begun(Line line) {
        asleep.clear(); // lines that were before it
        ask(line);
    }

    @Override
    public void told(Line line, List<@Nullable Object> message) {
        // Nothing was asked for that is told.
    }

    private void ask(Line line) {
        line.send(group.reading(), answer -> {
            if (answer == null && !isTimeToLook()) {
                ask(line);
            } else {
                turns.execute(() -> take(line, answer));
            }
        });
    }

    private boolean isTimeToLook() {
        return System.nanoTime() - lastLook >= lookNanos;
    }

    private void take(Line line, @Nullable Object answer) {
        if (handling.isOver()) {
            return;
        }
        try {
            if (answer instanceof JedisException refusal) {
                mend(line, refusal);
                return;
            }
            if (answer != null) {
                handle(StreamGroup.entry(answer));
            }
            if (isTimeToLook()) {
                look();
            }
            ask(line);
        } catch (JedisException e) {
            refusals.say(group.toString(), group.rules(), e);
            asleep.add(line);
        } catch (RuntimeException | Error e) { // a thread is for the next turn too
            unexpected.say("Redis answers about {} what makes no sense; it is asked again", group, e);
            asleep.add(line);
        }
    }

    private void mend(Line line, JedisException refusal) {
        if (Refusals.startsWith(refusal, "NOGROUP")) {
            group.create();
            ask(line);
        } else if (refusals.isForAnotherServer(refusal)) {
            log.debug("{} is not read at {} any more", group, line.node(), refusal);
            line.close();
        } else {
            throw refusal;
        }
    }

    /** About once a second: what was refused may be permitted by now. */
    @Override
    public void proven(Line line, long nanos) {
        if (asleep.remove(line)) {
            ask(line);
        }
    }

    private void handle(Entry entry) {
        if (handling.handle(() -> EventForms.ofEntry(entry.fields()), place(entry.id()))) {
            group.acknowledge(entry.id());
        }
    }

    private String place(String id) {
        return "the entry " + id + " of " + group;
    }

    /** For entries that were read and not acknowledged. */
    private void look() {
        List<Pending> waiting = group.pending();
        for (Pending each : waiting) {
            if (each.deliveries() >= MOST_DELIVERIES) {
                giveUp(each);
            } else if (!handling.isOver()) {
                Entry entry = group.claim(each);
                if (entry != null) {
                    handle(entry);
                }
            }
        }
        if (waiting.size() < StreamGroup.PAGE) {
            lastLook = System.nanoTime();
        }
    }

    private void giveUp(Pending pending) {
        if (group.acknowledge(pending.id())) {
            givenUp.say(
                    "{} could not be handled in {} attempts and is given up, so that what it was to remove stays until it"
                            + " expires. Others that will be are logged at debug level",
                    place(pending.id()),
                    pending.deliveries());
        }
    }

    @Override
    public void ended(Line line) {
        asleep.remove(line);
    }
}
