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
            String refused = String.valueOf(failure.getMessage());
            return CodecException.ofClass(
                    CodecException.Reason.UNSUITABLE,
                    refused,
                    "class " + refused + " is not Serializable; "
                            + (refused.equals(type.getName()) ? helpForTheWhole() : helpForAPart(type)),
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

    private static String helpForTheWhole() {
        return "make it Serializable or a record of parts that can be rebuilt, or configure a codec (for values of a"
                + " declared type codec: json, or a Codec of yours; for keys a KeyCodec)";
    }

    /** It may be such a record: the type of the whole is what does not say so. */
    private static String helpForAPart(Class<?> whole) {
        return "it is part of a " + whole.getTypeName() + ", whose type alone does not say how to rebuild it. Make it"
                + " Serializable, or configure a codec in a program: for values one that is told the type arguments, as"
                + " by Codecs.json(new TypeRef<List<Offer>>() {}), for keys a KeyCodec";
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
