package io.jcacheredis.codec;

import java.io.InvalidClassException;
import java.io.NotSerializableException;

/** Says what to do when Java serialization fails. */
final class JavaFailures {

    private JavaFailures() {}

    static CodecException whileWriting(Class<?> type, Throwable failure) {
        if (failure instanceof CodecException known) {
            return known;
        }
        if (failure instanceof NotSerializableException) {
            return new CodecException(
                    "class " + failure.getMessage() + " is not Serializable; make it Serializable or a record of parts"
                            + " that can be rebuilt, or configure a codec (for values of a declared type codec: json, or a"
                            + " Codec of yours; for keys a KeyCodec)",
                    Causes.told(failure));
        }
        if (failure instanceof StackOverflowError) {
            return new CodecException(
                    CodecException.Reason.TOO_LARGE,
                    "the objects in " + type.getName() + " are nested too deeply to be written",
                    failure);
        }
        return new CodecException("can't serialize " + type.getName(), Causes.told(failure));
    }

    static CodecException whileReading(Throwable failure) {
        if (failure instanceof CodecException known) {
            return known;
        }
        if (failure instanceof ClassNotFoundException) {
            return unreadable("the bytes name a class that this JVM does not have", failure);
        }
        if (failure instanceof InvalidClassException) {
            return unreadable(
                    "the bytes name a class of another version, exceed a limit of deserialization, or are refused by"
                            + " the filter of this JVM (jdk.serialFilter)",
                    failure);
        }
        return unreadable("the bytes are not a serialized object that this JVM can read", failure);
    }

    private static CodecException unreadable(String message, Throwable failure) {
        return new CodecException(CodecException.Reason.UNREADABLE, message, Causes.told(failure));
    }
}
