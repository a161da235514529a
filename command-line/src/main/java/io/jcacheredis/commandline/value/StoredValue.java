package io.jcacheredis.commandline.value;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.Compression;
import io.jcacheredis.codec.Limit;
import io.jcacheredis.internal.store.Texts;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;
import tools.jackson.databind.util.RawValue;

/**
 * A value as it lies in Redis, taken apart as {@code docs/data-layout.md} says; no class of the application is needed. What is
 * readable is a tree, too; all else is bytes only.
 * Immutable, as long as nobody changes the bytes.
 */
public final class StoredValue {

    /** Texts, of which one can't tell by the bytes which codec wrote them. */
    private static final Set<String> TEXTS = Set.of("json", "string", "text");

    private static final byte[] ENVELOPE = {(byte) 0xFF, 'J', 'C', 'R', 1};
    private static final byte[] JAVA = {(byte) 0xAC, (byte) 0xED, 0, 5};
    private static final byte[] CBOR = {(byte) 0xD9, (byte) 0xD9, (byte) 0xF7};
    private static final int KIND = 5;
    private static final int NUMBER = 6;
    private static final int HEADER = 10;
    private static final String BYTES = "bytes";
    private static final String UNKNOWN = "unknown";
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final CodecSettings DEFLATED = CodecSettings.defaults(StoredValue.class.getClassLoader())
            .withLimit(Limit.VALUE_BYTES, 512 << 20)
            .withCompression(Compression.DEFLATE, 0);

    /** Takes what it is given, so that it may be anything, as the values of a codec of a user. */
    private static final Codec<byte[]> AS_IT_IS = new Codec<>() {
        @Override
        public String name() {
            return "content";
        }

        @Override
        public byte[] encode(byte[] value) {
            return value;
        }

        @Override
        public byte[] decode(byte[] bytes) {
            return bytes;
        }
    };

    private static final Codec<byte[]> COMPRESSED = Codecs.compressed(AS_IT_IS, DEFLATED);

    private final String codec;
    private final @Nullable JsonNode tree;
    private final byte[] content;
    private final boolean compressed;
    private final int schemaVersion;

    StoredValue(String codec, @Nullable JsonNode tree, byte[] content, boolean compressed, int schemaVersion) {
        this.codec = codec;
        this.tree = tree;
        this.content = content;
        this.compressed = compressed;
        this.schemaVersion = schemaVersion;
    }

    /** What wrote it: its name, or {@code text} for a text of which no more is known, or {@code unknown}. */
    public String codec() {
        return codec;
    }

    /** What people read: the JSON of {@code json} and {@code cbor}, the text of {@code string} and {@code text}; else null. */
    public @Nullable JsonNode tree() {
        return tree;
    }

    /** What a line of JSON has, from which the same content can be made again; null if there is no such thing. */
    @Nullable
    Object exact() {
        if (tree == null || !codec.equals("json")) {
            return tree;
        }
        // As it is written: there are several ways to write a number or a text.
        String json = new String(content, UTF_8);
        boolean fits = json.indexOf('\n') < 0 && json.indexOf('\r') < 0 && !json.startsWith(BYTE_ORDER_MARK);
        return fits && json.equals(json.strip()) ? new RawValue(json) : null;
    }

    /** What the codec wrote. */
    public byte[] content() {
        return content;
    }

    /** Whether it is of a cache that compresses: in an envelope, and deflated where that makes it smaller. */
    public boolean compressed() {
        return compressed;
    }

    /** The mark of its schema version; 1 if it has none. */
    public int schemaVersion() {
        return schemaVersion;
    }

    /**
     * Takes a value apart.
     *
     * @param formats in which it may be; empty if that is not known
     */
    public static StoredValue of(byte[] stored, Set<String> formats) {
        boolean raw = formats.equals(Set.of(BYTES));
        byte[] content = stored;
        boolean compressed = false;
        int version = 1;
        try {
            if (isEnvelope(content) && content[KIND] != 'V') {
                compressed = true;
                content = COMPRESSED.decode(content);
            }
        } catch (CodecException e) {
            return new StoredValue(UNKNOWN, null, stored, false, 1);
        }
        if (isEnvelope(content) && content[KIND] == 'V') {
            version = ByteBuffer.wrap(content).getInt(NUMBER);
            content = Arrays.copyOfRange(content, HEADER, content.length);
        }
        return raw
                ? new StoredValue(BYTES, null, content, compressed, version)
                : read(content, formats, compressed, version);
    }

    private static boolean isEnvelope(byte[] bytes) {
        return bytes.length >= HEADER && begins(bytes, ENVELOPE);
    }

    private static boolean begins(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }

    private static StoredValue read(byte[] content, Set<String> formats, boolean compressed, int version) {
        if (begins(content, JAVA)) {
            return new StoredValue("java", null, content, compressed, version);
        }
        if (begins(content, CBOR)) {
            JsonNode tree = Cbor.read(content).orElse(null);
            return new StoredValue("cbor", tree, content, compressed, version);
        }
        String codec = textCodec(formats);
        Optional<String> text = TEXTS.contains(codec) ? text(content) : Optional.empty();
        if (text.isEmpty()) {
            String name = TEXTS.contains(codec) ? UNKNOWN : codec;
            return new StoredValue(name, null, content, compressed, version);
        }
        JsonNode tree = codec.equals("json") ? Json.read(content).orElse(null) : StringNode.valueOf(text.get());
        return new StoredValue(codec, tree, content, compressed, version);
    }

    /** The codec of what is neither of java nor of cbor: a text of some kind, unless the cache has a codec that nobody knows. */
    private static String textCodec(Set<String> formats) {
        Set<String> left = new TreeSet<>(formats);
        left.removeAll(Set.of("java", "cbor"));
        return left.size() == 1 ? left.iterator().next() : "text";
    }

    /** The text of these bytes; empty if they are not UTF-8. */
    static Optional<String> text(byte[] bytes) {
        try {
            CharBuffer text = UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return Optional.of(text.toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    /**
     * The value of a line, by the name of the codec that is to read it.
     *
     * @param json the same as it is written there
     */
    static StoredValue of(String codec, JsonNode tree, String json, boolean compressed, int version) {
        byte[] content = switch (codec) {
            case "json" -> json.getBytes(UTF_8);
            case "cbor" -> Cbor.write(tree);
            default -> {
                if (!tree.isString()) {
                    throw new IllegalArgumentException("the value of codec " + codec + " is a string");
                }
                if (!Texts.isWellFormed(tree.stringValue())) {
                    throw new IllegalArgumentException("its value has half of a character, which Redis can't hold");
                }
                yield tree.stringValue().getBytes(UTF_8);
            }
        };
        return new StoredValue(codec, tree, content, compressed, version);
    }

    /** What lies in Redis: the content, in envelopes where it needs them. */
    public byte[] stored() {
        byte[] bytes = content;
        if (schemaVersion > 1) {
            bytes = Codecs.versioned(AS_IT_IS, schemaVersion).encode(bytes);
        }
        return compressed ? COMPRESSED.encode(bytes) : bytes;
    }
}
