package io.jcacheredis.micrometer;

import static org.awaitility.Awaitility.await;

import io.jcacheredis.PurgeOptions;
import io.jcacheredis.RedisCache;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.processor.EntryProcessor;

/** Calls of each method of a cache, and what is observed of them. */
final class ObservedCalls {

    private ObservedCalls() {}

    private static final Duration HOUR = Duration.ofHours(1);
    private static final EntryProcessor<String, String, String> READS = (entry, arguments) -> entry.getValue();
    private static final EntryProcessor<String, String, String> IGNORES = (entry, arguments) -> "nothing";

    /** A call on a cache with the entries a=1, b=2, c=3, of which b and c have the tag t; and what is observed of it. */
    record Row(
            String signature,
            Consumer<RedisCache<String, String>> call,
            String operation,
            String outcome,
            long hits,
            long misses) {

        /** What is refused before it looks asks nobody. */
        String tier() {
            return outcome.equals("error") && hits + misses == 0 ? "none" : "remote";
        }

        @Override
        public String toString() {
            return signature + " " + outcome;
        }
    }

    private static Row row(
            String signature, Consumer<RedisCache<String, String>> call, String outcome, long hits, long misses) {
        return new Row(signature, call, signature.substring(0, signature.indexOf('(')), outcome, hits, misses);
    }

    private static Row hit(String signature, Consumer<RedisCache<String, String>> call) {
        return row(signature, call, "hit", 1, 0);
    }

    private static Row miss(String signature, Consumer<RedisCache<String, String>> call) {
        return row(signature, call, "miss", 0, 1);
    }

    private static Row success(String signature, Consumer<RedisCache<String, String>> call) {
        return row(signature, call, "success", 0, 0);
    }

    private static Row error(String signature, Consumer<RedisCache<String, String>> call) {
        return row(signature, call, "error", 0, 0);
    }

    static Stream<Row> rows() {
        return Stream.of(reads(), writes(), conditions(), processors(), ours()).flatMap(List::stream);
    }

    private static List<Row> reads() {
        return List.of(
                hit("get(Object)", cache -> cache.get("a")),
                miss("get(Object)", cache -> cache.get("x")),
                error("get(Object)", cache -> cache.get(null)),
                row("getAll(Set)", cache -> cache.getAll(Set.of("a", "b")), "hit", 2, 0),
                row("getAll(Set)", cache -> cache.getAll(Set.of("a", "b", "x")), "partial", 2, 1),
                row("getAll(Set)", cache -> cache.getAll(Set.of("x", "y")), "miss", 0, 2),
                success("containsKey(Object)", cache -> cache.containsKey("a")),
                success("loadAll(Set,boolean,CompletionListener)", ObservedCalls::load));
    }

    private static void load(RedisCache<String, String> cache) {
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        cache.loadAll(Set.of("a", "x"), true, loaded);
        await().until(loaded::isDone);
    }

    private static List<Row> writes() {
        return List.of(
                success("put(Object,Object)", cache -> cache.put("a", "new")),
                error("put(Object,Object)", cache -> cache.put("a", null)),
                success("putAll(Map)", cache -> cache.putAll(Map.of("a", "new", "x", "new"))),
                hit("getAndPut(Object,Object)", cache -> cache.getAndPut("a", "new")),
                miss("getAndPut(Object,Object)", cache -> cache.getAndPut("x", "new")),
                success("remove(Object)", cache -> cache.remove("a")),
                hit("getAndRemove(Object)", cache -> cache.getAndRemove("a")),
                miss("getAndRemove(Object)", cache -> cache.getAndRemove("x")),
                success("removeAll(Set)", cache -> cache.removeAll(Set.of("a", "x"))),
                success("removeAll()", Cache::removeAll),
                success("clear()", Cache::clear));
    }

    private static List<Row> conditions() {
        return List.of(
                hit("putIfAbsent(Object,Object)", cache -> cache.putIfAbsent("a", "new")),
                miss("putIfAbsent(Object,Object)", cache -> cache.putIfAbsent("x", "new")),
                hit("remove(Object,Object)", cache -> cache.remove("a", "1")),
                hit("remove(Object,Object)", cache -> cache.remove("a", "2")),
                miss("remove(Object,Object)", cache -> cache.remove("x", "1")),
                hit("replace(Object,Object)", cache -> cache.replace("a", "new")),
                miss("replace(Object,Object)", cache -> cache.replace("x", "new")),
                hit("replace(Object,Object,Object)", cache -> cache.replace("a", "1", "new")),
                miss("replace(Object,Object,Object)", cache -> cache.replace("x", "1", "new")),
                hit("getAndReplace(Object,Object)", cache -> cache.getAndReplace("a", "new")),
                miss("getAndReplace(Object,Object)", cache -> cache.getAndReplace("x", "new")));
    }

    private static List<Row> processors() {
        String invoke = "invoke(Object,EntryProcessor,Object[])";
        String invokeAll = "invokeAll(Set,EntryProcessor,Object[])";
        return List.of(
                hit(invoke, cache -> cache.invoke("a", READS)),
                miss(invoke, cache -> cache.invoke("x", READS)),
                hit(invoke, cache -> cache.invoke("a", IGNORES)),
                miss(invoke, cache -> cache.invoke("x", IGNORES)),
                error(
                        invoke,
                        cache -> cache.invoke("a", (entry, arguments) -> {
                            throw new IllegalStateException("on purpose");
                        })),
                row(invokeAll, cache -> cache.invokeAll(Set.of("a", "b", "x"), READS), "partial", 2, 1));
    }

    private static List<Row> ours() {
        return List.of(
                success("put(Object,Object,Duration,String[])", cache -> cache.put("a", "new", HOUR, "t")),
                hit("getOrLoad(Object,Function)", cache -> cache.getOrLoad("a", key -> "new")),
                miss("getOrLoad(Object,Function)", cache -> cache.getOrLoad("x", key -> "new")),
                hit("getOrLoad(Object,Function,Duration)", cache -> cache.getOrLoad("a", key -> "new", HOUR)),
                row(
                        "getOrLoad(Object,Function,Duration)",
                        cache -> cache.getOrLoad(
                                "x",
                                key -> {
                                    throw new IllegalStateException("on purpose");
                                },
                                HOUR),
                        "error",
                        0,
                        1),
                success("putThrough(Object,Object,Consumer)", cache -> cache.putThrough("a", "new", value -> {})),
                success(
                        "putThrough(Object,Object,Consumer,Duration)",
                        cache -> cache.putThrough("a", "new", value -> {}, HOUR)),
                success("timeToLive(Object)", cache -> cache.timeToLive("a")),
                success("purge(String)", cache -> cache.purge("*")),
                success("purge(String,PurgeOptions)", cache -> cache.purge("b*", PurgeOptions.DEFAULTS)),
                success("purgeByTag(String[])", cache -> cache.purgeByTag("t")),
                success("purgeByTag(Set,PurgeOptions)", cache -> cache.purgeByTag(Set.of("t"), PurgeOptions.DEFAULTS)),
                success("size()", RedisCache::size));
    }
}
