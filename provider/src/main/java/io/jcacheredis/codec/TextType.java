package io.jcacheredis.codec;

import java.util.function.Function;

/**
 * A type whose values have exactly one readable text each, and the way back.
 *
 * @param tag names the type where the text alone does not tell, as in {@code @int:1}
 */
record TextType<T>(Class<T> type, String tag, Function<T, String> writer, Function<String, T> reader) {

    /** The text of a value, which must be of exactly this type. */
    String write(Object value) {
        return writer.apply(cast(value));
    }

    private T cast(Object value) {
        boolean exact = type.isEnum() ? type.isInstance(value) : value.getClass() == type;
        if (!exact) {
            throw Mismatch.of(type, value.getClass());
        }
        return type.cast(value);
    }

    /** The value of a text that may come from another program, such as {@code 1e3} for a double. */
    T read(String text) {
        try {
            return reader.apply(text);
        } catch (CodecException e) {
            throw e;
        } catch (RuntimeException e) {
            // The cause is left out, as its message quotes the text.
            throw notThisType();
        }
    }

    /** The value of a text that {@link #write} gave. */
    T readStrictly(String text) {
        T value = read(text);
        if (!writer.apply(value).equals(text)) {
            throw notThisType();
        }
        return value;
    }

    private CodecException notThisType() {
        return CodecException.unreadable("the text is not that of a " + type.getName());
    }
}
