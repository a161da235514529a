package io.jcacheredis.codec;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text that is made of a name and parts and stays readable, for keys of caches with String keys: {@code offers(t1,@int:42)} of the name
 * {@code offers}, the String {@code t1} and the int 42.
 *
 * <p>Equal names and parts give equal text in every JVM, and others another one. A String is itself, other parts say what they are as
 * {@link KeyCodecs} has it, null is {@code @null}, and {@code \} stands before each parenthesis, comma and backslash that is part of
 * a part. Records, lists, sets, maps, arrays and {@code Optional} are taken apart, arrays by their content. What has no text of which that
 * is certain is refused: it would have to be serialized, and serialized bytes tell more than {@code equals} does.
 */
public final class ComposedKey {

    private static final KeyParts PARTS = parts();

    private ComposedKey() {}

    private static KeyParts parts() {
        CodecSettings settings = CodecSettings.defaults(ComposedKey.class.getClassLoader());
        AllowList all = new AllowList(Object.class, "*"); // nothing is ever read by it
        return new KeyParts(all, new CertainLeaves(all, settings));
    }

    private static final class CertainLeaves extends KeyLeaves {

        CertainLeaves(AllowList allowed, CodecSettings settings) {
            super(allowed, settings);
        }

        @Override
        String other(Object value) {
            throw new CodecException(
                    "a " + value.getClass().getName() + " has no text that is certain to be the same for equal"
                            + " ones in every JVM; use a record, or what it is made of: a String, numbers, an enum, a list of them");
        }
    }

    /**
     * The text of a name and parts; {@code name()} if there are none.
     *
     * @param name any text without a parenthesis and half characters, so that no name with its parts can look like another one
     * @throws IllegalArgumentException if it is not such a one, or is empty
     * @throws CodecException if a part has no such text, has half a character, or is nested too deeply
     */
    public static String of(String name, @Nullable Object... parts) {
        if (name.isEmpty() || name.indexOf('(') >= 0 || name.indexOf(')') >= 0) {
            throw new IllegalArgumentException(
                    "a name for keys must not be empty or have a parenthesis, as '" + name + "' does");
        }
        return new KeyWriter(PARTS).write(Utf8.requireWellFormed(name), Arrays.asList(parts));
    }
}
