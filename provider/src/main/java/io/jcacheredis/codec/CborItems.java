package io.jcacheredis.codec;

/**
 * The items of a value in CBOR, looked over before Jackson makes anything of them.
 *
 * <p>Jackson follows references to strings that were read before (tags 25 and 256), each of which takes three bytes and
 * stands for as many as the string has, so that no limit on bytes or strings bounds what comes out; and there is no
 * switch that turns it off. This library writes no tags but those of numbers, so that others are refused. What is not
 * well-formed by RFC 8949 is refused, too, as it could mean one thing here and another one there.
 */
final class CborItems {

    private static final int UNSIGNED = 0;
    private static final int NEGATIVE = 1;
    private static final int BYTES = 2;
    private static final int TEXT = 3;
    private static final int ARRAY = 4;
    private static final int MAP = 5;
    private static final int TAG = 6;

    private static final int TAG_OF_POSITIVE = 2;
    private static final int TAG_OF_NEGATIVE = 3;
    private static final int TAG_OF_DECIMALS = 4;

    private static final int FALSE = 20;
    private static final int NULL = 22;
    private static final int HALF = 25;

    private static final int WITHOUT_LENGTH = 31;
    private static final int BREAK = 0xFF;

    private final byte[] bytes;
    private final int maxDepth;
    private int at;
    private int depth;

    private CborItems(byte[] bytes, int maxDepth) {
        this.bytes = bytes;
        this.maxDepth = maxDepth;
        this.at = Shape.CBOR.length();
    }

    /**
     * Refuses what is not one item that this library could have written, after the tag at the start.
     *
     * @throws CodecException also if it is nested too deeply
     */
    static void require(byte[] bytes, CodecSettings settings) {
        CborItems items = new CborItems(bytes, settings.limit(Limit.NESTING));
        items.item();
        if (items.at != bytes.length) {
            throw malformed();
        }
    }

    private static CodecException malformed() {
        return CodecException.unreadable("the bytes are not cbor");
    }

    private int next() {
        if (at == bytes.length) {
            throw malformed();
        }
        return Byte.toUnsignedInt(bytes[at++]);
    }

    private boolean takeBreak() {
        boolean ends = at < bytes.length && Byte.toUnsignedInt(bytes[at]) == BREAK;
        at += ends ? 1 : 0;
        return ends;
    }

    private static int major(int head) {
        return head >> 5;
    }

    private static int info(int head) {
        return head & 0x1F;
    }

    private void item() {
        int head = next();
        switch (major(head)) {
            case UNSIGNED, NEGATIVE -> argument(head);
            case BYTES, TEXT -> string(head);
            case ARRAY -> items(head, 1);
            case MAP -> items(head, 2);
            case TAG -> tagged(argument(head));
            default -> simple(head);
        }
    }

    /** The number that belongs to a head. */
    private long argument(int head) {
        int info = info(head);
        if (info < 24) {
            return info;
        }
        if (info > 27) {
            throw malformed();
        }
        long argument = 0;
        for (int i = 1 << (info - 24); i > 0; i--) {
            argument = (argument << 8) | next();
        }
        return argument;
    }

    /**
     * False, true or null, or a number with a fraction. Jackson makes an object of its own of what has no meaning, which
     * is written as something else.
     */
    private void simple(int head) {
        int info = info(head);
        argument(head);
        boolean known = (FALSE <= info && info <= NULL) || info >= HALF;
        if (!known) {
            throw CodecException.unreadable("the cbor has a simple value that this codec does not write");
        }
    }

    private void string(int head) {
        if (info(head) != WITHOUT_LENGTH) {
            content(head);
            return;
        }
        while (!takeBreak()) {
            int chunk = next();
            if (major(chunk) != major(head)) {
                throw malformed();
            }
            content(chunk);
        }
    }

    /** Text has to be UTF-8, each chunk by itself: Jackson would read halves of characters, which nobody can write. */
    private void content(int head) {
        long length = argument(head);
        int start = at;
        skip(length);
        if (major(head) == TEXT && !Utf8.isValid(bytes, start, at)) {
            throw malformed();
        }
    }

    private void skip(long length) {
        if (length < 0 || length > bytes.length - at) {
            throw malformed();
        }
        at += (int) length;
    }

    private void items(int head, int perElement) {
        if (++depth > maxDepth) {
            throw Limit.NESTING.exceeded(maxDepth);
        }
        if (info(head) == WITHOUT_LENGTH) {
            while (!takeBreak()) {
                elements(1, perElement);
            }
        } else {
            elements(argument(head), perElement);
        }
        depth--;
    }

    /** As many as are said to be there, which ends with the bytes. */
    private void elements(long number, int perElement) {
        if (number < 0) {
            throw malformed();
        }
        for (long i = 0; i < number; i++) {
            for (int j = 0; j < perElement; j++) {
                item();
            }
        }
    }

    private void tagged(long tag) {
        int head = next();
        boolean known = tag == TAG_OF_DECIMALS
                ? major(head) == ARRAY
                : (tag == TAG_OF_POSITIVE || tag == TAG_OF_NEGATIVE) && major(head) == BYTES;
        if (!known) {
            throw CodecException.unreadable("the cbor has a tag that this codec does not write");
        }
        at--;
        item();
    }
}
