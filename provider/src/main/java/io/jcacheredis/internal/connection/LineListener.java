package io.jcacheredis.internal.connection;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Hears what servers tell, by their {@linkplain Line lines}. The methods are called by the thread of the line, one after another for
 * each line; while one runs, its line waits.
 */
public interface LineListener {

    /** What is kept of each message and answer: what is longer could be from anybody, and is nothing that this listener reads. */
    default ReplyLimits limits() {
        return ReplyLimits.NONE;
    }

    /** A line has begun. What is to be told is asked for by {@link Line#send}. */
    void begun(Line line);

    /**
     * A server told something unasked.
     *
     * @param message its kind, a {@code byte[]}, and what it is about; its elements are what replies are
     */
    void told(Line line, List<@Nullable Object> message);

    /**
     * All that a server had to tell of what it did before that moment has been told, and at that moment it was one to listen to as far
     * as those knew who were asked then.
     *
     * @param nanos by {@link System#nanoTime}
     */
    default void proven(Line line, long nanos) {}

    /** A line that had begun has ended, and nothing more comes by it. */
    void ended(Line line);
}
