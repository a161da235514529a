package io.jcacheredis.micrometer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.NearCache;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.micrometer.ObservedCalls.Row;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.TestObservationRegistry;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.integration.CompletionListenerFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Observations of calls: of each method of a cache, found by reflection, so that none is forgotten. */
class RedisCacheObservationIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Duration HOUR = Duration.ofHours(1);

    static Stream<Row> rows() {
        return ObservedCalls.rows();
    }

    /** What asks nobody, ends nowhere, or is about the cache and not about its entries. */
    private static final Set<String> NOT_OBSERVED = Set.of(
            "async()",
            "close()",
            "deregisterCacheEntryListener(CacheEntryListenerConfiguration)",
            "getCacheManager()",
            "getConfiguration(Class)",
            "getName()",
            "isClosed()",
            "iterator()",
            "redisKey(Object)",
            "registerCacheEntryListener(CacheEntryListenerConfiguration)",
            "statistics()",
            "unwrap(Class)");

    private final Monitored monitored = Monitored.at(redis.uri(), "jcache.redis.caches[declared].statistics", "false");
    private final TestObservationRegistry registry = TestObservationRegistry.create();

    @BeforeEach
    void observe() {
        monitored.manager.observe(RedisCacheObservation.of(registry));
    }

    @AfterEach
    void close() {
        monitored.close();
    }

    private RedisCache<String, String> filled() {
        RedisCache<String, String> cache = monitored.cache(
                "property:detail",
                LoadedTexts.configure(new MutableConfiguration<>()).setReadThrough(false));
        cache.put("a", "1");
        cache.put("b", "2", HOUR, "t");
        cache.put("c", "3", HOUR, "t");
        registry.clear();
        return cache;
    }

    private List<Observation.Context> observed() {
        List<Observation.Context> contexts = new ArrayList<>();
        assertThat(registry).hasHandledContextsThatSatisfy(contexts::addAll);
        return contexts;
    }

    @Test
    void everyMethod_isInTheTable() {
        Set<String> methods = Stream.<Class<?>>of(RedisCache.class, Cache.class)
                .flatMap(type -> Stream.of(type.getDeclaredMethods()))
                .filter(method -> !method.isSynthetic() && !Modifier.isStatic(method.getModifiers()))
                .map(RedisCacheObservationIT::signature)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = rows().map(Row::signature).collect(Collectors.toCollection(TreeSet::new));
        known.addAll(NOT_OBSERVED);

        assertThat(known).isEqualTo(methods);
    }

    /** Of calls that are under way nobody knows yet how they end. */
    @Test
    void meterOfCallsUnderWay_saysNothingOfOutcomeAndTier() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));

        filled().getOrLoad(
                        "new",
                        key -> {
                            assertThat(meters.get("cache.operation.active")
                                            .tags(
                                                    "db.operation.name",
                                                    "getOrLoad",
                                                    "cache.outcome",
                                                    "unknown",
                                                    "cache.tier",
                                                    "unknown")
                                            .longTaskTimer()
                                            .activeTasks())
                                    .isOne();
                            return "1";
                        },
                        HOUR);
    }

    private static String signature(Method method) {
        return method.getName() + "("
                + Arrays.stream(method.getParameterTypes())
                        .map(Class::getSimpleName)
                        .collect(Collectors.joining(","))
                + ")";
    }

    @ParameterizedTest
    @MethodSource("rows")
    void call_isOneObservation(Row row) {
        RedisCache<String, String> cache = filled();

        boolean thrown = false;
        try {
            row.call().accept(cache);
        } catch (RuntimeException e) {
            thrown = true;
        }

        assertThat(thrown).isEqualTo(row.outcome().equals("error"));
        // A load is told to have ended before the observation of it has.
        await().untilAsserted(() -> assertThat(observed()).hasSize(1));
        assertThat(registry)
                .hasSingleObservationThat()
                .hasBeenStarted()
                .hasBeenStopped()
                .hasNameEqualTo("cache.operation")
                .hasContextualNameEqualTo(row.operation() + " property:detail")
                .hasLowCardinalityKeyValue("db.system.name", "redis")
                .hasLowCardinalityKeyValue("db.operation.name", row.operation())
                .hasLowCardinalityKeyValue("cache.name", "property:detail")
                .hasLowCardinalityKeyValue("cache.outcome", row.outcome())
                .hasLowCardinalityKeyValue("cache.tier", row.tier())
                .hasHighCardinalityKeyValue("cache.hits", "" + row.hits())
                .hasHighCardinalityKeyValue("cache.misses", "" + row.misses())
                .doesNotHaveParentObservation();
    }

    @Test
    void keyAndValue_areInNoObservation() {
        RedisCache<String, String> cache = filled();
        cache.put("secret-key", "secret-value");
        cache.get("secret-key");

        assertThat(observed())
                .hasSize(2)
                .allSatisfy(context -> assertThat(context.getAllKeyValues())
                        .extracting(KeyValue::getValue)
                        .noneMatch(text -> text.contains("secret")));
    }

    @Test
    void error_isTheExceptionThatIsThrown() {
        RedisCache<String, String> cache = filled();
        cache.close();

        Throwable thrown = catchThrowable(() -> cache.put("a", "new"));

        assertThat(thrown).isExactlyInstanceOf(IllegalStateException.class);
        assertThat(registry).hasSingleObservationThat().hasError(thrown);
    }

    @Test
    void nearHit_isNotRemote() {
        RedisConfiguration<String, String> configuration = new RedisConfiguration<>();
        RedisCache<String, String> cache = monitored.cache("near", configuration.setNearCache(NearCache.ofSize(10)));
        cache.put("k", "v");

        await().untilAsserted(() -> {
            registry.clear();
            cache.get("k");
            assertThat(registry)
                    .hasSingleObservationThat()
                    .hasLowCardinalityKeyValue("cache.outcome", "hit")
                    .hasLowCardinalityKeyValue("cache.tier", "near");
        });
        registry.clear();
        cache.getAll(Set.of("k"));
        assertThat(registry)
                .hasSingleObservationThat()
                .hasLowCardinalityKeyValue("cache.outcome", "hit")
                .hasLowCardinalityKeyValue("cache.tier", "near");
        registry.clear();
        cache.containsKey("k");
        assertThat(registry).hasSingleObservationThat().hasLowCardinalityKeyValue("cache.tier", "near");
    }

    @Test
    void redisThatIsAway_isADegradedAnswer() {
        try (Monitored away = Monitored.ofNothing("jcache.redis.timeout", "200ms")) {
            away.manager.observe(RedisCacheObservation.of(registry));
            RedisCache<String, String> cache = away.cache("c");
            List<Consumer<RedisCache<String, String>>> calls = List.of(
                    c -> c.get("k"),
                    c -> c.put("k", "v"),
                    c -> c.getAll(Set.of("k", "l")),
                    c -> c.purge("*"),
                    c -> c.timeToLive("k"));

            for (Consumer<RedisCache<String, String>> call : calls) {
                registry.clear();
                call.accept(cache);
                assertThat(registry).hasSingleObservationThat().hasLowCardinalityKeyValue("cache.outcome", "degraded");
            }
            assertThat(registry)
                    .as("while the server is left alone")
                    .hasSingleObservationThat()
                    .hasLowCardinalityKeyValue("cache.tier", "none");
        }
    }

    @Test
    void declaredCache_thatWasThereBefore_isObserved() {
        monitored.manager.getCache("declared").get("k");

        assertThat(registry).hasSingleObservationThat().hasLowCardinalityKeyValue("cache.name", "declared");
    }

    @Test
    void nobodyAnyMore_endsIt() {
        RedisCache<String, String> cache = filled();
        monitored.manager.observe(null);

        cache.get("a");

        assertThat(registry).doesNotHaveAnyObservation();
    }

    @Test
    void loader_isWithinTheCallThatNeedsIt() {
        RedisCache<String, String> cache = filled();

        cache.getOrLoad(
                "x",
                key -> cache.get("a")
                        + registry.getCurrentObservation().getContext().getName());

        assertThat(cache.get("x")).isEqualTo("1cache.operation");
        Observation.Context inner = observed().stream()
                .filter(context -> "get property:detail".equals(context.getContextualName()))
                .findFirst()
                .orElseThrow();
        assertThat(inner.getParentObservation().getContextView().getContextualName())
                .isEqualTo("getOrLoad property:detail");
    }

    /** Both run in other threads. */
    @Test
    void asynchronousCallAndLoad_areWithinWhatWasCurrentWhereTheyWereAskedFor() throws Exception {
        RedisCache<String, String> cache = filled();
        CompletionListenerFuture loaded = new CompletionListenerFuture();

        Observation.createNotStarted("request", registry).observe(() -> {
            CompletableFuture<String> stage = cache.async().get("a").toCompletableFuture();
            cache.loadAll(Set.of("x"), true, loaded);
            assertThat(stage.orTimeout(20, TimeUnit.SECONDS).join()).isEqualTo("1");
        });
        loaded.get(20, TimeUnit.SECONDS);

        await().untilAsserted(() -> assertThat(observed())
                .filteredOn(context -> "cache.operation".equals(context.getName()))
                .hasSize(2)
                .allSatisfy(context -> assertThat(
                                context.getParentObservation().getContextView().getName())
                        .isEqualTo("request")));
    }

    /** As a span is that no observation made. */
    @Test
    void asynchronousCallAndLoad_areWithinWhatTheProgramCarries() throws Exception {
        ThreadLocal<String> current = new ThreadLocal<>();
        List<String> seen = new CopyOnWriteArrayList<>();
        registry.observationConfig().observationHandler(new ObservationHandler<Observation.Context>() {
            @Override
            public void onStart(Observation.Context context) {
                seen.add(context.getContextualName() + " in " + current.get());
            }

            @Override
            public boolean supportsContext(Observation.Context context) {
                return context instanceof RedisCacheCallContext;
            }
        });
        monitored.manager.observe(RedisCacheObservation.of(registry).carrying(task -> {
            String here = current.get();
            return () -> {
                current.set(here);
                task.run();
            };
        }));
        RedisCache<String, String> cache = filled();
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        seen.clear();

        current.set("span");
        cache.async().get("a").toCompletableFuture().get(20, TimeUnit.SECONDS);
        cache.loadAll(Set.of("x"), true, loaded);
        loaded.get(20, TimeUnit.SECONDS);

        await().untilAsserted(() -> assertThat(seen).hasSize(2).allMatch(call -> call.endsWith(" in span")));
    }

    /** Micrometer's handler makes a timer of each observation. */
    @Test
    void timer_hasTheKeysOfTheObservation() {
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        RedisCache<String, String> cache = filled();

        cache.get("a");
        cache.get("x");

        assertThat(meters.get("cache.operation")
                        .tags("cache.name", "property:detail", "db.operation.name", "get", "cache.outcome", "hit")
                        .timer()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void convention_changesWhatItOverrides() {
        monitored.manager.observe(RedisCacheObservation.of(registry, new RedisCacheObservationConvention() {
            @Override
            public String getName() {
                return "my.cache";
            }
        }));
        RedisCache<String, String> cache = filled();

        cache.get("a");

        assertThat(registry)
                .hasSingleObservationThat()
                .hasNameEqualTo("my.cache")
                .hasLowCardinalityKeyValue("cache.outcome", "hit");
    }
}
