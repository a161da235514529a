package io.jcacheredis.codec;

import java.io.IOException;

/**
 * Java serialization behind an {@linkplain AllowList allow-list}, for types that JSON can't certainly rebuild.
 *
 * <p>A class or size that would be refused on reading is refused on writing. Equal values may give different bytes, as with
 * hash maps of different capacity.
 */
final class JavaSerializationCodec<V> implements Codec<V>, Shaped {

    private final Class<V> type;
    private final AllowList allowed;
    private final CodecSettings settings;

    JavaSerializationCodec(Class<V> type, CodecSettings settings) {
        this.type = type;
        this.allowed = new AllowList(type, settings.allow());
        this.settings = settings;
    }

    @Override
    public String name() {
        return "java";
    }

    @Override
    public byte[] encode(V value) {
        LimitedOutput bytes = new LimitedOutput(settings);
        try (CheckedObjectOutput out = new CheckedObjectOutput(bytes, allowed)) {
            out.write(value);
        } catch (IOException | RuntimeException | StackOverflowError e) {
            throw JavaFailures.whileWriting(value.getClass(), e);
        }
        byte[] written = bytes.toByteArray();
        SerializedGraph.require(written, allowed, settings);
        return written;
    }

    @Override
    public V decode(byte[] bytes) {
        Object value;
        try (FilteredObjectInput in = new FilteredObjectInput(bytes, allowed, settings)) {
            value = in.readOnly();
        } catch (IOException | ClassNotFoundException | RuntimeException | LinkageError | StackOverflowError e) {
            throw JavaFailures.whileReading(e);
        }
        if (!type.isInstance(value)) {
            throw CodecException.unreadable("the bytes are not those of a " + type.getName());
        }
        return type.cast(value);
    }

    @Override
    public Shape shape() {
        return Shape.JAVA;
    }
}
