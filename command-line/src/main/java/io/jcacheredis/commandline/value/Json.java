package io.jcacheredis.commandline.value;

import io.jcacheredis.commandline.terminal.Text;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteConstraints;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;

/** JSON as trees, with numbers that stay as exact as they are. */
public final class Json {

    /** How deep a value may be that is taken apart: as deep as the provider reads one, unless it was told otherwise. */
    private static final int DEEPEST = StreamReadConstraints.DEFAULT_MAX_DEPTH;

    /** What is around a value in a result or in a line is deep, too. */
    private static final int DEEPEST_LINE = 2 * DEEPEST;

    private static final ObjectMapper VALUES = mapper(DEEPEST);
    private static final ObjectMapper LINES = mapper(DEEPEST_LINE);

    private Json() {}

    private static ObjectMapper mapper(int depth) {
        return exact(JsonMapper.builder(JsonFactory.builder()
                        .streamReadConstraints(anyLength(depth))
                        .streamWriteConstraints(StreamWriteConstraints.builder()
                                .maxNestingDepth(DEEPEST_LINE)
                                .build())
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                        .build()))
                .build();
    }

    /** Values are as long as Redis lets them be. */
    static StreamReadConstraints anyLength(int depth) {
        return StreamReadConstraints.builder()
                .maxStringLength(Integer.MAX_VALUE)
                .maxNumberLength(1_000_000)
                .maxNestingDepth(depth)
                .build();
    }

    /** With numbers as they are written. */
    static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B exact(B builder) {
        return builder.enable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    }

    /** One line of JSON, which can do nothing to a terminal. */
    public static String line(Object value) {
        return Text.harmless(exactLine(value));
    }

    /** One line of JSON, in which texts are as they are. */
    public static String exactLine(Object value) {
        return LINES.writeValueAsString(value);
    }

    /** JSON in lines, for people, which can do nothing to a terminal. */
    public static String pretty(Object value) {
        return Text.harmlessLines(LINES.writerWithDefaultPrettyPrinter().writeValueAsString(value));
    }

    /**
     * The tree of a line.
     *
     * @throws JacksonException if it is not JSON
     */
    static JsonNode readLine(String line) {
        return LINES.readTree(line);
    }

    /** The JSON of a field of an object in a line, as it is written there; empty if there is no such field. */
    static Optional<String> field(String line, String name) {
        try (JsonParser parser = LINES.createParser(line)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                boolean wanted = name.equals(parser.currentName());
                parser.nextToken();
                int start = (int) parser.currentTokenLocation().getCharOffset();
                parser.skipChildren();
                parser.finishToken();
                if (wanted) {
                    return Optional.of(
                            line.substring(start, (int) parser.currentLocation().getCharOffset()));
                }
            }
            return Optional.empty();
        }
    }

    /** The tree of a text in JSON; empty if it is none. */
    static Optional<JsonNode> read(byte[] bytes) {
        return read(VALUES, bytes);
    }

    /** The same by another mapper. */
    static Optional<JsonNode> read(ObjectMapper mapper, byte[] bytes) {
        try {
            JsonNode tree = mapper.readTree(bytes);
            return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JacksonException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** The tree after it was JSON; empty if it can't be that. */
    static Optional<JsonNode> copy(JsonNode tree) {
        try {
            return read(LINES, LINES.writeValueAsBytes(tree));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }
}
