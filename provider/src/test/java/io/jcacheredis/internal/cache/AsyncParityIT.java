package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.AsyncRedisCache;
import io.jcacheredis.PurgeOptions;
import io.jcacheredis.RedisCache;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.integration.CacheWriterException;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.processor.EntryProcessorResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each method of an asynchronous cache does what its namesake does, found by reflection, so that none is forgotten. */
class AsyncParityIT {

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();
    private static final String ON_PURPOSE = "on purpose";

    /** What a method is called with, and what it does on a cache with the entries a=1, b=2, c=3, of which b and c have the tag t. */
    private record Row(
            List<@Nullable Object> arguments,
            @Nullable Object result,
            @Nullable Class<?> thrown) {}

    private static final Map<String, List<Row>> ROWS = rows();

    private static Row row(@Nullable Object result, Object... arguments) {
        return new Row(Arrays.asList(arguments), result, null);
    }

    private static Row fails(Class<?> thrown, Object... arguments) {
        return new Row(Arrays.asList(arguments), null, thrown);
    }

    private static Map<String, List<Row>> rows() {
        EntryProcessor<String, String, Object> appending = (entry, arguments) -> {
            entry.setValue(entry.getValue() + Arrays.toString(arguments));
            return "was " + entry.exists();
        };
        EntryProcessor<String, String, Object> failing = (entry, arguments) -> {
            throw new IllegalStateException(ON_PURPOSE);
        };
        Function<String, String> loading = key -> "loaded " + key;
        Function<String, String> notLoading = key -> {
            throw new IllegalStateException(ON_PURPOSE);
        };
        Consumer<String> writing = value -> {};
        Consumer<String> notWriting = value -> {
            throw new IllegalStateException(ON_PURPOSE);
        };
        Object[] none = {};
        String[] noTags = {};
        Map<String, List<Row>> rows = new TreeMap<>();
        rows.put("get(Object)", List.of(row("1", "a"), row(null, "x")));
        rows.put(
                "getAll(Set)",
                List.of(row(Map.of("a", "1", "c", "3"), Set.of("a", "c", "x")), row(Map.of(), Set.of())));
        rows.put("containsKey(Object)", List.of(row(true, "a"), row(false, "x")));
        rows.put("put(Object,Object)", List.of(row(null, "a", "new"), row(null, "x", "new")));
        rows.put(
                "put(Object,Object,Duration,String[])",
                List.of(
                        row(null, "a", "new", HOUR, new String[] {"t", "u"}),
                        row(null, "x", "new", HOUR, noTags),
                        fails(IllegalArgumentException.class, "a", "new", Duration.ZERO, noTags),
                        fails(IllegalArgumentException.class, "a", "new", HOUR, new String[] {""})));
        rows.put("putAll(Map)", List.of(row(null, Map.of("a", "new", "x", "new")), row(null, Map.of())));
        rows.put("putIfAbsent(Object,Object)", List.of(row(false, "a", "new"), row(true, "x", "new")));
        rows.put("replace(Object,Object)", List.of(row(true, "a", "new"), row(false, "x", "new")));
        rows.put(
                "replace(Object,Object,Object)",
                List.of(row(true, "a", "1", "new"), row(false, "a", "2", "new"), row(false, "x", "1", "new")));
        rows.put("remove(Object)", List.of(row(true, "a"), row(false, "x")));
        rows.put("remove(Object,Object)", List.of(row(true, "a", "1"), row(false, "a", "2"), row(false, "x", "1")));
        rows.put("getAndPut(Object,Object)", List.of(row("1", "a", "new"), row(null, "x", "new")));
        rows.put("getAndRemove(Object)", List.of(row("1", "a"), row(null, "x")));
        rows.put("getAndReplace(Object,Object)", List.of(row("1", "a", "new"), row(null, "x", "new")));
        rows.put("removeAll(Set)", List.of(row(null, Set.of("a", "b", "x"))));
        rows.put("removeAll()", List.of(row(null)));
        rows.put("clear()", List.of(row(null)));
        rows.put(
                "invoke(Object,EntryProcessor,Object[])",
                List.of(
                        row("was true", "a", appending, new Object[] {1, "y"}),
                        row("was true", "x", appending, none),
                        fails(EntryProcessorException.class, "a", failing, none)));
        rows.put(
                "invokeAll(Set,EntryProcessor,Object[])",
                List.of(
                        row(Map.of("a", "was true", "x", "was true"), Set.of("a", "x"), appending, new Object[] {1}),
                        row(Map.of("a", ON_PURPOSE), Set.of("a"), failing, none)));
        rows.put(
                "getOrLoad(Object,Function)",
                List.of(
                        row("1", "a", notLoading),
                        row("loaded x", "x", loading),
                        fails(IllegalStateException.class, "x", notLoading)));
        rows.put(
                "getOrLoad(Object,Function,Duration)",
                List.of(
                        row("1", "a", notLoading, HOUR),
                        row("loaded x", "x", loading, HOUR),
                        fails(IllegalStateException.class, "x", notLoading, HOUR),
                        fails(IllegalArgumentException.class, "x", loading, Duration.ofNanos(1))));
        rows.put(
                "putThrough(Object,Object,Consumer)",
                List.of(
                        row(null, "a", "new", writing),
                        row(null, "x", "new", writing),
                        fails(CacheWriterException.class, "a", "new", notWriting)));
        rows.put(
                "putThrough(Object,Object,Consumer,Duration)",
                List.of(
                        row(null, "a", "new", writing, HOUR),
                        fails(IllegalArgumentException.class, "a", "new", writing, Duration.ZERO)));
        rows.put("timeToLive(Object)", List.of(row(Optional.of(FOREVER), "a"), row(Optional.empty(), "x")));
        rows.put("purge(String)", List.of(row(3L, "*"), row(1L, "a"), row(0L, "x*")));
        rows.put(
                "purge(String,PurgeOptions)",
                List.of(row(3L, "*", PurgeOptions.DEFAULTS.asDryRun()), row(2L, "[bc]", PurgeOptions.DEFAULTS)));
        rows.put(
                "purgeByTag(String[])",
                List.of(
                        row(2L, (Object) new String[] {"t", "u"}),
                        row(0L, (Object) new String[] {"u"}),
                        fails(IllegalArgumentException.class, (Object) noTags)));
        rows.put(
                "purgeByTag(Set,PurgeOptions)",
                List.of(
                        row(2L, Set.of("t", "u"), PurgeOptions.DEFAULTS.asDryRun()),
                        row(2L, Set.of("t"), PurgeOptions.DEFAULTS),
                        row(0L, Set.of("u"), PurgeOptions.DEFAULTS),
                        fails(IllegalArgumentException.class, Set.of(), PurgeOptions.DEFAULTS)));
        rows.put("size()", List.of(row(3L)));
        return rows;
    }

    private static String signature(Method method) {
        return method.getName() + "("
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(","))
                + ")";
    }

    static List<Method> methods() {
        return Stream.of(AsyncRedisCache.class.getDeclaredMethods())
                .filter(method -> !method.isSynthetic())
                .toList();
    }

    private static Method namesake(Method method) throws NoSuchMethodException {
        return RedisCache.class.getMethod(method.getName(), method.getParameterTypes());
    }

    @Test
    void everyMethod_isInTheTable() {
        assertThat(ROWS.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        methods().stream().map(AsyncParityIT::signature).toList());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void method_hasANamesake_ofWhichItGivesTheResult(Method method) throws Exception {
        assertThat(method.getReturnType()).isEqualTo(CompletionStage.class);
        Type later = ((ParameterizedType) method.getGenericReturnType()).getActualTypeArguments()[0];
        Type now = namesake(method).getGenericReturnType();
        Map<Type, Type> boxes = Map.of(void.class, Void.class, boolean.class, Boolean.class, long.class, Long.class);
        assertThat(later.getTypeName()).isEqualTo(boxes.getOrDefault(now, now).getTypeName());
        assertThat(method.isVarArgs()).isEqualTo(namesake(method).isVarArgs());
    }

    private static final String[] NAMES = {"a", "b", "c"};

    /** A cache in the state that the table speaks of. */
    private RedisCache<String, String> filled(String name) {
        @SuppressWarnings("unchecked")
        RedisCache<String, String> cache =
                caches.manager().createCache(name, CachesExtension.strings()).unwrap(RedisCache.class);
        for (int i = 0; i < NAMES.length; i++) {
            String[] tags = i == 0 ? new String[0] : new String[] {"t"};
            cache.put(NAMES[i], "" + (i + 1), FOREVER, tags);
        }
        return cache;
    }

    private record Ended(@Nullable Object result, @Nullable Throwable failure) {}

    private static Ended now(Object cache, Method method, Object... arguments) throws Exception {
        try {
            return new Ended(readable(namesake(method).invoke(cache, arguments)), null);
        } catch (InvocationTargetException e) {
            return new Ended(null, e.getCause());
        }
    }

    private static Ended later(RedisCache<?, ?> cache, Method method, Object... arguments) throws Exception {
        Object stage = method.invoke(cache.async(), arguments);
        try {
            return new Ended(
                    readable(((CompletionStage<?>) stage).toCompletableFuture().get(20, TimeUnit.SECONDS)), null);
        } catch (ExecutionException e) {
            return new Ended(null, e.getCause());
        }
    }

    private static @Nullable Object readable(@Nullable Object result) {
        if (!(result instanceof Map<?, ?> map)) {
            return result;
        }
        Map<Object, Object> readable = new LinkedHashMap<>();
        map.forEach((key, value) ->
                readable.put(key, value instanceof EntryProcessorResult<?> of ? outcome(of) : value));
        return readable;
    }

    private static Object outcome(EntryProcessorResult<?> result) {
        try {
            return result.get();
        } catch (EntryProcessorException e) {
            return e.getCause().getMessage();
        }
    }

    /** Entries with what is left of them, in hours. */
    private static Map<String, String> state(RedisCache<String, String> cache) {
        Map<String, String> state = new TreeMap<>();
        cache.forEach(entry -> state.put(
                entry.getKey(),
                entry.getValue() + " for "
                        + hours(cache.timeToLive(entry.getKey()).orElseThrow())));
        return state;
    }

    private static String hours(Duration left) {
        return left.equals(FOREVER) ? "ever" : left.plusMinutes(1).toHours() + " h";
    }

    @ParameterizedTest
    @MethodSource("methods")
    void method_doesWhatItsNamesakeDoes(Method method) throws Exception {
        int number = 0;
        for (Row row : ROWS.get(signature(method))) {
            RedisCache<String, String> one = filled("one" + number);
            RedisCache<String, String> other = filled("other" + number++);
            Ended now = now(one, method, row.arguments().toArray());
            Ended later = later(other, method, row.arguments().toArray());
            String what = method.getName() + Arrays.deepToString(row.arguments().toArray());
            assertThat(now.result()).as(what).isEqualTo(row.result());
            assertThat(later.result()).as(what).isEqualTo(row.result());
            assertSameFailure(what, now, later, row.thrown());
            assertThat(state(other)).as(what).isEqualTo(state(one));
            assertThat(other.purgeByTag("t")).as(what).isEqualTo(one.purgeByTag("t"));
        }
    }

    private static void assertSameFailure(String what, Ended now, Ended later, @Nullable Class<?> expected) {
        if (expected == null) {
            assertThat(now.failure()).as(what).isNull();
            assertThat(later.failure()).as(what).isNull();
            return;
        }
        assertThat(now.failure()).as(what).isInstanceOf(expected);
        assertThat(later.failure()).as(what).hasSameClassAs(now.failure());
        assertThat(later.failure().getMessage())
                .as(what)
                .isEqualTo(now.failure().getMessage());
    }

    /** Nulls are refused as the namesake refuses them, and by the stage, not by the call. */
    @ParameterizedTest
    @MethodSource("methods")
    void nullArgument_endsTheStageAsTheNamesakeEnds(Method method) throws Exception {
        RedisCache<String, String> one = filled("one");
        RedisCache<String, String> other = filled("other");
        Object[] arguments = ROWS.get(signature(method)).get(0).arguments().toArray();
        for (int i = 0; i < arguments.length; i++) {
            Object[] changed = arguments.clone();
            changed[i] = null;
            boolean mayBeNull = method.getName().startsWith("invoke") && i == arguments.length - 1;
            Ended now = now(one, method, changed);
            Ended later = later(other, method, changed);
            String what = method.getName() + Arrays.deepToString(changed);
            assertSameFailure(what, now, later, mayBeNull ? null : NullPointerException.class);
            assertThat(later.result()).as(what).isEqualTo(now.result());
            assertThat(state(other)).as(what).isEqualTo(state(one));
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void closedCache_endsTheStage(Method method) throws Exception {
        RedisCache<String, String> cache = filled("one");
        cache.close();
        for (Row row : ROWS.get(signature(method))) {
            assertThat(later(cache, method, row.arguments().toArray()).failure())
                    .isExactlyInstanceOf(IllegalStateException.class)
                    .hasMessage("cache 'one' is closed");
        }
    }

    /** As they were when the method was called; the call itself waits behind one that is held up. */
    @Test
    void argumentsThatChangeAfterwards_countAsTheyWere() throws Exception {
        RedisCache<String, String> cache = filled("one");
        AsyncRedisCache<String, String> async = cache.async();
        Set<String> keys = new LinkedHashSet<>(Set.of("a"));
        Map<String, String> map = new LinkedHashMap<>(Map.of("m", "1"));
        String[] tags = {"mine"};
        Object[] arguments = {"argument"};
        EntryProcessor<String, String, String> telling = (entry, given) -> (String) given[0];
        List<CompletionStage<?>> stages = new ArrayList<>();
        // More than there are threads, so that they have not all begun when the arguments change.
        for (int i = 0; i < 300; i++) {
            stages.add(async.getAll(keys));
            stages.add(async.invoke("i", telling, arguments));
            stages.add(async.invokeAll(keys, telling, arguments));
        }
        stages.add(async.putAll(map));
        stages.add(async.put("tagged", "1", HOUR, tags));
        keys.clear();
        map.put("n", "2");
        tags[0] = "another";
        arguments[0] = "another";
        for (CompletionStage<?> stage : stages) {
            Object result = readable(stage.toCompletableFuture().get(20, TimeUnit.SECONDS));
            assertThat(result).isIn(null, Map.of("a", "1"), "argument", Map.of("a", "argument"));
        }
        assertThat(cache.containsKey("m")).isTrue();
        assertThat(cache.containsKey("n")).isFalse();
        assertThat(cache.purgeByTag("another")).isZero();
        assertThat(cache.purgeByTag("mine")).isOne();
    }
}
