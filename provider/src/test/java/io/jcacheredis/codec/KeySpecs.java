package io.jcacheredis.codec;

import io.jcacheredis.HostileTexts;
import io.jcacheredis.codec.KeySpec.Composite;
import io.jcacheredis.codec.KeySpec.Leaf;
import io.jcacheredis.codec.KeySpec.Nothing;
import io.jcacheredis.codec.KeySpec.Primitives;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** Specs of all kinds of keys with hostile content, and the small changes that make another key of one. */
final class KeySpecs {

    private static final List<Object> SCALARS = scalars();
    private static final List<Object> EQUAL_IN_MANY_WAYS =
            List.of(URI.create("mailto:a@example.com"), URI.create("a:%c3"), Double.NaN);
    private static final KeyKind[] KINDS = KeyKind.values();

    private KeySpecs() {}

    private static List<Object> scalars() {
        List<Object> scalars = new ArrayList<>(Samples.scalars());
        scalars.addAll(List.of(Date.from(Instant.EPOCH), Date.from(Instant.ofEpochMilli(1)), '(', '\\'));
        scalars.add(URI.create("HTTP://Ex%2fa.com:80/%c3%a9?Q#f"));
        scalars.add(Double.longBitsToDouble(0x7ff8000000000001L));
        scalars.add(Float.intBitsToFloat(0x7fc00001));
        return scalars;
    }

    static Arbitrary<KeySpec> specs() {
        return Arbitraries.recursive(KeySpecs::leaves, KeySpecs::composites, 0, 3);
    }

    private static Arbitrary<KeySpec> leaves() {
        Arbitrary<Object> numbers = Arbitraries.oneOf(
                Arbitraries.integers().between(-2, 2).map(n -> n),
                Arbitraries.longs().map(n -> n),
                Arbitraries.longs().between(-2, 2).map(n -> n),
                Arbitraries.longs().map(Double::longBitsToDouble),
                Arbitraries.integers().map(Float::intBitsToFloat),
                Arbitraries.bigDecimals().map(n -> n),
                Arbitraries.chars().map(n -> n));
        return Arbitraries.frequencyOf(
                Tuple.of(4, HostileTexts.texts().map(Leaf::new)),
                Tuple.of(2, Arbitraries.of(SCALARS).map(Leaf::new)),
                Tuple.of(1, Arbitraries.of(EQUAL_IN_MANY_WAYS).map(Leaf::new)),
                Tuple.of(2, numbers.map(Leaf::new)),
                Tuple.of(
                        1,
                        Arbitraries.integers()
                                .between(0, 300)
                                .list()
                                .ofMaxSize(3)
                                .map(KeySpecs::ints)),
                Tuple.of(1, Arbitraries.just(new Nothing())));
    }

    private static KeySpec ints(List<Integer> values) {
        return new Primitives(int.class, new ArrayList<>(values));
    }

    private static Arbitrary<KeySpec> composites(Arbitrary<KeySpec> part) {
        Arbitrary<KeyKind> kinds = Arbitraries.oneOf(
                Arbitraries.of(KeyKind.class), Arbitraries.of(KeyKind.class), Arbitraries.just(KeyKind.SERIALIZED));
        return Combinators.combine(kinds, part.list().ofMaxSize(4)).as(Composite::new);
    }

    /** Another spec that differs in little, or not at all; of a kind that makes the same text if anything is forgotten. */
    static KeySpec mutate(KeySpec spec, Random random) {
        int choice = random.nextInt(10);
        if (spec instanceof Composite composite && !composite.parts().isEmpty() && choice < 6) {
            int at = random.nextInt(composite.parts().size());
            List<KeySpec> parts = new ArrayList<>(composite.parts());
            parts.set(at, mutate(parts.get(at), random));
            return new Composite(composite.kind(), parts);
        }
        if (spec instanceof Composite composite) {
            return choice < 8 ? mutateParts(composite, random) : mutateKind(composite, random);
        }
        if (choice == 9) {
            return new Composite(KINDS[random.nextInt(KINDS.length)], List.of(spec));
        }
        if (spec instanceof Primitives array) {
            return mutateArray(array, random);
        }
        if (spec instanceof Leaf leaf) {
            return choice == 8 ? new Leaf(String.valueOf(leaf.value())) : new Leaf(mutateScalar(leaf.value(), random));
        }
        return choice < 4 ? new Leaf("@null") : choice < 7 ? new Leaf("") : new Composite(KeyKind.LIST, List.of());
    }

    private static KeySpec mutateKind(Composite composite, Random random) {
        return random.nextInt(4) == 0 && !composite.parts().isEmpty()
                ? composite.parts().get(0)
                : new Composite(KINDS[random.nextInt(KINDS.length)], composite.parts());
    }

    private static KeySpec mutateParts(Composite composite, Random random) {
        List<KeySpec> parts = new ArrayList<>(composite.parts());
        int at = parts.isEmpty() ? 0 : random.nextInt(parts.size());
        switch (parts.isEmpty() ? 0 : random.nextInt(6)) {
            case 0 -> parts.add(at, new Leaf(HostileTexts.piece(random)));
            case 1 -> parts.remove(at);
            case 2 -> parts.add(parts.get(at));
            case 3 -> Collections.swap(parts, at, 0);
            case 4 -> parts.set(at, new Composite(composite.kind(), List.of(parts.get(at))));
            default -> joinOrSplit(parts, at, random);
        }
        return new Composite(composite.kind(), parts);
    }

    /** Moves the border between two texts, which only a separator tells. */
    private static void joinOrSplit(List<KeySpec> parts, int at, Random random) {
        if (!(parts.get(at) instanceof Leaf leaf) || !(leaf.value() instanceof String text)) {
            return;
        }
        if (at + 1 < parts.size() && parts.get(at + 1) instanceof Leaf next && random.nextBoolean()) {
            parts.set(at, new Leaf(text + (random.nextBoolean() ? "," : "") + next.value()));
            parts.remove(at + 1);
        } else {
            int border = random.nextInt(text.length() + 1);
            parts.set(at, new Leaf(text.substring(0, border)));
            parts.add(at + 1, new Leaf(text.substring(border)));
        }
    }

    private static KeySpec mutateArray(Primitives array, Random random) {
        List<Object> values = new ArrayList<>(array.values());
        return switch (random.nextInt(4)) {
            case 0 -> {
                values.add(values.isEmpty() ? 0 : values.get(0));
                yield array.element() == int.class ? new Primitives(int.class, values) : array;
            }
            case 1 ->
                new Primitives(
                        long.class,
                        values.stream()
                                .map(v -> (Object) Long.valueOf(v.toString()))
                                .toList());
            case 2 ->
                new Primitives(
                        int.class,
                        values.stream()
                                .map(v -> (Object) Integer.valueOf(v.toString()))
                                .toList());
            default ->
                new Composite(
                        KeyKind.ARRAY,
                        values.stream().map(v -> (KeySpec) new Leaf(v)).toList());
        };
    }

    /** A value nearby, mostly of the same type. */
    static Object mutateScalar(Object value, Random random) {
        if (value instanceof String text) {
            return HostileTexts.mutate(text, random);
        }
        if (value instanceof Number number) {
            return mutateNumber(number, random);
        }
        if (value instanceof Character c) {
            return random.nextInt(5) == 0 ? (Object) (int) c : (Object) (char) (c + 1);
        }
        if (value instanceof UUID uuid) {
            return new UUID(uuid.getMostSignificantBits(), uuid.getLeastSignificantBits() ^ (1L << random.nextInt(64)));
        }
        if (value instanceof URI uri) {
            return mutateUri(uri, random);
        }
        return mutateTime(value, random);
    }

    private static Object mutateTime(Object value, Random random) {
        if (value instanceof Instant time && !time.equals(Instant.MAX)) {
            boolean asDate = random.nextBoolean() && Math.abs(time.getEpochSecond()) < 1_000_000_000_000L;
            return asDate ? Date.from(time) : time.plusNanos(1);
        }
        if (value instanceof Date date) {
            return random.nextBoolean()
                    ? date.toInstant()
                    : Date.from(date.toInstant().plusMillis(1));
        }
        if (value instanceof Duration duration && duration.toSeconds() < Long.MAX_VALUE) {
            return duration.plusNanos(1 - duration.toNanosPart() % 2 * 2L);
        }
        if (value instanceof LocalDate day && !day.equals(LocalDate.MAX)) {
            return random.nextBoolean() ? day.plusDays(1) : day.atStartOfDay();
        }
        return SCALARS.get(random.nextInt(SCALARS.size()));
    }

    private static Object mutateNumber(Number number, Random random) {
        if (random.nextInt(3) == 0) {
            return switch (random.nextInt(7)) {
                case 0 -> number.byteValue();
                case 1 -> number.shortValue();
                case 2 -> number.intValue();
                case 3 -> number.longValue();
                case 4 -> number.floatValue();
                case 5 -> number.doubleValue();
                default -> BigInteger.valueOf(number.longValue());
            };
        }
        if (number instanceof BigDecimal decimal) {
            return random.nextBoolean() ? decimal.negate() : decimal.setScale(decimal.scale() + 1);
        }
        if (number instanceof Double d) {
            return random.nextBoolean() ? -d : Math.nextUp(d);
        }
        if (number instanceof Float f) {
            return random.nextBoolean() ? -f : Math.nextUp(f);
        }
        if (number instanceof Integer i) {
            return random.nextBoolean() ? -i : i + 1;
        }
        return number instanceof Long l ? (Object) (l + 1) : (Object) new BigDecimal(number.toString());
    }

    private static URI mutateUri(URI uri, Random random) {
        String text = uri.toString();
        try {
            return switch (random.nextInt(4)) {
                case 0 -> URI.create(text.toUpperCase(Locale.ROOT));
                case 1 -> URI.create(text.toLowerCase(Locale.ROOT));
                case 2 -> URI.create(HostileTexts.mutate(text, random));
                default -> URI.create(text + "%c3%A9");
            };
        } catch (IllegalArgumentException e) {
            return URI.create("a:" + Math.floorMod(text.hashCode(), 100));
        }
    }
}
