package io.jcacheredis.invalidation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.Texts;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A text with placeholders for attributes of an event: {@code property:detail:{property_id}}. Two braces stand for one that
 * is meant itself.
 *
 * <p>What an event says can't change what a template means: in a pattern it stands for itself only. Where it would not,
 * behind a backslash or in a class in brackets, no placeholder can stand.
 */
final class Template {

    /** A piece of a template. */
    private sealed interface Part {

        record Literal(String text) implements Part {}

        record Placeholder(String name) implements Part {}
    }

    /** Where a value will stand; no byte of a text, as Redis has it. */
    private static final int FILLED = 0xFF;

    private final String text;
    private final List<Part> parts;
    private final UnaryOperator<String> quoting;

    private Template(String text, List<Part> parts, UnaryOperator<String> quoting) {
        this.text = text;
        this.parts = parts;
        this.quoting = quoting;
    }

    /**
     * A glob pattern.
     *
     * @param place where it stands, for messages
     * @throws IllegalArgumentException if its braces make no sense
     */
    static Template ofPattern(String text, String place) {
        List<Part> parts = parse(text, place);
        requireFreePlaces(parts, place);
        return new Template(text, parts, KeyPattern::escaped);
    }

    /**
     * A tag.
     *
     * @param place where it stands, for messages
     * @throws IllegalArgumentException if its braces make no sense
     */
    static Template ofTag(String text, String place) {
        return new Template(text, parse(text, place), value -> value);
    }

    /**
     * The text that it is for an event; empty if the event lacks an attribute, or has one that no key or tag can have in
     * it.
     */
    Optional<String> of(InvalidationEvent event) {
        StringBuilder filled = new StringBuilder();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                filled.append(literal.text());
            } else if (part instanceof Part.Placeholder placeholder) {
                Optional<String> value = event.attribute(placeholder.name()).filter(Texts::isWellFormed);
                if (value.isEmpty()) {
                    return Optional.empty();
                }
                filled.append(quoting.apply(value.get()));
            }
        }
        return Optional.of(filled.toString());
    }

    private static List<Part> parse(String text, String place) {
        if (text.isEmpty() || !Texts.isWellFormed(text)) {
            throw new IllegalArgumentException(place + (text.isEmpty() ? " is empty" : " has half of a character"));
        }
        List<Part> parts = new ArrayList<>();
        StringBuilder literal = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            boolean brace = c == '{' || c == '}';
            if (!brace || text.startsWith(String.valueOf(c), at + 1)) {
                literal.append(c);
                at += brace ? 2 : 1;
            } else {
                int end = endOfPlaceholder(text, at, place);
                parts.add(new Part.Literal(literal.toString()));
                parts.add(new Part.Placeholder(text.substring(at + 1, end)));
                literal.setLength(0);
                at = end + 1;
            }
        }
        parts.add(new Part.Literal(literal.toString()));
        return List.copyOf(parts);
    }

    private static int endOfPlaceholder(String text, int at, String place) {
        if (text.charAt(at) == '}') {
            throw wrong(place, "the } at character " + (at + 1) + " closes nothing; }} stands for one that is meant");
        }
        int end = at + 1;
        while (end < text.length() && text.charAt(end) != '{' && text.charAt(end) != '}') {
            end++;
        }
        if (end == text.length() || text.charAt(end) == '{') {
            throw wrong(place, "the { at character " + (at + 1) + " is not closed; {{ stands for one that is meant");
        }
        if (text.substring(at + 1, end).isBlank()) {
            throw wrong(place, "the {} at character " + (at + 1) + " has no name of an attribute in it");
        }
        return end;
    }

    /**
     * An escaped value is itself only where nothing has begun before it that reaches further. Byte by byte, as Redis reads
     * it.
     */
    private static void requireFreePlaces(List<Part> parts, String place) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BitSet filled = new BitSet();
        for (Part part : parts) {
            if (part instanceof Part.Literal literal) {
                bytes.writeBytes(literal.text().getBytes(UTF_8));
            } else {
                filled.set(bytes.size());
                bytes.write(FILLED);
            }
        }
        byte[] glob = bytes.toByteArray();
        for (int at = 0; at < glob.length; at++) {
            if (filled.get(at)) {
                continue;
            }
            if (glob[at] == '\\') {
                at++;
                requireFree(filled.get(at), place, "behind a backslash");
            } else if (glob[at] == '[') {
                int end = endOfClass(glob, at + 1);
                requireFree(filled.get(at, end).cardinality() > 0, place, "within [ ], which means any one of it");
                at = end;
            }
        }
    }

    /** As {@link KeyPattern} has it: one that is not closed reaches to the end. */
    private static int endOfClass(byte[] glob, int from) {
        int at = from < glob.length && glob[from] == '^' ? from + 1 : from;
        while (at < glob.length && glob[at] != ']') {
            if (glob[at] == '\\' && at + 1 < glob.length) {
                at += 2;
            } else {
                at += at + 2 < glob.length && glob[at + 1] == '-' ? 3 : 1;
            }
        }
        return Math.min(at, glob.length);
    }

    private static void requireFree(boolean taken, String place, String where) {
        if (taken) {
            throw wrong(place, "a placeholder can't stand " + where);
        }
    }

    private static IllegalArgumentException wrong(String place, String why) {
        return new IllegalArgumentException("in " + place + ", " + why);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Template template && text.equals(template.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    /** As it was given. */
    @Override
    public String toString() {
        return text;
    }
}
