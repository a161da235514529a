package io.jcacheredis.internal.near;

/**
 * Until when it is known that whoever changes an entry would have been heard. It is given for a while, again and again, by who hears of
 * changes; and it ends, for good, when he may miss one. Times are those of {@link System#nanoTime}. Safe for use by several threads.
 */
public final class Trust {

    private volatile long until;

    /** One that is not given yet. */
    public Trust(long now) {
        this.until = now;
    }

    /** Whether it is given at that time. */
    public boolean isGiven(long now) {
        return now - until < 0;
    }

    /** Gives it for longer. Not to be called after {@link #end}. */
    public void prolong(long newUntil) {
        until = newUntil;
    }

    /** Takes it back. */
    public void end(long now) {
        until = now;
    }
}
