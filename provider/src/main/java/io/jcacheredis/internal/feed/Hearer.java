package io.jcacheredis.internal.feed;

/**
 * Hears what is published on a channel. The methods are called by the thread of a line, which waits meanwhile; for channels that every
 * server has, by the threads of several lines.
 */
public interface Hearer {

    /** A server will tell it from now on what is published. After a {@link #lost}, something may have been missed between the two. */
    void begun();

    /** Something was published. */
    void heard(byte[] message);

    /** A server tells it nothing any more, until {@link #begun}. */
    void lost();

    /** It listens no more, as it was told to. Called by who told it so. */
    default void left() {}

    /** A line lives: about once a second for each. */
    default void alive() {}
}
