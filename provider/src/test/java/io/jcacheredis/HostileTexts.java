package io.jcacheredis;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Texts that mean something to Redis, to the text of keys or to a file, and those that no encoding has. */
public final class HostileTexts {

    private static final List<String> PIECES = List.of(
            "",
            "a",
            "b",
            "1",
            "@",
            "@str:",
            "@int:1",
            "@long:1",
            "@null",
            "@list(",
            "@list()",
            "@set(a,b)",
            "@opt(",
            "@map(a,b)",
            "@arr:int(1)",
            "@bytes:AQI",
            "@rec:io.jcacheredis.codec.KeyKind$Pair(",
            "@key:",
            "@java:",
            "@enum:",
            "@uuid:",
            "(",
            ")",
            ",",
            "\\",
            "\\\\",
            "\\(",
            ":",
            "::",
            "=",
            "*",
            "?",
            "[a-b]",
            "[^a]",
            "{x}",
            "#",
            "%",
            "\u0000",
            "\n",
            "\r",
            " ",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00",
            "\u00e9",
            "e\u0301",
            "\u200b",
            "\ufeff",
            "\uffff",
            "\u0130",
            "\u0660",
            "null",
            "true",
            "1.0",
            "1e0",
            "-0",
            "01",
            "NaN",
            "\\uD800");

    private static final int LONGEST = 2_000;

    private HostileTexts() {}

    /** A few pieces in a row, also none. */
    public static Arbitrary<String> texts() {
        return Arbitraries.of(PIECES).list().ofMaxSize(4).map(pieces -> String.join("", pieces));
    }

    /** One piece. */
    public static String piece(Random random) {
        return PIECES.get(random.nextInt(PIECES.size()));
    }

    /** The text as it comes back from UTF-8: with question marks for halves of characters, which names may not have. */
    public static String wellFormed(String text) {
        return new String(text.getBytes(UTF_8), UTF_8);
    }

    /** A text that differs in little, or not at all. */
    public static String mutate(String text, Random random) {
        int at = random.nextInt(text.length() + 1);
        String piece = piece(random);
        String mutated = switch (random.nextInt(8)) {
            case 0, 1 -> text.substring(0, at) + piece + text.substring(at);
            case 2 -> text.substring(0, Math.max(0, at - 1)) + text.substring(at);
            case 3 -> text.substring(0, at) + piece + text.substring(Math.min(text.length(), at + 1));
            case 4 -> Normalizer.normalize(text, random.nextBoolean() ? Normalizer.Form.NFC : Normalizer.Form.NFD);
            case 5 -> text.toUpperCase(Locale.ROOT);
            case 6 -> text + text.substring(at);
            default -> "@str:" + text;
        };
        return mutated.length() <= LONGEST ? mutated : piece;
    }
}
