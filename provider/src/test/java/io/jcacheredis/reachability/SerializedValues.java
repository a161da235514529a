package io.jcacheredis.reachability;

import io.jcacheredis.reachability.Program.Handler;
import io.jcacheredis.reachability.Program.House;
import io.jcacheredis.reachability.Program.Named;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.Month;
import java.time.MonthDay;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.Period;
import java.time.Year;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.AbstractMap;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Collections;
import java.util.Currency;
import java.util.Date;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.LinkedList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.Stack;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.Vector;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;

/** Objects of the JDK that a cache may hold without a setting, of each class that may be read at least one. */
@SuppressWarnings({"JavaUtilDate", "JdkObsolete"}) // programs that are older have them in their caches
final class SerializedValues {

    private SerializedValues() {}

    static List<Object> all() {
        List<Object> all = new ArrayList<>();
        all.addAll(scalars());
        all.addAll(times());
        all.addAll(others());
        all.addAll(collections());
        all.addAll(views());
        all.addAll(failures());
        return all;
    }

    /** Those that can be written as texts, beside those of {@link #times()}. */
    static List<Object> scalars() {
        return List.of(
                true,
                (byte) 1,
                (short) 1,
                1,
                1L,
                1f,
                1d,
                'a',
                "text",
                BigInteger.TEN,
                BigDecimal.TEN,
                URI.create("http://example.com"),
                new UUID(1, 2),
                Currency.getInstance("EUR"),
                Program.Kind.FLAT);
    }

    static List<Object> times() {
        return List.of(
                DayOfWeek.MONDAY,
                Month.MAY,
                ChronoUnit.DAYS,
                Duration.ofDays(1),
                Instant.EPOCH,
                LocalDate.EPOCH,
                LocalDateTime.MIN,
                LocalTime.NOON,
                MonthDay.of(2, 29),
                OffsetDateTime.MIN,
                OffsetTime.MIN,
                Period.ofDays(1),
                Year.of(2000),
                YearMonth.of(2000, 1),
                ZoneOffset.UTC,
                ZoneId.of("Europe/Paris"),
                ZonedDateTime.of(LocalDateTime.MIN, ZoneOffset.UTC));
    }

    private static List<Object> others() {
        return List.of(
                MathContext.DECIMAL128,
                RoundingMode.DOWN,
                Locale.GERMANY,
                BitSet.valueOf(new long[] {5}),
                new AtomicBoolean(true),
                new AtomicInteger(1),
                new AtomicLong(1),
                new AtomicReference<>("a"),
                new ReentrantLock(),
                new Date(0),
                new java.sql.Date(0),
                new java.sql.Time(0),
                new java.sql.Timestamp(0),
                House.number(1),
                Proxy.newProxyInstance(
                        House.class.getClassLoader(), new Class<?>[] {Named.class}, new Handler("name")));
    }

    private static List<Object> collections() {
        List<Object> all = new ArrayList<>();
        for (Collection<Object> empty : List.<Collection<Object>>of(
                new ArrayList<>(),
                new LinkedList<>(),
                new Vector<>(),
                new Stack<>(),
                new ArrayDeque<>(),
                new HashSet<>(),
                new LinkedHashSet<>(),
                new TreeSet<>(),
                new TreeSet<>(Collections.reverseOrder()),
                new CopyOnWriteArrayList<>(),
                new CopyOnWriteArraySet<>(),
                Collections.newSetFromMap(new ConcurrentHashMap<>()))) {
            empty.add("a");
            all.add(empty);
        }
        all.add(new TreeSet<>(String.CASE_INSENSITIVE_ORDER));
        for (Map<Object, Object> empty : List.<Map<Object, Object>>of(
                new HashMap<>(),
                new LinkedHashMap<>(),
                new TreeMap<>(),
                new Hashtable<>(),
                new ConcurrentHashMap<>())) {
            empty.put("a", "b");
            all.add(empty);
        }
        all.add(new AbstractMap.SimpleEntry<>("a", "b"));
        all.add(new AbstractMap.SimpleImmutableEntry<>("a", "b"));
        all.add(new EnumMap<>(Map.of(TimeUnit.DAYS, 1)));
        all.add(EnumSet.of(TimeUnit.DAYS));
        return all;
    }

    /** What the JDK's factories make, and its wrappers. */
    private static List<Object> views() {
        List<String> list = new ArrayList<>(List.of("a"));
        return List.of(
                List.of("a"),
                List.of("a", "b", "c"),
                Set.of("a"),
                Set.of("a", "b", "c"),
                Map.of("a", "b"),
                Map.of("a", "b", "c", "d"),
                Arrays.asList("a", "b"),
                Collections.nCopies(2, "a"),
                Collections.emptyList(),
                Collections.emptyMap(),
                Collections.emptySet(),
                Collections.singletonList("a"),
                Collections.singletonMap("a", "b"),
                Collections.singleton("a"),
                Collections.synchronizedCollection(list),
                Collections.synchronizedList(list),
                Collections.synchronizedList(new LinkedList<>(list)),
                Collections.synchronizedMap(new HashMap<>()),
                Collections.synchronizedSet(new HashSet<>()),
                Collections.unmodifiableCollection(list),
                Collections.unmodifiableList(list),
                Collections.unmodifiableList(new LinkedList<>(list)),
                Collections.unmodifiableMap(new HashMap<>()),
                Collections.unmodifiableSet(new HashSet<>()),
                Collections.unmodifiableSortedMap(new TreeMap<>()),
                Collections.unmodifiableSortedSet(new TreeSet<>()),
                Collections.unmodifiableNavigableMap(new TreeMap<>()),
                Collections.unmodifiableNavigableSet(new TreeSet<>()),
                new Object[] {"a", 1},
                new String[] {"a"},
                new Comparable<?>[] {"a"},
                new boolean[1],
                new byte[1],
                new char[1],
                new short[1],
                new int[1],
                new long[1],
                new float[1],
                new double[1],
                new byte[1][1]);
    }

    private static List<Object> failures() {
        return List.of(
                new Exception("a"),
                new RuntimeException("a"),
                new ArithmeticException("a"),
                new IllegalArgumentException("a"),
                new IllegalStateException("a"),
                new IndexOutOfBoundsException("a"),
                new NullPointerException("a"),
                new NumberFormatException("a"),
                new SecurityException("a"),
                new UnsupportedOperationException("a"),
                new FileNotFoundException("a"),
                new IOException("a"),
                new UncheckedIOException(new IOException("a")),
                new NoSuchElementException("a"),
                new CompletionException("a", null),
                new ExecutionException("a", null),
                new TimeoutException("a"));
    }
}
