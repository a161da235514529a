package io.jcacheredis.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serializes so that the bytes do not tell which equal parts of an object are one and the same.
 *
 * <p>An object stream writes an object that it meets again as a reference to the first one. Two equal keys, one with
 * the same String twice and one with two equal Strings, would give different bytes. Here every part is replaced by the
 * first part of its class with the same bytes, and then always written as a reference. The bytes of a part are found by
 * writing it to a stream of this kind of its own; an object that contains itself is therefore refused.
 *
 * <p>A URI keeps the case in which its scheme and host were given, of which its {@code equals} takes no notice. One of
 * those that are equal is written for all.
 */
final class CanonicalObjectOutput extends CheckedObjectOutput {

    private static final int MAX_PARTS = 10_000;

    private final Session session;
    private final @Nullable Object root;
    private final Map<Object, Object> firsts = new HashMap<>();
    private boolean failed;

    CanonicalObjectOutput(OutputStream out, AllowList allowed) throws IOException {
        this(out, new Session(allowed), null);
    }

    private CanonicalObjectOutput(OutputStream out, Session session, @Nullable Object root) throws IOException {
        super(out, session.allowed);
        this.session = session;
        this.root = root;
        enableReplaceObject(true);
    }

    /** What the streams for one object share. */
    private static final class Session {

        private final AllowList allowed;
        private final IdentityHashMap<Object, ByteBuffer> known = new IdentityHashMap<>();
        private final IdentityHashMap<Object, Boolean> underway = new IdentityHashMap<>();
        private int parts;

        Session(AllowList allowed) {
            this.allowed = allowed;
        }

        ByteBuffer bytes(Object part) throws IOException {
            ByteBuffer bytes = known.get(part);
            if (bytes == null) {
                bytes = write(part);
                known.put(part, bytes);
            }
            return bytes;
        }

        private ByteBuffer write(Object part) throws IOException {
            if (underway.put(part, true) != null) {
                throw new CodecException("a key of " + part.getClass().getName()
                        + " that contains itself has no text; use a record or write a KeyCodec");
            }
            if (++parts > MAX_PARTS) {
                throw new CodecException("a key with more than " + MAX_PARTS + " parts; write a KeyCodec for it");
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            try (CanonicalObjectOutput stream = new CanonicalObjectOutput(out, this, part)) {
                stream.write(part);
            }
            underway.remove(part);
            return ByteBuffer.wrap(out.toByteArray());
        }
    }

    @Override
    protected Object replaceObject(Object part) throws IOException {
        // A stream that fails writes its own exception, which must not fail again.
        failed |= part instanceof IOException;
        // The root is written as it is: its bytes are what this stream is for.
        if (failed || part == root || part instanceof Enum) {
            return part;
        }
        Object one = part instanceof URI uri ? URI.create(UriText.of(uri)) : part;
        Object bytes = one instanceof String ? one : session.bytes(one);
        Object first = firsts.putIfAbsent(bytes, one);
        return first == null ? one : first;
    }
}
