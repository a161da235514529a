package io.jcacheredis.codec;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what {@link KeyWriter} wrote. */
final class KeyReader {

    private static final int MAX_DEPTH = 64;

    private final KeyParts parts;
    private final String text;
    private int position;
    private int depth;

    KeyReader(KeyParts parts, String text) {
        this.parts = parts;
        this.text = text;
    }

    static CodecException malformed() {
        return CodecException.unreadable("the text is not that of a key of this cache");
    }

    Object read(Class<?> slot) {
        if (!text.startsWith("@")) {
            return text;
        }
        if (parts.leaves().isLeaf(text)) {
            return parts.leaves().read(text);
        }
        Node node = node();
        if (position != text.length() || node.parts() == null) {
            throw malformed();
        }
        return parts.build(node, slot);
    }

    /** A composite with its parts, or a leaf without, in a place where {@code @null} and plain strings may be. */
    record Node(String head, @Nullable List<Node> parts) {}

    private Node node() {
        String head = untilSeparator();
        if (position == text.length() || text.charAt(position) != '(') {
            return new Node(head, null);
        }
        if (++depth > MAX_DEPTH) {
            throw malformed();
        }
        position++;
        List<Node> children = children();
        depth--;
        return new Node(head, children);
    }

    private List<Node> children() {
        List<Node> children = new ArrayList<>();
        if (next(')')) {
            return children;
        }
        do {
            children.add(node());
        } while (next(','));
        if (!next(')')) {
            throw malformed();
        }
        return children;
    }

    private boolean next(char expected) {
        boolean is = position < text.length() && text.charAt(position) == expected;
        position += is ? 1 : 0;
        return is;
    }

    private String untilSeparator() {
        StringBuilder plain = new StringBuilder();
        while (position < text.length()) {
            char c = text.charAt(position);
            if (c == '(' || c == ')' || c == ',') {
                break;
            }
            if (c == '\\' && ++position == text.length()) {
                throw malformed();
            }
            plain.append(text.charAt(position++));
        }
        return plain.toString();
    }
}
