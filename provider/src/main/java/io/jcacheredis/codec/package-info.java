/**
 * How keys and values become the bytes that lie in Redis, and back.
 *
 * <p>A {@link io.jcacheredis.codec.Codec} writes values, a {@link io.jcacheredis.codec.KeyCodec} writes keys. Both are
 * chosen once per cache, when it is created: {@link io.jcacheredis.codec.ValueCodecs} and {@link
 * io.jcacheredis.codec.KeyCodecs} hold the rules, which go by the declared types. Whatever is read back is equal to what
 * was written, or refused: where a type's structure can't prove that for JSON, it is serialized, and then only classes
 * on an allow-list are read.
 */
@NullMarked
package io.jcacheredis.codec;

import org.jspecify.annotations.NullMarked;
