package io.jcacheredis.internal.source;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.connection.Line;
import io.jcacheredis.internal.connection.LineListener;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Events that are messages of a channel. Redis forgets a message when it has told of it, so each is handled at most once. The line's
 * thread only puts them into a queue, since its server has to hear from it; what comes faster than it is handled waits there, until too
 * much does.
 */
final class ChannelSource implements LineListener {

    private static final Logger log = LoggerFactory.getLogger(ChannelSource.class);

    private static final byte[] MESSAGE = "message".getBytes(UTF_8);

    /** More are dropped: a handler that does not keep up must not fill the heap. */
    static final long MOST_WAITING_BYTES = 16L << 20;

    /** About what an event takes that waits, beside its bytes. */
    private static final int EACH = 128;

    private final String channel;
    private final String place;
    private final Handling handling;
    private final Executor turns;
    private final Refusals refusals;
    private final Complaint dropped = new Complaint(log);
    private final AtomicLong waiting = new AtomicLong();
    private final Set<Line> subscribed = ConcurrentHashMap.newKeySet();
    private final Set<Line> refused = ConcurrentHashMap.newKeySet();

    /**
     * A source.
     *
     * @param turns runs tasks one after another, in their order
     */
    ChannelSource(String channel, Handling handling, Executor turns, Refusals refusals) {
        this.channel = channel;
        this.place = "a message of the channel '" + channel + "'";
        this.handling = handling;
        this.turns = turns;
        this.refusals = refusals;
    }

    @Override
    public ReplyLimits limits() {
        return EventForms.LIMITS;
    }

    @Override
    public void begun(Line line) {
        line.send(new CommandArguments(Command.SUBSCRIBE).add(channel), answer -> {
            if (answer instanceof JedisException refusal) {
                refuse(line, refusal);
            } else {
                subscribed.add(line);
            }
        });
    }

    private void refuse(Line line, JedisException refusal) {
        refusals.say("the channel '" + channel + "'", "&" + channel + " +subscribe", refusal);
        if (refusals.isForAnotherServer(refusal)) {
            line.close();
        } else {
            refused.add(line);
        }
    }

    /** About once a second: the user may have got the permission. */
    @Override
    public void proven(Line line, long nanos) {
        if (refused.remove(line)) {
            begun(line);
        }
    }

    @Override
    public void told(Line line, List<@Nullable Object> message) {
        boolean isMessage = message.size() == 3
                && message.get(0) instanceof byte[] kind
                && Arrays.equals(kind, MESSAGE)
                && message.get(2) instanceof byte[];
        if (isMessage) {
            queue((byte[]) message.get(2));
        }
    }

    private void queue(byte @Nullable [] json) {
        if (json == null) {
            return;
        }
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
    public void ended(Line line) {
        refused.remove(line);
        if (subscribed.remove(line) && !handling.isOver()) {
            log.warn(
                    "The connection to {} has ended that told of the channel '{}'. Messages until the next one are lost, and"
                            + " what they would have removed stays until it expires",
                    line.node(),
                    channel);
        }
    }
}
