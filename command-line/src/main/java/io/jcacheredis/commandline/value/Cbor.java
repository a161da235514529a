package io.jcacheredis.commandline.value;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORMapper;
import tools.jackson.dataformat.cbor.CBORWriteFeature;

/** CBOR as trees that can be JSON meanwhile. Of numbers with a fraction CBOR has two kinds, and JSON has one. */
final class Cbor {

    private static final ObjectMapper MAPPER = Json.exact(CBORMapper.builder(CBORFactory.builder()
                    .streamReadConstraints(Json.anyLength(StreamReadConstraints.DEFAULT_MAX_DEPTH))
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(CBORWriteFeature.WRITE_TYPE_HEADER)
                    .build()))
            .build();

    private static final long ZERO_BELOW_ZERO = Double.doubleToRawLongBits(-0.0);

    private Cbor() {}

    /** The tree of bytes, if {@link #write} gives the same values again after the tree was JSON. */
    static Optional<JsonNode> read(byte[] bytes) {
        return Json.read(MAPPER, bytes)
                .filter(tree -> Json.copy(tree).map(tree::equals).orElse(false))
                .filter(tree -> numbersSurvive(bytes));
    }

    private static boolean numbersSurvive(byte[] bytes) {
        try (JsonParser parser = MAPPER.createParser(bytes)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_NUMBER_FLOAT && !survives(parser)) {
                    return false;
                }
            }
            return true;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static boolean survives(JsonParser number) {
        return number.getNumberType() == JsonParser.NumberType.BIG_DECIMAL
                ? !isDouble(number.getDecimalValue())
                : Double.doubleToRawLongBits(number.getDoubleValue()) != ZERO_BELOW_ZERO;
    }

    /** The bytes, with the tag that describes them. What is written as doubles are written is one. */
    static byte[] write(JsonNode tree) {
        return MAPPER.writeValueAsBytes(withDoubles(tree));
    }

    private static JsonNode withDoubles(JsonNode node) {
        if (node.isBigDecimal() && isDouble(node.decimalValue())) {
            return JsonNodeFactory.instance.numberNode(node.doubleValue());
        }
        if (node.isArray()) {
            ArrayNode array = JsonNodeFactory.instance.arrayNode();
            node.forEach(element -> array.add(withDoubles(element)));
            return array;
        }
        if (node.isObject()) {
            ObjectNode object = JsonNodeFactory.instance.objectNode();
            node.forEachEntry((name, value) -> object.set(name, withDoubles(value)));
            return object;
        }
        return node;
    }

    /** Whether a double is written just so, with as many zeros. */
    private static boolean isDouble(BigDecimal number) {
        double nearest = number.doubleValue();
        if (!Double.isFinite(nearest)) {
            return false;
        }
        BigDecimal written = new BigDecimal(Double.toString(nearest));
        return written.scale() == number.scale() && written.compareTo(number) == 0;
    }
}
