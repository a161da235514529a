package io.jcacheredis.codec;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A key or value that can't be written to or read from Redis. The message names the type and the setting that helps,
 * never the value.
 */
public class CodecException extends CacheException {

    private static final long serialVersionUID = 1L;

    /** A failure that no other one caused. The message says what to do, and holds neither key nor value. */
    public CodecException(String message) {
        super(message);
    }

    /** A failure that another one caused, such as that of a library. */
    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
