package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.codec.KeySpec.Composite;
import io.jcacheredis.codec.KeySpec.Leaf;
import io.jcacheredis.codec.KeySpec.Primitives;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterProperty;

/**
 * The text of a key is its identity: equal keys have one text, keys that differ have two, and a key comes back from its
 * text; or it is refused, and so is every key that equals it.
 *
 * <p>Keys that are made independently of each other never collide, whatever is wrong. So a key is tried together with
 * those that small changes make of it, and with the texts of other keys as Strings: each of a family with each other one.
 */
class KeyMappingPropertiesTest {

    /** 528 pairs: with 4 families a try, 500 tries make a million and a twentieth. */
    private static final int FAMILY = 33;

    private static final int FAMILIES = 4;

    private static final CodecSettings SETTINGS = CodecSettings.defaults(
                    KeyMappingPropertiesTest.class.getClassLoader())
            .withAllow("io.jcacheredis.codec.*");
    private static final KeyCodec<Object> UNTYPED = KeyCodecs.choose(Object.class, SETTINGS);
    private static final Map<Class<?>, KeyCodec<?>> TYPED = new HashMap<>();

    private static long pairs;
    private static long equalPairs;
    private static long refusedKeys;
    private static long keys;

    /** A key with its text; null if it is refused. */
    private record Written(KeySpec spec, Object key, String text) {}

    @Provide
    Arbitrary<List<KeySpec>> specs() {
        return KeySpecs.specs()
                .filter(spec -> !(spec instanceof KeySpec.Nothing))
                .list()
                .ofSize(FAMILIES);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void textsAreEqual_exactlyWhereKeysAre(@ForAll("specs") List<KeySpec> firsts, @ForAll long seed) {
        Random random = new Random(seed);
        for (KeySpec first : firsts) {
            List<KeySpec> specs = family(first, random);

            requireOneTextForEachKey(UNTYPED, specs, random);
            byDeclaredType(specs).forEach((type, same) -> requireOneTextForEachKey(typed(type), same, random));
        }
    }

    /** Says something only if the families are as they are meant to be. */
    @AfterProperty
    void familiesHaveWhatTheyAreFor() {
        assertThat(pairs).isGreaterThan(500);
        assertThat(equalPairs).isBetween(pairs / 100, pairs / 4);
        assertThat(refusedKeys).isBetween(keys / 1_000, keys / 4);
    }

    private static List<KeySpec> family(KeySpec first, Random random) {
        List<KeySpec> family = new ArrayList<>(List.of(first, first));
        while (family.size() < FAMILY) {
            KeySpec relative = family.get(random.nextInt(family.size()));
            KeySpec next = random.nextInt(8) == 0 ? imitation(relative, random) : KeySpecs.mutate(relative, random);
            family.add(next instanceof KeySpec.Nothing ? first : next);
        }
        return family;
    }

    /** A String that looks like the text of a key. */
    private static KeySpec imitation(KeySpec spec, Random random) {
        String text = new Written(spec, null, text(UNTYPED, spec.make(random))).text();
        return text == null || text.length() > 1_000 ? spec : new Leaf(text);
    }

    private static void requireOneTextForEachKey(KeyCodec<Object> codec, List<KeySpec> specs, Random random) {
        List<Written> family = new ArrayList<>();
        for (KeySpec spec : specs) {
            Object key = spec.make(random);
            Written written = new Written(spec, key, text(codec, key));
            requireThatItComesBack(codec, written);
            keys++;
            refusedKeys += written.text() == null ? 1 : 0;
            for (Written other : family) {
                requireThatTheyAreToldApart(written, other);
            }
            family.add(written);
        }
    }

    private static String text(KeyCodec<Object> codec, Object key) {
        try {
            return codec.encode(key);
        } catch (CodecException e) {
            return null;
        }
    }

    private static void requireThatTheyAreToldApart(Written one, Written other) {
        boolean same = one.spec().equals(other.spec());
        pairs++;
        equalPairs += same ? 1 : 0;
        if (one.spec().hasEquals()
                && other.spec().hasEquals()
                && same != one.key().equals(other.key())) {
            throw new AssertionError("the test is wrong about " + one + " and " + other);
        }
        boolean oneText = one.text() == null ? other.text() == null : one.text().equals(other.text());
        boolean bothRefused = one.text() == null && other.text() == null;
        if (same != oneText && !bothRefused) {
            throw new AssertionError((same ? "two texts for one key: " : "one text for two keys: ") + one + other);
        }
    }

    private static void requireThatItComesBack(KeyCodec<Object> codec, Written written) {
        if (written.text() == null) {
            return;
        }
        Object read = codec.decode(written.text());
        boolean equal = !written.spec().hasEquals()
                || (read.equals(written.key()) && written.key().equals(read));
        if (!equal || !written.spec().describes(read)) {
            throw new AssertionError("comes back as " + read + ": " + written);
        }
        if (!codec.encode(read).equals(written.text())) {
            throw new AssertionError("has another text when it is read: " + written);
        }
    }

    // Declared types

    private static Map<Class<?>, List<KeySpec>> byDeclaredType(List<KeySpec> specs) {
        Map<Class<?>, List<KeySpec>> byType = new HashMap<>();
        for (KeySpec spec : specs) {
            Class<?> type = declaredType(spec);
            if (type != null) {
                byType.computeIfAbsent(type, none -> new ArrayList<>()).add(spec);
            }
        }
        return byType;
    }

    private static Class<?> declaredType(KeySpec spec) {
        if (spec instanceof Leaf leaf) {
            return leaf.value() instanceof Enum<?> constant
                    ? constant.getDeclaringClass()
                    : leaf.value().getClass();
        }
        if (spec instanceof Primitives array) {
            return array.element().arrayType();
        }
        if (!(spec instanceof Composite composite)) {
            return null;
        }
        return switch (composite.kind()) {
            case LIST -> List.class;
            case SET -> Set.class;
            case MAP -> Map.class;
            case ARRAY -> Object[].class;
            case PAIR -> KeyKind.Pair.class;
            case OTHER -> KeyKind.Other.class;
            case SERIALIZED -> KeyCodecsTest.Parts.class;
            default -> null;
        };
    }

    @SuppressWarnings("unchecked") // Keys are given to the codec of their own type only.
    private static KeyCodec<Object> typed(Class<?> type) {
        return (KeyCodec<Object>) TYPED.computeIfAbsent(type, t -> KeyCodecs.choose(t, SETTINGS));
    }
}
