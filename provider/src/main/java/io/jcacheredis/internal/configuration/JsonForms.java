package io.jcacheredis.internal.configuration;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What may be said for a setting, as fragments of a JSON schema. They accept what the settings' readers accept, as far as a
 * pattern can: the words in any case, and numbers and flags as text, too. Patterns keep to what the regular expressions of
 * Java and of ECMA 262 share.
 */
final class JsonForms {

    private static final String TYPE = "type";
    private static final String STRING = "string";
    private static final String ANY_OF = "anyOf";

    private static final String IDENTIFIER = "[\\p{L}_$][\\p{L}\\p{N}_$]*";
    private static final String CLASS_PATTERN = "(!?(\\*|" + IDENTIFIER + "(\\." + IDENTIFIER
            + ")*(\\.\\*\\*|\\.\\*|\\*)?)|max(depth|array|refs|bytes)=\\d{1,18})";
    /** The form of ISO 8601, with a digit that is not 0 in it. */
    private static final String ISO_DURATION =
            "(?=.*[1-9])[Pp](?=[\\dTt])(\\d+[Dd])?([Tt](?=\\d)(\\d+[Hh])?(\\d+[Mm])?(\\d+([.,]\\d{0,9})?[Ss])?)?";

    private JsonForms() {}

    static Map<String, Object> string() {
        return Map.of(TYPE, STRING);
    }

    /** Any text; YAML has some that looks like a number. */
    static Map<String, Object> text() {
        return Map.of(TYPE, List.of(STRING, "number", "boolean"));
    }

    static Map<String, Object> address() {
        String scheme = anyCase("redis") + "[Ss]?(\\+(" + anyCase("sentinel") + "|" + anyCase("cluster") + "))?";
        return matching("(" + scheme + "://[^\\s?#]+|" + anyCase("unix") + "://[^\\s?#]*/[^\\s?#]+)");
    }

    /** Printable characters of ASCII. */
    static Map<String, Object> word() {
        return matching("[!-~]+");
    }

    /** One of the words, which an editor proposes, in any case. */
    static Map<String, Object> words(List<String> words) {
        return anyOf(List.of(Map.of("enum", words), matching(alternatives(words))));
    }

    static Map<String, Object> flag() {
        return anyOf(List.of(Map.of(TYPE, "boolean"), matching(alternatives(List.of("true", "false")))));
    }

    static Map<String, Object> onlyTrue() {
        return anyOf(List.of(Map.of("const", true), matching(anyCase("true"))));
    }

    static Map<String, Object> number(int smallest, int largest) {
        return anyOf(List.of(
                Map.of(TYPE, "integer", "minimum", smallest, "maximum", largest),
                matching("\\+?" + range(smallest, largest))));
    }

    static Map<String, Object> size(long smallest, long largest) {
        List<String> forms = new ArrayList<>();
        Sizes.UNIT_BYTES.forEach((unit, bytes) -> {
            if (largest >= bytes || smallest == 0) {
                forms.add(range(smallest, largest / bytes) + "\\s*" + anyCase(unit));
            }
        });
        return matching("(?=\\d{1,9}\\D)(" + String.join("|", forms) + ")");
    }

    static Map<String, Object> duration(Duration longest) {
        List<String> forms = new ArrayList<>();
        Durations.UNITS.forEach(
                (unit, length) -> forms.add(range(1, longest.toMillis() / length.toMillis()) + "\\s*" + unit));
        return matching("((?=\\d{1,15}\\D)(" + String.join("|", forms) + ")|" + ISO_DURATION + ")");
    }

    /** Patterns of class names in a text, or a list of such texts. */
    static Map<String, Object> classPatterns() {
        Map<String, Object> text = matching("(" + CLASS_PATTERN + ")?(\\s*;\\s*(" + CLASS_PATTERN + ")?)*");
        return anyOf(List.of(text, Map.of(TYPE, "array", "items", anyOf(List.of(text, Map.of(TYPE, "null"))))));
    }

    /** Types of events in a text, or a list of such texts. */
    static Map<String, Object> eventTypes() {
        return listOf("(\\*|(\\\\,|[^,*\\s])(\\\\,|[^,*])*\\*?)");
    }

    /** Texts with placeholders in braces, or a list of such texts. */
    static Map<String, Object> templates() {
        String placeholder = "\\{(?=[^{}]*[^{}\\s])(\\\\,|[^{},])+\\}";
        return listOf("(?=[^\\s,])(\\{\\{|\\}\\}|" + placeholder + "|\\\\,|[^{},])+");
    }

    /** Texts under names that users choose, which may be nested where the names have dots. */
    static Map<String, Object> textsByName() {
        Map<String, Object> named = Map.of(TYPE, List.of(STRING, "number", "boolean", "object"));
        return Map.of(TYPE, "object", "minProperties", 1, "additionalProperties", named);
    }

    /** One such text at least, separated by commas, or a list of them. */
    private static Map<String, Object> listOf(String element) {
        Map<String, Object> text = Map.of(
                TYPE,
                List.of(STRING, "number", "boolean"),
                "pattern",
                "^\\s*" + element + "\\s*(,\\s*" + element + "\\s*)*$");
        return anyOf(List.of(text, Map.of(TYPE, "array", "minItems", 1, "items", text)));
    }

    private static Map<String, Object> anyOf(List<Map<String, Object>> forms) {
        return Map.of(ANY_OF, forms);
    }

    private static Map<String, Object> matching(String pattern) {
        return Map.of(TYPE, STRING, "pattern", "^\\s*" + pattern + "\\s*$");
    }

    private static String alternatives(Collection<String> words) {
        return "(" + words.stream().map(JsonForms::anyCase).collect(Collectors.joining("|")) + ")";
    }

    /** ECMA 262 has no flag for that within a pattern. */
    private static String anyCase(String word) {
        return word.chars()
                .mapToObj(c -> Character.isLetter(c)
                        ? "[" + Character.toString(c).toUpperCase(Locale.ROOT)
                                + Character.toString(c).toLowerCase(Locale.ROOT) + "]"
                        : Character.toString(c))
                .collect(Collectors.joining());
    }

    /** The numbers from 0 or 1 to the largest, with any zeros before them. */
    private static String range(long smallest, long largest) {
        if (smallest > 1) {
            throw new IllegalArgumentException("a range begins with 0 or 1");
        }
        String digits = Long.toString(largest);
        List<String> forms = new ArrayList<>();
        if (smallest == 0) {
            forms.add("0");
        }
        if (digits.length() > 1) {
            forms.add("[1-9]\\d{0," + (digits.length() - 2) + "}");
        }
        for (int at = 0; at < digits.length(); at++) {
            int first = at == 0 ? 1 : 0;
            int last = digits.charAt(at) - '0' - (at == digits.length() - 1 ? 0 : 1);
            if (last >= first) {
                forms.add(digits.substring(0, at) + "[" + first + "-" + last + "]" + "\\d{" + (digits.length() - 1 - at)
                        + "}");
            }
        }
        return "0*(" + String.join("|", forms) + ")";
    }
}
