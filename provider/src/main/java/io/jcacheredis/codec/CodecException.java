package io.jcacheredis.codec;

import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A key or value that can't be written to or read from Redis. The message names the type and the setting that helps,
 * never the value.
 */
public class CodecException extends CacheException {

    private static final long serialVersionUID = 1L;

    public CodecException(String message) {
        super(message);
    }

    public CodecException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
