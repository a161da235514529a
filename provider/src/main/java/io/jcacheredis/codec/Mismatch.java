package io.jcacheredis.codec;

/** Refuses keys and values that are not exactly of a codec's type: their subclass would be lost on the way. */
final class Mismatch {

    private Mismatch() {}

    /** The value as that class. An untyped cache lets anything through to its codec, hence the check. */
    static <T> T require(Class<T> exact, Object value) {
        if (value.getClass() != exact) {
            throw of(exact, value.getClass());
        }
        return exact.cast(value);
    }

    static CodecException of(Class<?> expected, Class<?> actual) {
        return new CodecException("this codec takes exactly " + expected.getTypeName() + ", and " + actual.getTypeName()
                + " would not come back as it is; declare the type that you put, or Object for a mix of types");
    }
}
