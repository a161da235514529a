package io.jcacheredis.codec;

import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.StreamConstraintsException;

/** Says what to do when Jackson fails, without its messages, as they quote the value. */
final class StructuredFailures {

    /** The limits by the names of their getters, which is how Jackson's messages tell them apart. */
    private static final Map<String, Limit> LIMITS = Map.of(
            "getMaxNestingDepth", Limit.NESTING,
            "getMaxTokenCount", Limit.ELEMENTS,
            "getMaxStringLength", Limit.STRING_LENGTH,
            "getMaxNumberLength", Limit.NUMBER_LENGTH,
            "getMaxNameLength", Limit.NAME_LENGTH);

    private StructuredFailures() {}

    static CodecException whileWriting(String message, Throwable failure, CodecSettings settings) {
        return of(CodecException.Reason.UNSUITABLE, message, failure, settings);
    }

    static CodecException whileReading(String message, Throwable failure, CodecSettings settings) {
        return of(CodecException.Reason.UNREADABLE, message, failure, settings);
    }

    private static CodecException of(
            CodecException.Reason reason, String message, Throwable failure, CodecSettings settings) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof CodecException own) {
                return own;
            }
            if (e instanceof StreamConstraintsException constraint) {
                return exceeded(message, constraint, settings);
            }
        }
        if (failure instanceof StackOverflowError) {
            return Limit.NESTING.exceeded(settings.limit(Limit.NESTING));
        }
        if (!(failure instanceof JacksonException jackson)) {
            // What the user's own code threw.
            return new CodecException(reason, message, Causes.told(failure));
        }
        String where = jackson.getLocation() == null
                ? ""
                : " at byte " + jackson.getLocation().getByteOffset();
        Throwable cause = jackson.getCause() instanceof JacksonException ? null : jackson.getCause();
        return new CodecException(
                reason, message + " (" + jackson.getClass().getSimpleName() + where + ")", Causes.told(cause));
    }

    private static CodecException exceeded(
            String message, StreamConstraintsException constraint, CodecSettings settings) {
        String text = String.valueOf(constraint.getMessage());
        return LIMITS.entrySet().stream()
                .filter(entry -> text.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(limit -> limit.exceeded(settings.limit(limit)))
                .orElseGet(() -> new CodecException(
                        CodecException.Reason.TOO_LARGE, message + ": it has a number of too large a scale"));
    }
}
