package io.jcacheredis;

import java.util.Objects;
import javax.cache.CacheException;

/**
 * Redis can't do what a cache asked of it now, and may do it later. A cache that {@linkplain OnFailure#DEGRADE degrades} does
 * not throw this, but acts as if it were empty.
 */
public final class CacheUnavailableException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** Why Redis can't do it. */
    public enum Reason {
        /** It can't be reached, did not answer in time, or says that it will serve later. */
        UNREACHABLE,
        /** It answers, and refuses this command: it is out of memory, read-only, or has something else than an entry there. */
        REFUSED,
        /** It made the change, and too few of its replicas have it, so that it would be lost with that server. */
        NOT_REPLICATED,
        /** It does not let this user in, or not do this. */
        NOT_PERMITTED
    }

    private final Reason reason;
    private final boolean outcomeUnknown;

    /**
     * A failure.
     *
     * @param message what happened to which cache, and what to do about it; no secret, key or value
     * @param cause what the connection said
     * @param outcomeUnknown whether a change may have been made all the same
     */
    public CacheUnavailableException(String message, Throwable cause, Reason reason, boolean outcomeUnknown) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.outcomeUnknown = outcomeUnknown;
    }

    /** Why Redis can't do it. */
    public Reason reason() {
        return reason;
    }

    /**
     * Whether the change that was asked for may have been made all the same, as the answer got lost. If not, nothing was
     * changed: it can be asked for again without being made twice.
     */
    public boolean isOutcomeUnknown() {
        return outcomeUnknown;
    }
}
