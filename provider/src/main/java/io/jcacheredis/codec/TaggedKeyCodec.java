package io.jcacheredis.codec;

/** Keys of any supported type, in the form that {@link KeyWriter} describes. */
final class TaggedKeyCodec<K> implements KeyCodec<K> {

    private final Class<K> type;
    private final KeyParts parts;

    /** For keys that their framework never asks for: what is not read can do no harm. */
    private final KeyParts unread;

    TaggedKeyCodec(Class<K> type, CodecSettings settings) {
        this.type = type;
        this.parts = new KeyParts(new AllowList(type, settings.allow()), settings);
        this.unread = new KeyParts(new AllowList(Object.class, "*"), settings);
    }

    @Override
    public String name() {
        return "tagged";
    }

    @Override
    public String encode(K key) {
        if (!type.isInstance(key)) {
            throw Mismatch.of(type, key.getClass());
        }
        boolean isRead = !FrameworkKey.isOnlyWritten(key.getClass().getName());
        return new KeyWriter(isRead ? parts : unread).write(key, type);
    }

    @Override
    public K decode(String text) {
        Object key = new KeyReader(parts, text).read(type);
        // What was written by hand, in another order or with needless escapes, would be a second name for a key.
        // A serialized object may be equal and yet have other bytes, as hash maps have.
        boolean own = type.isInstance(key)
                && (text.contains("@java:")
                        || new KeyWriter(parts).write(key, type).equals(text));
        if (!own) {
            throw KeyReader.malformed();
        }
        return type.cast(key);
    }
}
