/**
 * How keys and values become the bytes that lie in Redis, and back.
 *
 * <p>A {@link io.jcacheredis.codec.Codec} writes values, a {@link io.jcacheredis.codec.KeyCodec} writes keys. Both are
 * chosen once per cache, when it is created.
 */
@NullMarked
package io.jcacheredis.codec;

import org.jspecify.annotations.NullMarked;
