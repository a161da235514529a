package io.jcacheredis.fuzz;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** What is fuzzed: each decoder, and each way in which settings are said. */
@SuppressWarnings("ImmutableEnumChecker") // Neither the list nor the method changes.
enum FuzzTarget {
    JAVA(JavaFuzz.class, JavaFuzz::fuzzerTestOneInput, 768, "java"),
    JAVA_TYPED(JavaTypedFuzz.class, JavaTypedFuzz::fuzzerTestOneInput, 768, "java"),
    GRAPH(GraphFuzz.class, GraphFuzz::fuzzerTestOneInput, 128),
    JSON(JsonFuzz.class, JsonFuzz::fuzzerTestOneInput, 512, "structured"),
    CBOR(CborFuzz.class, CborFuzz::fuzzerTestOneInput, 512, "structured"),
    TEXT(TextFuzz.class, TextFuzz::fuzzerTestOneInput, 64),
    ENVELOPE(EnvelopeFuzz.class, EnvelopeFuzz::fuzzerTestOneInput, 256),
    KEY(KeyFuzz.class, KeyFuzz::fuzzerTestOneInput, 256, "key"),
    YAML(YamlFuzz.class, YamlFuzz::fuzzerTestOneInput, 512, "settings"),
    JSON_FILE(JsonFileFuzz.class, JsonFileFuzz::fuzzerTestOneInput, 512, "settings"),
    PROPERTIES(PropertiesFuzz.class, PropertiesFuzz::fuzzerTestOneInput, 512, "settings"),
    NAMES(NamesFuzz.class, NamesFuzz::fuzzerTestOneInput, 512, "settings"),
    ENVIRONMENT(EnvironmentFuzz.class, EnvironmentFuzz::fuzzerTestOneInput, 256),
    VALUES(ValuesFuzz.class, ValuesFuzz::fuzzerTestOneInput, 128),
    PATTERN(PatternFuzz.class, PatternFuzz::fuzzerTestOneInput, 256),
    ADDRESS(AddressFuzz.class, AddressFuzz::fuzzerTestOneInput, 128),
    EVENT(EventFuzz.class, EventFuzz::fuzzerTestOneInput, 256, "structured"),
    REPLY(ReplyFuzz.class, ReplyFuzz::fuzzerTestOneInput, 256, "reply"),
    /** The others, one after the other. */
    ALL(AllFuzz.class, AllFuzz::fuzzerTestOneInput, 768, "java", "structured", "key", "settings", "reply");

    final Class<?> type;
    /** The most bytes of an input: small ones are fast, and say what large ones would. */
    final int maxLength;

    final List<String> dictionaries;
    private final Consumer<byte[]> test;

    FuzzTarget(Class<?> type, Consumer<byte[]> test, int maxLength, String... dictionaries) {
        this.type = type;
        this.test = test;
        this.maxLength = maxLength;
        this.dictionaries = List.of(dictionaries);
    }

    void run(byte[] bytes) {
        test.accept(bytes);
    }

    /** Those that are targets by themselves. */
    static List<FuzzTarget> each() {
        return Arrays.stream(values()).filter(target -> target != ALL).toList();
    }

    /** {@code each}, or names with commas between them. */
    static List<FuzzTarget> of(String names) {
        return names.equals("each")
                ? each()
                : Arrays.stream(names.split(",", -1)).map(FuzzTarget::ofName).toList();
    }

    private static FuzzTarget ofName(String name) {
        return Arrays.stream(values())
                .filter(target -> target.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such target; there are " + List.of(values())));
    }

    /** Its name in folders and options. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
