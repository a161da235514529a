package io.jcacheredis.internal.store;

/**
 * What Redis's glob patterns mean, byte by byte, written anew to tell what a pattern should match: {@code *}, {@code ?},
 * {@code [...]} with {@code ^} and ranges, and a backslash that takes the meaning from what follows. Patterns are
 * well-formed. {@code KeySpaceIT} asks Redis whether this is true.
 */
public final class Glob {

    private final byte[] pattern;
    private final byte[] text;

    private Glob(byte[] pattern, byte[] text) {
        this.pattern = pattern;
        this.text = text;
    }

    public static boolean matches(byte[] pattern, byte[] text) {
        return new Glob(pattern, text).matches();
    }

    private boolean matches() {
        int p = 0;
        int t = 0;
        int star = -1; // the last one, which takes one byte more whenever what follows it does not match
        int taken = 0;
        while (t < text.length || p < pattern.length) {
            if (p < pattern.length && pattern[p] == '*') {
                star = p++;
                taken = t;
            } else if (p < pattern.length && t < text.length && matchesOne(p, text[t])) {
                p = afterOne(p);
                t++;
            } else if (star >= 0 && taken < text.length) {
                p = star + 1;
                t = ++taken;
            } else {
                return false;
            }
        }
        return true;
    }

    private boolean matchesOne(int p, byte b) {
        return switch (pattern[p]) {
            case '?' -> true;
            case '[' -> isInClass(p + 1, b);
            case '\\' -> pattern[p + 1] == b;
            default -> pattern[p] == b;
        };
    }

    private int afterOne(int p) {
        return switch (pattern[p]) {
            case '[' -> endOfClass(p + 1);
            case '\\' -> p + 2;
            default -> p + 1;
        };
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
