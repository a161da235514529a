package io.jcacheredis.embedded;

import org.jspecify.annotations.Nullable;

/** A server could not be found, started or brought into the state that was asked for. The message says what was tried. */
public class EmbeddedRedisException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public EmbeddedRedisException(String message) {
        this(message, null);
    }

    public EmbeddedRedisException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
