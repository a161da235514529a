package io.jcacheredis.codec;

import java.util.Objects;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;

/**
 * A key or value that can't be written to or read from Redis. The message names the type and the setting that helps,
 * never the value. {@link #reason()} tells what went wrong, for those who treat one kind of failure unlike another.
 */
public class CodecException extends CacheException {

    /** What is wrong with a key or value. */
    public enum Reason {
        /** The bytes are not what the codec writes: corrupt, cut off, of another format or of another type. */
        UNREADABLE,
        /** The bytes or the value name a class that is not allowed. */
        REFUSED_CLASS,
        /** A {@link Limit} is exceeded. */
        TOO_LARGE,
        /** The value was written under another {@linkplain CodecSettings#schemaVersion() schema version}. */
        OTHER_VERSION,
        /**
         * The value, the declared type or a setting does not suit the codec. Also the reason of a codec that gives
         * none.
         */
        UNSUITABLE
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final @Nullable String refusedClass;

    /** A failure that no other one caused. The message says what to do, and holds neither key nor value. */
    public CodecException(String message) {
        this(Reason.UNSUITABLE, message, null);
    }

    /** A failure that another one caused, such as that of a library. */
    public CodecException(String message, @Nullable Throwable cause) {
        this(Reason.UNSUITABLE, message, cause);
    }

    /** A failure of that kind. */
    public CodecException(Reason reason, String message) {
        this(reason, message, null);
    }

    /** A failure of that kind that another one caused. */
    public CodecException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, cause instanceof CodecException inner ? inner.refusedClass : null, message, cause);
    }

    private CodecException(Reason reason, @Nullable String refusedClass, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = Objects.requireNonNull(reason, "reason");
        this.refusedClass = refusedClass;
    }

    /** A failure of that kind because of a {@linkplain #refusedClass() class} that is refused. The message names it, too. */
    public static CodecException ofClass(
            Reason reason, String refusedClass, String message, @Nullable Throwable cause) {
        return new CodecException(reason, refusedClass, message, cause);
    }

    /** What is wrong. */
    public final Reason reason() {
        return reason;
    }

    /** The name of the class that is not allowed or not serializable, be it that of a part; null if something else is wrong. */
    public final @Nullable String refusedClass() {
        return refusedClass;
    }

    static CodecException unreadable(String message) {
        return new CodecException(Reason.UNREADABLE, message);
    }

    static CodecException unreadable(String message, Throwable cause) {
        return new CodecException(Reason.UNREADABLE, message, cause);
    }
}
