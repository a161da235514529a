package io.jcacheredis.codec;

/** Keys of one type as plain text, without a tag: the declared type tells. */
final class TextKeyCodec<K> implements KeyCodec<K> {

    private final TextType<K> type;

    TextKeyCodec(TextType<K> type) {
        this.type = type;
    }

    @Override
    public String name() {
        return type.tag();
    }

    @Override
    public String encode(K key) {
        return type.write(key);
    }

    @Override
    public K decode(String text) {
        return type.readStrictly(text);
    }
}
