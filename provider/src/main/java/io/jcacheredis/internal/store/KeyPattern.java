package io.jcacheredis.internal.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A glob pattern on the keys of one cache, as Redis understands it in {@code SCAN}: {@code *}, {@code ?}, {@code [...]} with {@code ^}
 * and ranges, and a backslash that takes the meaning from what follows.
 */
public final class KeyPattern implements Selection {

    /** All keys. */
    public static final KeyPattern ALL = of("*");

    private final byte[] glob;
    private final byte[] start;
    private final boolean literal;

    private KeyPattern(byte[] glob) {
        this.glob = glob;
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        int i = 0;
        while (i < glob.length && !isSpecial(glob[i])) {
            boolean escapes = glob[i] == '\\' && i + 1 < glob.length;
            plain.write(glob[escapes ? i + 1 : i]);
            i += escapes ? 2 : 1;
        }
        this.start = plain.toByteArray();
        this.literal = i == glob.length;
    }

    private static boolean isSpecial(byte b) {
        return b == '*' || b == '?' || b == '[';
    }

    /** That pattern. */
    public static KeyPattern of(String glob) {
        return of(glob.getBytes(UTF_8));
    }

    static KeyPattern of(byte[] glob) {
        return new KeyPattern(glob);
    }

    /**
     * The patterns for what follows a text, of which one matches the rest of a longer text exactly where this one matches the whole.
     */
    public Set<KeyPattern> after(String start) {
        return GlobRemainder.after(start.getBytes(UTF_8), glob);
    }

    /** The same text as a pattern that matches nothing else. */
    public static byte[] escaped(byte[] text) {
        ByteArrayOutputStream pattern = new ByteArrayOutputStream();
        for (byte b : text) {
            if (isSpecial(b) || b == ']' || b == '\\') {
                pattern.write('\\');
            }
            pattern.write(b);
        }
        return pattern.toByteArray();
    }

    /** The same as {@link #escaped(byte[])}, of text. */
    public static String escaped(String text) {
        return new String(escaped(text.getBytes(UTF_8)), UTF_8);
    }

    /** The pattern as Redis gets it. Nobody may change it. */
    public byte[] glob() {
        return glob;
    }

    /** The only key that it matches, or null if it may match several. */
    public byte @Nullable [] onlyKey() {
        return literal ? start.clone() : null;
    }

    @Override
    public boolean mayMatch(byte[] key) {
        int length = start.length;
        return literal
                ? Arrays.equals(start, key)
                : key.length >= length && Arrays.equals(start, 0, length, key, 0, length);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof KeyPattern pattern && Arrays.equals(glob, pattern.glob);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(glob);
    }

    @Override
    public String toString() {
        return new String(glob, UTF_8);
    }
}
