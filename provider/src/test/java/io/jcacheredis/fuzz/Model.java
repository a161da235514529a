package io.jcacheredis.fuzz;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;

/** The types of an application, as caches declare and allow them. */
final class Model {

    /** What the untyped caches allow. */
    static final String ALLOW = Node.class.getName() + ";" + Color.class.getName() + ";" + Point.class.getName() + ";"
            + Counted.class.getName();

    private Model() {}

    enum Color {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "RED";
            }
        }
    }

    record Point(int x, int y) implements Serializable {}

    /** Has parts of any kind, and itself. */
    static final class Node implements Serializable {
        private static final long serialVersionUID = 1L;

        String name = "";
        Object content;
        Node[] others = {};
        Color color = Color.RED;
        Map<String, Point> points = Map.of();
        long number;

        Object[] parts() {
            return new Object[] {name, content, others, color, points, number};
        }
    }

    /** Counts how often it is hashed. */
    static final class Counted implements Serializable {
        private static final long serialVersionUID = 1L;

        static long hashed;

        private final int id;

        Counted(int id) {
            this.id = id;
        }

        @Override
        public int hashCode() {
            hashed++;
            return id;
        }

        @Override
        public boolean equals(Object o) {
            return o instanceof Counted other && other.id == id;
        }
    }

    /** What JSON gives back for certain. */
    record Offer(
            String id,
            int count,
            Long boxed,
            BigDecimal price,
            double rate,
            float part,
            char letter,
            Instant at,
            LocalDate day,
            ZonedDateTime zoned,
            Optional<Duration> lasts,
            List<Map<String, Set<Long>>> nested,
            Map<UUID, Color> colors,
            Tree tree) {}

    record Tree(BigInteger size, List<Tree> children) {}

    record Pair<A, B>(A first, B second) {}

    /** May hold what it likes. */
    public static final class Any {
        public Object content;
        public byte[] bytes = {};
        public Class<?> type;
        public List<Open> open = List.of();

        @Override
        public boolean equals(Object o) {
            return o instanceof Any other
                    && same(other.content, content)
                    && Arrays.equals(other.bytes, bytes)
                    && Objects.equals(other.type, type)
                    && Objects.equals(other.open, open);
        }

        @Override
        public int hashCode() {
            return Objects.hash(type, open);
        }

        /** As bytes in a list would not be equal, nor numbers of different types. */
        private static boolean same(Object one, Object other) {
            if (one instanceof byte[] bytes) {
                return other instanceof byte[] others && Arrays.equals(bytes, others);
            }
            if (one instanceof Number && other instanceof Number) {
                // What was written longer than it has to be is read as a Long.
                return one.toString().equals(other.toString());
            }
            if (one instanceof List<?> list && other instanceof List<?> others) {
                return list.size() == others.size()
                        && IntStream.range(0, list.size()).allMatch(i -> same(list.get(i), others.get(i)));
            }
            if (one instanceof Map<?, ?> map && other instanceof Map<?, ?> others) {
                return map.keySet().equals(others.keySet())
                        && map.keySet().stream().allMatch(key -> same(map.get(key), others.get(key)));
            }
            return Objects.equals(one, other);
        }
    }

    /** Names its class. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    public static class Open {
        public int a;

        @Override
        public boolean equals(Object o) {
            return o instanceof Open other && other.a == a;
        }

        @Override
        public int hashCode() {
            return a;
        }
    }

    /** The one subclass that is allowed. */
    public static final class Allowed extends Open {

        @Override
        public boolean equals(Object o) {
            return o instanceof Allowed && super.equals(o);
        }

        @Override
        public int hashCode() {
            return -a;
        }
    }
}
