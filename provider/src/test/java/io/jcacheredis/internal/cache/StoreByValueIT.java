package io.jcacheredis.internal.cache;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Changing a mutable value changes nothing in the cache, whichever way it went in or came out. */
@SuppressWarnings({"rawtypes", "unchecked", "NonApiType"}) // a list is the plainest mutable value
class StoreByValueIT {

    private static final String KEY = "key";

    @RegisterExtension
    final CachesExtension caches = new CachesExtension();

    private Cache<String, ArrayList> cache;

    @BeforeEach
    void create() {
        cache = caches.create(new MutableConfiguration<String, ArrayList>().setTypes(String.class, ArrayList.class));
    }

    private static ArrayList list(String... elements) {
        return new ArrayList<>(List.of(elements));
    }

    private static Arguments in(String name, boolean existing, BiConsumer<Cache<String, ArrayList>, ArrayList> call) {
        return Arguments.of(name, existing, call);
    }

    private static Arguments out(String name, Function<Cache<String, ArrayList>, ArrayList> call) {
        return Arguments.of(name, call);
    }

    static Stream<Arguments> waysIn() {
        return Stream.of(
                in("put", false, (c, v) -> c.put(KEY, v)),
                in("put over another", true, (c, v) -> c.put(KEY, v)),
                in("getAndPut", false, (c, v) -> c.getAndPut(KEY, v)),
                in("putIfAbsent", false, (c, v) -> c.putIfAbsent(KEY, v)),
                in("putAll", false, (c, v) -> c.putAll(Map.of(KEY, v))),
                in("replace", true, (c, v) -> c.replace(KEY, v)),
                in("replace if equal", true, (c, v) -> c.replace(KEY, list("before"), v)),
                in("getAndReplace", true, (c, v) -> c.getAndReplace(KEY, v)),
                in(
                        "invoke",
                        false,
                        (c, v) -> c.invoke(KEY, (entry, arguments) -> {
                            entry.setValue(v);
                            return null;
                        })),
                in(
                        "invokeAll",
                        false,
                        (c, v) -> c.invokeAll(Set.of(KEY), (entry, arguments) -> {
                            entry.setValue(v);
                            return null;
                        })));
    }

    static Stream<Arguments> waysOut() {
        return Stream.of(
                out("get", c -> c.get(KEY)),
                out("getAll", c -> c.getAll(Set.of(KEY)).get(KEY)),
                out("iterator", c -> c.iterator().next().getValue()),
                out("invoke", c -> c.invoke(KEY, (entry, arguments) -> entry.getValue())),
                out(
                        "invokeAll",
                        c -> c.invokeAll(Set.of(KEY), (entry, arguments) -> entry.getValue())
                                .get(KEY)
                                .get()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysIn")
    void valueChangedAfterItWentIn_cacheKeepsTheOld(
            String name, boolean existing, BiConsumer<Cache<String, ArrayList>, ArrayList> call) {
        if (existing) {
            cache.put(KEY, list("before"));
        }
        ArrayList value = list("a");

        call.accept(cache, value);
        value.add("changed");

        assertThat(cache.get(KEY)).isEqualTo(list("a"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("waysOut")
    void valueChangedAfterItCameOut_cacheKeepsTheOld(String name, Function<Cache<String, ArrayList>, ArrayList> call) {
        cache.put(KEY, list("a"));

        call.apply(cache).add("changed");

        assertThat(call.apply(cache)).isEqualTo(list("a"));
    }

    @Test
    void processorChangesTheValueItRead_withoutSettingIt_cacheKeepsTheOld() {
        cache.put(KEY, list("a"));

        cache.invoke(KEY, (entry, arguments) -> entry.getValue().add("changed"));

        assertThat(cache.get(KEY)).isEqualTo(list("a"));
    }

    @Test
    void listenerChangesTheValuesOfItsEvent_cacheAndOtherListenersKeepTheirs() {
        List<List> seen = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            cache.registerCacheEntryListener(TestListeners.synchronously(event -> {
                seen.add(new ArrayList(event.getValue()));
                seen.add(event.isOldValueAvailable() ? new ArrayList(event.getOldValue()) : List.of());
                event.getValue().add("changed");
            }));
        }

        ArrayList value = list("a");
        cache.put(KEY, value);
        assertThat(cache.get(KEY)).isEqualTo(list("a"));
        cache.put(KEY, list("b"));

        assertThat(value).isEqualTo(list("a"));
        assertThat(cache.get(KEY)).isEqualTo(list("b"));
        assertThat(seen)
                .containsExactly(
                        list("a"), List.of(), list("a"), List.of(), list("b"), list("a"), list("b"), list("a"));
    }
}
