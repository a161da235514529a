package io.jcacheredis.internal.store.redis;

/**
 * What Redis's glob patterns mean, byte by byte, written anew to tell what a pattern should match: {@code *}, {@code ?},
 * {@code [...]} with {@code ^} and ranges, and a backslash that takes the meaning from what follows. Patterns are
 * well-formed. {@code KeySpaceIT} asks Redis whether this is true.
 */
final class Glob {

    private final byte[] pattern;
    private final byte[] text;

    private Glob(byte[] pattern, byte[] text) {
        this.pattern = pattern;
        this.text = text;
    }

    static boolean matches(byte[] pattern, byte[] text) {
        return new Glob(pattern, text).matches(0, 0);
    }

    private boolean matches(int p, int t) {
        if (p == pattern.length) {
            return t == text.length;
        }
        return switch (pattern[p]) {
            case '*' -> matches(p + 1, t) || (t < text.length && matches(p, t + 1));
            case '?' -> t < text.length && matches(p + 1, t + 1);
            case '[' -> t < text.length && isInClass(p + 1, text[t]) && matches(endOfClass(p + 1), t + 1);
            case '\\' -> isByte(p + 1, t) && matches(p + 2, t + 1);
            default -> isByte(p, t) && matches(p + 1, t + 1);
        };
    }

    private boolean isByte(int p, int t) {
        return t < text.length && pattern[p] == text[t];
    }

    private boolean isInClass(int start, byte b) {
        boolean negated = pattern[start] == '^';
        boolean found = false;
        int p = negated ? start + 1 : start;
        while (pattern[p] != ']') {
            if (pattern[p] == '\\') {
                found |= pattern[p + 1] == b;
                p += 2;
            } else if (pattern[p + 1] == '-') {
                found |= pattern[p] <= b && b <= pattern[p + 2];
                p += 3;
            } else {
                found |= pattern[p] == b;
                p++;
            }
        }
        return found != negated;
    }

    private int endOfClass(int start) {
        int p = start;
        while (pattern[p] != ']') {
            p += pattern[p] == '\\' ? 2 : 1;
        }
        return p + 1;
    }
}
