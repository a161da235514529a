package io.jcacheredis.codec;

import org.jspecify.annotations.Nullable;

/**
 * What the data of one class in a serialized object are, as the stream describes them.
 *
 * @param parent the superclass, whose data come first; null if it has none there
 * @param flags those of {@link java.io.ObjectStreamConstants} that begin with {@code SC_}
 * @param primitiveBytes of its fields, which come before its objects
 * @param objects the number of fields that are objects
 */
record ClassShape(@Nullable ClassShape parent, String name, int flags, int primitiveBytes, int objects) {

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
