package io.jcacheredis.commandline.value;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/** JSON and CBOR as trees, with numbers that stay as exact as they are. */
public final class Json {

    private static final StreamReadConstraints ANY_LENGTH = StreamReadConstraints.builder()
            .maxStringLength(Integer.MAX_VALUE)
            .maxNumberLength(1_000_000)
            .build();

    private static final ObjectMapper JSON = exact(JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(ANY_LENGTH)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
                    .build()))
            .build();

    private static final ObjectMapper CBOR = exact(CBORMapper.builder(CBORFactory.builder()
                    .streamReadConstraints(ANY_LENGTH)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(CBORWriteFeature.WRITE_TYPE_HEADER)
                    .build()))
            .build();

    private Json() {}

    private static <M extends ObjectMapper, B extends MapperBuilder<M, B>> B exact(B builder) {
        return builder.enable(
                        DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS,
                        DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
                .disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);
    }

    /** The mapper of JSON. */
    public static ObjectMapper mapper() {
        return JSON;
    }

    /** One line of JSON. */
    public static String line(Object value) {
        return JSON.writeValueAsString(value);
    }

    /** JSON in lines, for people. */
    public static String pretty(Object value) {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(value);
    }

    /** The tree of a text in JSON; empty if it is none. */
    static Optional<JsonNode> read(byte[] bytes) {
        return read(JSON, bytes);
    }

    /** The tree of bytes in CBOR; empty if they are none. */
    static Optional<JsonNode> readCbor(byte[] bytes) {
        return read(CBOR, bytes);
    }

    private static Optional<JsonNode> read(ObjectMapper mapper, byte[] bytes) {
        try {
            JsonNode tree = mapper.readTree(bytes);
            return tree == null || tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
        } catch (JacksonException | StackOverflowError e) {
            return Optional.empty();
        }
    }

    /** The bytes in JSON. */
    static byte[] write(JsonNode tree) {
        return JSON.writeValueAsBytes(tree);
    }

    /** The bytes in CBOR, with the tag that describes them. */
    static byte[] writeCbor(JsonNode tree) {
        return CBOR.writeValueAsBytes(tree);
    }
}
