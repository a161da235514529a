package io.jcacheredis.internal.cache;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.CodecException.Reason;

/**
 * What a cache declares of its keys or of its values, and what to do where something does not fit: the setting that says
 * otherwise, by its whole name.
 *
 * @param what {@code keys} or {@code values}
 * @param setting the last word of the setting's name, such as {@code value-type}
 * @param type the declared type; {@code Object.class} if there is none
 */
record DeclaredType<T>(String cacheName, String what, String setting, Class<T> type) {

    static <K> DeclaredType<K> ofKeys(String cacheName, Class<K> type) {
        return new DeclaredType<>(cacheName, "keys", "key-type", type);
    }

    static <V> DeclaredType<V> ofValues(String cacheName, Class<V> type) {
        return new DeclaredType<>(cacheName, "values", "value-type", type);
    }

    /** @throws ClassCastException if the object is of another type */
    void require(Object object) {
        if (!type.isInstance(object)) {
            throw new ClassCastException("cache '" + cacheName + "' has " + what + " of type " + type.getName()
                    + ", not " + object.getClass().getName() + "; use it with such, or change what declares them: "
                    + settingName() + ", or setTypes in a program. Without a declared type they may be of any");
        }
    }

    /** The failure of a codec to write that object. To declare its class would not help where that of a part is refused. */
    CodecException whileWriting(CodecException failure, Object object) {
        return isUndeclared() && object.getClass().getName().equals(failure.refusedClass())
                ? named(
                        failure,
                        " does not declare the type of its " + what + ". If all of them are "
                                + object.getClass().getName() + ", declare it: " + settingName()
                                + ", or setTypes in a program. Else: ")
                : named(failure, ": ");
    }

    /** The failure of a codec to read what is in Redis. */
    CodecException whileReading(CodecException failure) {
        boolean byType = failure.reason() == Reason.UNREADABLE || failure.reason() == Reason.REFUSED_CLASS;
        return isUndeclared() && byType
                ? named(
                        failure,
                        " does not declare the type of its " + what + ". If who wrote them does, declare the same: "
                                + settingName() + ", or setTypes in a program. Else: ")
                : named(failure, ": ");
    }

    private boolean isUndeclared() {
        return type == Object.class;
    }

    private String settingName() {
        return "jcache.redis.caches[" + cacheName + "]." + setting;
    }

    private CodecException named(CodecException failure, String then) {
        return new CodecException(failure.reason(), "cache '" + cacheName + "'" + then + failure.getMessage(), failure);
    }
}
