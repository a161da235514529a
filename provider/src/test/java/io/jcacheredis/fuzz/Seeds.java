package io.jcacheredis.fuzz;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.KeyCodecs;
import io.jcacheredis.codec.StructuredCodec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.hibernate.cache.internal.BasicCacheKeyImplementation;
import org.springframework.cache.interceptor.SimpleKey;

/**
 * Writes what the fuzzer begins with, to {@code src/test/resources/fuzz}: what the codecs write for values of every make,
 * gadgets, and small configurations. To be run in the folder of the provider after a target has changed.
 */
final class Seeds {

    private static final CodecSettings ANYTHING =
            CodecSettings.defaults(Seeds.class.getClassLoader()).withAllow("*");

    private final Path folder;
    private int number;

    private Seeds(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws IOException {
        for (FuzzTarget target : FuzzTarget.each()) {
            Path folder = Files.createDirectories(Path.of("src/test/resources/fuzz", target.toString()));
            try (var old = Files.list(folder)) {
                for (Path file : old.toList()) {
                    Files.delete(file);
                }
            }
            new Seeds(folder).write(target);
        }
    }

    private void write(FuzzTarget target) {
        switch (target) {
            case JAVA -> java();
            case JAVA_TYPED -> javaTyped();
            case GRAPH -> graph();
            case JSON -> structured(StructuredTypes.json());
            case CBOR -> structured(StructuredTypes.cbor());
            case TEXT -> text();
            case ENVELOPE -> envelope();
            case KEY -> key();
            case YAML -> SeedTexts.YAML.forEach(this::add);
            case JSON_FILE -> SeedTexts.JSON.forEach(this::add);
            case PROPERTIES -> SeedTexts.PROPERTIES.forEach(this::add);
            case NAMES -> SeedTexts.NAMES.forEach(this::add);
            case ENVIRONMENT -> SeedTexts.ENVIRONMENT.forEach(this::add);
            case VALUES -> SeedTexts.VALUES.forEach(this::add);
            case PATTERN -> SeedTexts.PATTERNS.forEach(this::add);
            case ADDRESS -> SeedTexts.ADDRESSES.forEach(this::add);
            case EVENT -> event();
            case REPLY -> SeedTexts.REPLIES.forEach(reply -> add(number % 3, reply.getBytes(UTF_8)));
            case ALL -> throw new IllegalArgumentException("it has those of the others");
        }
    }

    private void add(byte[] bytes) {
        try {
            Files.write(folder.resolve(String.format(Locale.ROOT, "%02d", number++)), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String text) {
        add(text.getBytes(UTF_8));
    }

    private void add(int choice, byte[] content) {
        add(chosen(choice, content));
    }

    /** An input with what chooses the codec, or the target, before it. */
    static byte[] chosen(int choice, byte[] content) {
        byte[] bytes = new byte[content.length + 1];
        bytes[0] = (byte) choice;
        System.arraycopy(content, 0, bytes, 1, content.length);
        return bytes;
    }

    private void java() {
        Codec<Object> codec = Codecs.java(Object.class, ANYTHING);
        List<Object> plain = List.of(
                "text",
                new byte[] {1, 2},
                new Object[] {1, "a", null, new int[] {1}},
                new ArrayList<>(List.of(1, 2L, 3.5, 'c', (short) 1, true)),
                Arrays.asList("a", "b"),
                List.of(1, 2, 3),
                Set.of(1, 2, 3),
                Map.of("a", 1, "b", 2),
                new HashMap<>(Map.of("a", new HashSet<>(List.of("b")))),
                new TreeMap<>(Map.of("a", 1)),
                new ConcurrentHashMap<>(Map.of("a", 1)),
                Collections.nCopies(3, "a"),
                Collections.unmodifiableMap(new HashMap<>(Map.of("a", 1))),
                EnumSet.of(TimeUnit.DAYS),
                new EnumMap<>(Map.of(TimeUnit.DAYS, "d")),
                Locale.GERMANY,
                BitSet.valueOf(new long[] {5}),
                new BigDecimal("1.50"),
                UUID.fromString("123e4567-e89b-12d3-a456-426614174000"),
                ZonedDateTime.parse("2026-11-22T10:15:30+01:00[Europe/Paris]"),
                new SimpleKey(1, "a"),
                Optional.of(new IllegalStateException()).get(),
                Model.Color.GREEN,
                new Model.Point(1, 2),
                node());
        plain.forEach(value -> add(codec.encode(value)));
        gadgets().forEach(gadget -> add(serialized(gadget)));
    }

    private void javaTyped() {
        Codec<Model.Node> codec = Codecs.java(Model.Node.class, ANYTHING);
        add(codec.encode(new Model.Node()));
        add(codec.encode(node()));
        for (Object gadget : gadgets()) {
            Model.Node node = new Model.Node();
            node.content = gadget;
            add(serialized(node));
        }
    }

    private static Model.Node node() {
        Model.Node node = new Model.Node();
        node.content = List.of(1, "a");
        node.others = new Model.Node[] {node, new Model.Node()};
        node.color = Model.Color.GREEN;
        node.points = new HashMap<>(Map.of("a", new Model.Point(1, 2)));
        return node;
    }

    private static List<Object> gadgets() {
        Object proxy = Proxy.newProxyInstance(
                Seeds.class.getClassLoader(), new Class<?>[] {Comparable.class}, new Gadgets.Handler());
        return List.of(
                new Gadgets.Initialised(),
                List.of(new Gadgets.Reading()),
                new HashSet<>(List.of(new Gadgets.Hashed())),
                new TreeMap<>(Map.of(new Gadgets.Compared(), 1)),
                new Gadgets.External(),
                Gadgets.Constants.BODY,
                new Gadgets.Initialised[][] {{}},
                Gadgets.Initialised.class,
                proxy,
                new java.util.PriorityQueue<>(List.of(1, 2)));
    }

    static byte[] serialized(Object object) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(object);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Programs for {@link Graph}: of one kind each, and of all. */
    private void graph() {
        for (int kind = 0; kind < 14; kind++) {
            byte[] program = new byte[100];
            program[0] = 20;
            Arrays.fill(program, 1, 22, (byte) kind);
            Arrays.fill(program, 22, 100, (byte) 2);
            add(program);
        }
        byte[] all = new byte[120];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) (i * 7 + 3);
        }
        add(all);
    }

    @SuppressWarnings("unchecked") // Each value is of the type of the codec in its place.
    private void structured(List<StructuredCodec<?>> codecs) {
        Model.Any any = new Model.Any();
        any.content = Map.of("a", List.of(1, "b", 1.5, true));
        any.bytes = new byte[] {1, 2, 3};
        any.type = String.class;
        any.open = List.of(new Model.Allowed());
        List<Object> values = List.of(
                offer(),
                new Model.Pair<>(
                        Map.of("a", List.of(Instant.EPOCH)),
                        new Model.Tree(BigInteger.ONE, List.of(new Model.Tree(BigInteger.TWO, List.of())))),
                List.of(new Model.Open(), new Model.Allowed()),
                any);
        for (int i = 0; i < values.size(); i++) {
            add(i, ((StructuredCodec<Object>) codecs.get(i)).encode(values.get(i)));
        }
        // The same length, so that the bytes of both formats stay what they are.
        byte[] allowed = ((StructuredCodec<Object>) codecs.get(2)).encode(values.get(2));
        for (String other : List.of("Gadgets$Sub--", "Gadgets$Bean-", "Model$Offer--")) {
            add(2, replaced(allowed, "Model$Allowed", other));
        }
    }

    private static byte[] replaced(byte[] bytes, String from, String to) {
        return new String(bytes, ISO_8859_1).replace(from, to).getBytes(ISO_8859_1);
    }

    private static Model.Offer offer() {
        return new Model.Offer(
                "o",
                1,
                2L,
                new BigDecimal("1.50"),
                0.5,
                1.5f,
                'c',
                Instant.EPOCH,
                LocalDate.EPOCH,
                ZonedDateTime.parse("2026-11-22T10:15:30+01:00[Europe/Paris]"),
                Optional.of(Duration.ofSeconds(1)),
                List.of(Map.of("a", Set.of(1L))),
                Map.of(new UUID(1, 2), Model.Color.GREEN),
                new Model.Tree(BigInteger.TEN, List.of()));
    }

    private void text() {
        for (int i = 0; i < TextFuzz.TYPES.size(); i++) {
            for (String text : SeedTexts.SCALARS.get(i)) {
                add(i, text.getBytes(UTF_8));
            }
        }
    }

    private void envelope() {
        byte[] json = Codecs.json(Model.Point.class).encode(new Model.Point(1, 2));
        byte[] cbor = Codecs.cbor(Model.Point.class).encode(new Model.Point(1, 2));
        byte[] java = Codecs.java(Model.Point.class, ANYTHING).encode(new Model.Point(1, 2));
        for (int codec = 0; codec < EnvelopeFuzz.CODECS.size(); codec++) {
            add(codec, "\0".concat("text").getBytes(UTF_8));
            add(codec, "\1\2".concat("42").getBytes(UTF_8));
            add(codec, "\3\7".concat("twenty bytes of text").getBytes(UTF_8));
        }
        for (int codec = 6; codec < 9; codec++) {
            for (byte[] value : List.of(json, cbor, java)) {
                add(codec, chosen(0, value));
                add(codec, chosen(2, value));
                add(codec, chosen(4, value));
            }
        }
        add(10, chosen(3, chosen(7, java)));
    }

    private void key() {
        List<Object> keys = List.of(
                "prop-123",
                "@home",
                1,
                2L,
                new UUID(1, 2),
                Model.Color.GREEN,
                List.of("a", 1, List.of("(b,c)")),
                Set.of("a", "b"),
                Map.of("k", "v"),
                Optional.of("o"),
                new Object[] {1, "a"},
                new int[] {1, 2},
                new byte[] {1, 2},
                new Model.Point(1, 2),
                new SimpleKey(1, "a"),
                new BasicCacheKeyImplementation(7L, "com.acme.House", 7),
                new Model.Counted(1));
        for (Object key : keys) {
            byte[] text = KeyCodecs.choose(Object.class, ANYTHING).encode(key).getBytes(UTF_8);
            for (int type = 0; type < KeyFuzz.TYPES.size(); type++) {
                if (KeyFuzz.TYPES.get(type).isInstance(key)) {
                    add(type, text);
                }
            }
        }
        String gadgets = Gadgets.class.getName();
        add(0, ("@rec:" + gadgets + "$Bean(@int:1)").getBytes(UTF_8));
        add(0, ("@enum:" + gadgets + "$Constants:BODY").getBytes(UTF_8));
        add(0, ("@key:" + gadgets + "$Reading(a)").getBytes(UTF_8));
    }

    private void event() {
        for (String json : SeedTexts.EVENTS) {
            add(0, json.getBytes(UTF_8));
            add(1, ("event\0" + json).getBytes(UTF_8));
        }
        add(1, "type\0property.updated\0property_id\0prop-123".getBytes(UTF_8));
        for (char letter : "CUVRE".toCharArray()) {
            byte[] change = ByteBuffer.allocate(40)
                    .put((byte) 1)
                    .put((byte) letter)
                    .putLong(1)
                    .putLong(2)
                    .putInt(3)
                    .put("a:b".getBytes(UTF_8))
                    .putInt(5)
                    .put("after".getBytes(UTF_8))
                    .put("before".getBytes(UTF_8))
                    .array();
            add(2, change);
        }
    }
}
