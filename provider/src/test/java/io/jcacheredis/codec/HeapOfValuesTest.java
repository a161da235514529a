package io.jcacheredis.codec;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;

/**
 * Values that take far more room than their bytes, read with the limits as they are unless set, in a JVM with a heap of
 * 512 MB: of 60 MB, and as large as the limits just let them be. {@code docs/security.md} says what each takes.
 */
class HeapOfValuesTest {

    private static final int LARGE = 60_000_000;

    record Lists(List<List<String>> x) {}

    record Sets(List<Set<String>> x) {}

    record Numbers(Map<String, Integer> x) {}

    public static class Wide {
        public String a;
        public String b;
        public String c;
        public String d;
        public String e;
        public String f;
        public long g;
        public long h;
        public long i;
        public long j;
    }

    public static class Wides {
        public List<Wide> x;
    }

    record Text(List<String> x) {}

    /** Bytes of about that size, so that making them takes no more room than they do. */
    private static byte[] repeated(int size, String start, String unit, String end) {
        byte[] head = start.getBytes(ISO_8859_1);
        byte[] filling = unit.getBytes(ISO_8859_1);
        byte[] tail = end.getBytes(ISO_8859_1);
        int units = (size - head.length - tail.length) / filling.length;
        ByteBuffer bytes = ByteBuffer.allocate(head.length + units * filling.length + tail.length);
        bytes.put(head);
        for (int i = 0; i < units; i++) {
            bytes.put(filling);
        }
        return bytes.put(tail).array();
    }

    private static byte[] json(int size, String unit) {
        return repeated(size, "{\"x\":[" + unit, "," + unit, "]}");
    }

    /** The same as JSON has it, as an array whose length is not told. */
    private static byte[] cbor(int size, String unit) {
        return repeated(size, "\u00d9\u00d9\u00f7\u00a1ax\u009f", unit, "\u00ff");
    }

    /** An array of objects. The first one is the third that references can mean, after the array and its class. */
    private static byte[] serialized(int size, String before, String unit) {
        String start = "\u00ac\u00ed\0\5ur\0\23[Ljava.lang.Object;\u0090\u00ceX\u009f\20s)l\2\0\0xp\0\0\0\0" + before;
        byte[] bytes = repeated(size, start, unit, "");
        int length = (bytes.length - start.length()) / unit.length() + (before.isEmpty() ? 0 : 1);
        ByteBuffer.wrap(bytes).putInt(start.length() - before.length() - Integer.BYTES, length);
        return bytes;
    }

    /** As the JVM with little memory. */
    public static final class Main {

        private Main() {}

        public static void main(String[] args) {
            for (int size : new int[] {LARGE, 2_950_000}) {
                read("lists", Lists.class, ValueFormat.JSON, json(size, "[]"));
                read("wide objects", Wides.class, ValueFormat.JSON, json(size, "{}"));
            }
            for (int size : new int[] {LARGE, 3_300_000}) {
                read("sets", Sets.class, ValueFormat.JSON, json(size, "[\"\"]"));
            }
            for (int size : new int[] {LARGE, 10_000_000}) {
                read("a map", Numbers.class, ValueFormat.JSON, distinctKeys(size));
            }
            read("a string", Text.class, ValueFormat.JSON, repeated(LARGE, "{\"x\":[\"", "a", "\"]}"));
            read("deflated lists", Lists.class, ValueFormat.JSON, deflated(json(LARGE, "[]")));
            for (int size : new int[] {LARGE, 990_000}) {
                read("lists", Lists.class, ValueFormat.CBOR, cbor(size, "\u0080"));
                read("wide objects", Wides.class, ValueFormat.CBOR, cbor(size, "\u00a0"));
            }
            for (int size : new int[] {LARGE, 1_900_000}) {
                read("sets", Sets.class, ValueFormat.CBOR, cbor(size, "\u0081aa"));
            }
            readSerialized();
        }

        private static void readSerialized() {
            read("unknown classes", Object.class, ValueFormat.JAVA, serialized(LARGE, "", description("A")));
            read("classes", Object.class, ValueFormat.JAVA, serialized(LARGE, "", description("java.util.Date")));
            for (int size : new int[] {LARGE, 2_900_000}) {
                read("strings", Object.class, ValueFormat.JAVA, serialized(size, "", "t\0\0"));
            }
            String holdsNull = "w\14\0\0\0\20?@\0\0\0\0\0\1px";
            String first = "sr\0\21java.util.HashSet\u00baD\u0085\u0095\u0096\u00b8\u00b74\3\0\0xp" + holdsNull;
            for (int size : new int[] {LARGE, 21_900_000}) {
                read("sets", Object.class, ValueFormat.JAVA, serialized(size, first, "sq\0~\0\2" + holdsNull));
            }
            byte[] string = repeated(LARGE, "\u00ac\u00ed\0\5|\0\0\0\0\0\0\0\0", "a", "");
            ByteBuffer.wrap(string).putLong(5, string.length - 13);
            read("a string", Object.class, ValueFormat.JAVA, string);
        }

        private static String description(String name) {
            return "vr\0" + (char) name.length() + name + "\0\0\0\0\0\0\0\0\2\0\0xp";
        }

        private static void read(String name, Class<?> type, ValueFormat format, byte[] bytes) {
            CodecSettings settings = CodecSettings.defaults(HeapOfValuesTest.class.getClassLoader())
                    .withFormat(format);
            String outcome;
            try {
                outcome = "read as "
                        + ValueCodecs.choose(type, settings)
                                .codec()
                                .decode(bytes)
                                .getClass()
                                .getSimpleName();
            } catch (CodecException e) {
                outcome = e.reason().toString();
            }
            System.out.println(format + ", " + name + ", " + bytes.length / 1_000_000 + " MB: " + outcome);
        }
    }

    private static byte[] distinctKeys(int size) {
        ByteArrayOutputStream json = new ByteArrayOutputStream(size + 100);
        json.writeBytes("{\"x\":{\"\":0".getBytes(UTF_8));
        for (int i = 0; json.size() < size; i++) {
            json.writeBytes((",\"" + Integer.toString(i, 36) + "\":1000").getBytes(UTF_8));
        }
        json.writeBytes("}}".getBytes(UTF_8));
        return json.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) {
        Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
        deflater.setInput(bytes);
        deflater.finish();
        byte[] content = new byte[1 << 20];
        int length = deflater.deflate(content);
        deflater.end();
        return Envelope.write(Envelope.Kind.DEFLATED, bytes.length, content, length);
    }

    @Test
    void valuesThatTakeMuchRoom_areReadOrRefused_inAHeapOf512Megabytes() throws Exception {
        assertThat(OtherJvm.run(Main.class, "-Xmx512m", "-XX:+ExitOnOutOfMemoryError")
                        .lines())
                .containsExactly(
                        "JSON, lists, 59 MB: TOO_LARGE",
                        "JSON, wide objects, 59 MB: TOO_LARGE",
                        "JSON, lists, 2 MB: read as Lists",
                        "JSON, wide objects, 2 MB: read as Wides",
                        "JSON, sets, 59 MB: TOO_LARGE",
                        "JSON, sets, 3 MB: read as Sets",
                        "JSON, a map, 60 MB: TOO_LARGE",
                        "JSON, a map, 10 MB: read as Numbers",
                        "JSON, a string, 60 MB: read as Text",
                        "JSON, deflated lists, 0 MB: TOO_LARGE",
                        "CBOR, lists, 60 MB: TOO_LARGE",
                        "CBOR, wide objects, 60 MB: TOO_LARGE",
                        "CBOR, lists, 0 MB: read as Lists",
                        "CBOR, wide objects, 0 MB: read as Wides",
                        "CBOR, sets, 59 MB: TOO_LARGE",
                        "CBOR, sets, 1 MB: read as Sets",
                        "JAVA, unknown classes, 59 MB: REFUSED_CLASS",
                        "JAVA, classes, 59 MB: TOO_LARGE",
                        "JAVA, strings, 59 MB: TOO_LARGE",
                        "JAVA, strings, 2 MB: read as Object[]",
                        "JAVA, sets, 59 MB: TOO_LARGE",
                        "JAVA, sets, 21 MB: read as Object[]",
                        "JAVA, a string, 60 MB: read as String");
    }
}
