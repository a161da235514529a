package io.jcacheredis.internal.connection;

/**
 * How much is kept of the strings in the replies to one call, so that what others wrote to Redis can't fill the heap before
 * anybody has looked at it. What is not kept is read all the same, and forgotten.
 *
 * @param string the bytes of the longest string; a longer one ends after one byte more, by which it can be told
 * @param together the bytes of all strings but short ones, which are kept in any case. So is the first of the others; of
 *     those after it, all are {@link #LEFT_OUT} from the first on that has no room
 * @param elements the elements of the longest array; those after them are forgotten
 */
public record ReplyLimits(int string, long together, int elements) {

    /** Everything is kept. */
    public static final ReplyLimits NONE = new ReplyLimits(Integer.MAX_VALUE, Long.MAX_VALUE);

    /** Stands in the place of a string that had no room: this object, not one like it. */
    public static final byte[] LEFT_OUT = {};

    /** So many bytes always have room: the words with which scripts reply. */
    static final int SHORT = 64;

    /** With arrays of any length. */
    public ReplyLimits(int string, long together) {
        this(string, together, Integer.MAX_VALUE);
    }

    /** The part that each of several servers has of what is kept together. */
    public ReplyLimits among(int servers) {
        return servers <= 1 ? this : new ReplyLimits(string, Math.max(1, together / servers), elements);
    }

    /** The same for each string, whatever they are together. */
    public ReplyLimits each() {
        return new ReplyLimits(string, Long.MAX_VALUE, elements);
    }
}
