package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.codec.CodecException.Reason;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/**
 * Bytes that were made to do harm, read in a JVM with a heap of 40 MB, by a collector that moves large arrays: each is refused by a {@link CodecException}, and
 * the heap is still there afterwards.
 */
class HostileBytesTest {

    private static final int GIGABYTE = 1 << 30;

    /** Reads all of them and prints what is wrong, as the JVM with little memory. */
    public static final class Main {

        private Main() {}

        public static void main(String[] args) {
            List<String> wrong = new ArrayList<>();
            int tried = 0;
            byte[] bomb = deflatedZeros(GIGABYTE);
            for (Map.Entry<String, Codec<?>> codec : codecs().entrySet()) {
                for (Map.Entry<String, byte[]> bytes :
                        inputs(codec.getKey(), bomb).entrySet()) {
                    String outcome = outcome(codec.getValue(), bytes.getValue());
                    tried++;
                    if (!outcome.isEmpty()) {
                        wrong.add(codec.getKey() + " of " + bytes.getKey() + ": " + outcome);
                    }
                }
            }
            System.out.print(wrong.isEmpty() ? "refused " + tried : String.join("\n", wrong));
        }
    }

    /** What is wrong with reading these bytes; empty if they are refused. */
    private static String outcome(Codec<?> codec, byte[] bytes) {
        try {
            return "gave " + codec.decode(bytes).getClass();
        } catch (CodecException e) {
            boolean named = e.reason() != Reason.UNSUITABLE && !e.getMessage().isEmpty();
            return named ? "" : e.toString();
        } catch (RuntimeException | Error e) {
            return e.toString();
        }
    }

    record Offer(String id, List<byte[]> blobs, Map<String, Object> more) {}

    private static Map<String, Codec<?>> codecs() {
        CodecSettings settings = CodecSettings.defaults(HostileBytesTest.class.getClassLoader())
                .withCompression(Compression.DEFLATE)
                .withLimit(Limit.VALUE_BYTES, 8 * 1024 * 1024);
        Map<String, Codec<?>> codecs = new LinkedHashMap<>();
        for (ValueFormat format : List.of(ValueFormat.JSON, ValueFormat.CBOR)) {
            codecs.put(
                    format.name(),
                    ValueCodecs.choose(Offer.class, settings.withFormat(format)).codec());
        }
        codecs.put("JAVA", ValueCodecs.choose(Object.class, settings).codec());
        codecs.put("STRING", ValueCodecs.choose(String.class, settings).codec());
        codecs.put("TEXT", ValueCodecs.choose(Integer.class, settings).codec());
        codecs.put("BYTES", ValueCodecs.choose(byte[].class, settings).codec());
        return codecs;
    }

    private static Map<String, byte[]> inputs(String format, byte[] bomb) {
        Map<String, byte[]> inputs = new LinkedHashMap<>();
        for (int length : new int[] {GIGABYTE, Integer.MAX_VALUE, 8 * 1024 * 1024, 1000, 0, -1}) {
            inputs.put("1 GB of zeros as " + length, Envelope.write(Envelope.Kind.DEFLATED, length, bomb, bomb.length));
        }
        inputs.put("nothing that is long", new byte[9 * 1024 * 1024]);
        inputs.put("unknown kind", hex("FF4A4352015800000000"));
        inputs.put("unknown layout", hex("FF4A4352024400000000"));
        inputs.put("cut envelope", hex("FF4A43520144"));
        switch (format) {
            case "JSON" -> json(inputs);
            case "CBOR" -> cbor(inputs);
            case "JAVA" -> java(inputs);
            default -> {}
        }
        if (!format.equals("STRING")) {
            inputs.put("no bytes", new byte[0]);
            inputs.put("other text", "other text".getBytes(UTF_8));
        }
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] bytes = new byte[1 + random.nextInt(200)];
            random.nextBytes(bytes);
            bytes[0] |= (byte) 0xC0;
            bytes[bytes.length - 1] = (byte) 0x80;
            inputs.put("random " + i, bytes);
        }
        return inputs;
    }

    private static void json(Map<String, byte[]> inputs) {
        inputs.put("100,000 levels", "[".repeat(100_000).getBytes(UTF_8));
        inputs.put(
                "100,000 levels to skip",
                ("{\"other\":" + "{\"a\":".repeat(100_000) + "1" + "}".repeat(100_001)).getBytes(UTF_8));
        inputs.put("100,000 levels to keep", ("{\"more\":{\"x\":" + "[".repeat(100_000)).getBytes(UTF_8));
        inputs.put(
                "a number of a million digits",
                ("{\"id\":\"\",\"blobs\":[],\"more\":{\"x\":" + "9".repeat(1_000_000) + "}}").getBytes(UTF_8));
        inputs.put("a long name", ("{\"" + "n".repeat(1_000_000) + "\":1}").getBytes(UTF_8));
        inputs.put("a string without an end", ("{\"id\":\"" + "s".repeat(1_000_000)).getBytes(UTF_8));
        truncations(inputs, Codecs.json(Offer.class).encode(new Offer("a", List.of(new byte[5]), Map.of("k", 1))));
    }

    private static void cbor(Map<String, byte[]> inputs) {
        String tag = "D9D9F7";
        inputs.put("100,000 arrays without length", hex(tag + "9F".repeat(100_000)));
        inputs.put("100,000 maps to skip", hex(tag + "A1616F" + "BF6161".repeat(100_000)));
        inputs.put("100,000 tags", hex(tag + "C1".repeat(100_000)));
        for (String lengthOf : List.of("5A", "7A", "9A", "BA")) {
            for (String length : List.of("7FFFFFFF", "FFFFFFFF", "3FFFFFFF")) {
                inputs.put(
                        "declared length " + lengthOf + length, hex(tag + "A1" + "626964" + lengthOf + length + "61"));
                inputs.put("declared length at the start " + lengthOf + length, hex(tag + lengthOf + length + "61"));
                inputs.put(
                        "declared length of a blob " + lengthOf + length,
                        hex(tag + "A1" + "65626C6F6273" + "81" + lengthOf + length + "61"));
            }
        }
        for (String lengthOf : List.of("5B", "7B", "9B", "BB")) {
            for (String length : List.of("7FFFFFFFFFFFFFFF", "FFFFFFFFFFFFFFFF", "000000007FFFFFFF")) {
                inputs.put("long length " + lengthOf + length, hex(tag + "A1" + "626964" + lengthOf + length + "61"));
            }
        }
        inputs.put("a big number of 2 GB", hex(tag + "A1" + "6178" + "C25A7FFFFFFF01"));
        inputs.put("a decimal of a huge scale", hex(tag + "A1" + "626964" + "C4821B7FFFFFFFFFFFFFFF01"));
        inputs.put("chunks without an end", hex(tag + "A1" + "626964" + "7F" + "6161".repeat(100_000)));
        inputs.put("a chunk in a chunk", hex(tag + "A1" + "626964" + "7F7F6161FFFF"));
        inputs.put("a reserved length", hex(tag + "A1" + "626964" + "7C"));
        inputs.put("no tag", hex("A0"));
        truncations(inputs, Codecs.cbor(Offer.class).encode(new Offer("a", List.of(new byte[5]), Map.of("k", 1))));
    }

    private static void java(Map<String, byte[]> inputs) {
        Codec<Object> codec =
                Codecs.java(Object.class, CodecSettings.defaults(HostileBytesTest.class.getClassLoader()));
        for (Object array : new Object[] {new long[1], new int[1], new byte[1], new Object[1]}) {
            byte[] bytes = codec.encode(array);
            // The length is in the four bytes before the one element, which is null or 0.
            int width = array instanceof long[] ? 8 : array instanceof int[] ? 4 : 1;
            for (int first : new int[] {0x7F, 0x03, 0x00}) {
                byte[] changed = bytes.clone();
                changed[bytes.length - width - 4] = (byte) first;
                changed[bytes.length - width - 3] = (byte) 0xFF;
                inputs.put(array.getClass() + " of a length of " + first, changed);
            }
        }
        inputs.put("a string of 2 GB", hex("ACED00057C000000007FFFFFFF41"));
        inputs.put("a string of a negative length", hex("ACED00057CFFFFFFFFFFFFFFFF41"));
        inputs.put("a reference to nothing", hex("ACED0005717E000000"));
        inputs.put("100,000 class descriptions", hex("ACED0005" + "73720001410000000000000000020000".repeat(100_000)));
        inputs.put("nested sets", SerializedGraphTest.nestedSets(100));
        truncations(inputs, codec.encode(new HashMap<>(Map.of("a", List.of(1, 2L), "b", new int[] {1}))));
    }

    private static void truncations(Map<String, byte[]> inputs, byte[] valid) {
        for (int length = 0; length < valid.length; length++) {
            inputs.put("first " + length, Arrays.copyOf(valid, length));
        }
    }

    private static byte[] hex(String digits) {
        return java.util.HexFormat.of().parseHex(digits);
    }

    private static byte[] deflatedZeros(int length) {
        Deflater deflater = new Deflater();
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] zeros = new byte[1 << 16];
        byte[] buffer = new byte[1 << 16];
        for (long left = length; left > 0; left -= zeros.length) {
            deflater.setInput(zeros);
            if (left == zeros.length) {
                deflater.finish();
            }
            for (int n = deflater.deflate(buffer); n > 0; n = deflater.deflate(buffer)) {
                deflated.write(buffer, 0, n);
            }
        }
        deflater.end();
        return deflated.toByteArray();
    }

    @Test
    void allOfThem_areRefused_inAHeapOf40Megabytes() throws Exception {
        assertThat(OtherJvm.run(Main.class, "-Xmx40m", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError"))
                .matches("refused [0-9]{4}");
    }
}
