package io.jcacheredis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.junit.RedisExtension;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationEvent;
import io.jcacheredis.invalidation.InvalidationResult;
import io.jcacheredis.invalidation.InvalidationStrategy;
import io.jcacheredis.invalidation.PurgeStrategy;
import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Entries removed by domain events, as users do it. */
class InvalidationIT {

    private static final Duration HOUR = Duration.ofHours(1);

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @TempDir
    Path folder;

    private Opened opened;

    @BeforeEach
    void open() {
        redis.server().flush();
        opened = Opened.at(redis.uri());
        Counting.made.set(0);
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @SuppressWarnings("unchecked")
    private RedisCache<String, String> cache(String name) {
        return opened.cache(name).unwrap(RedisCache.class);
    }

    private InvalidationResult handle(String type, Map<String, ?> attributes) {
        return opened.manager.invalidator().handle(InvalidationEvent.of(type, attributes));
    }

    @Test
    void event_removesWhatItsStrategiesMean_andNothingElse() {
        RedisCache<String, String> details = cache("property:detail");
        RedisCache<String, String> lists = cache("properties:list");
        RedisCache<String, String> reports = cache("reports");
        details.putAll(Map.of("prop-1", "v", "prop-2", "v"));
        lists.putAll(Map.of("t1:a", "v", "t1:b", "v", "t2:a", "v"));
        reports.put("r1", "v", HOUR, "tenant:t1");
        reports.put("r2", "v", HOUR, "tenant:t2");
        opened.manager
                .invalidator()
                .add(PurgeStrategy.on("property.updated", "property.deleted")
                        .purging("property:detail:{property_id}", "properties:list:{tenant_id}:*")
                        .purgingTags("tenant:{tenant_id}"));

        InvalidationResult result = handle("property.updated", Map.of("property_id", "prop-1", "tenant_id", "t1"));

        assertThat(result.removed()).isEqualTo(4);
        assertThat(result.failures()).isEmpty();
        assertThat(details).hasSize(1);
        assertThat(lists).hasSize(1);
        assertThat(reports.get("r2")).isEqualTo("v");
        assertThat(handle("property.viewed", Map.of("property_id", "prop-2")).removed())
                .isZero();
    }

    /** What an event says is a text, whatever it looks like. */
    @Test
    void hostileValues_removeTheEntryThatIsCalledSo() {
        List<String> hostile = List.of("*", "?", "[a]", "\\", "\\*", "{x}", "}}", "a*", "a", "b", "", "é", "a:b", "^");
        RedisCache<String, String> details = cache("property:detail");
        RedisCache<String, String> reports = cache("reports");
        opened.manager
                .invalidator()
                .add(PurgeStrategy.on("t").purging("property:detail:{id}").purgingTags("tag:{id}"));
        for (String value : hostile) {
            hostile.forEach(key -> details.put(key, "v"));
            hostile.forEach(key -> reports.put(key, "v", HOUR, "tag:" + key));

            assertThat(handle("t", Map.of("id", value)).removed()).as(value).isEqualTo(2);
            assertThat(details.containsKey(value)).isFalse();
            assertThat(reports.containsKey(value)).isFalse();
            assertThat(details.size() + reports.size()).isEqualTo(2L * hostile.size() - 2);
        }
        assertThat(handle("t", Map.of("id", "\uD800")).removed()).isZero();
    }

    @Test
    void purgeByTag_ofTheManager_isOfAllItsCaches() {
        RedisCache<String, String> users = cache("users");
        RedisCache<String, String> reports = cache("reports");
        for (RedisCache<String, String> cache : List.of(users, reports)) {
            cache.put("a", "v", HOUR, "x");
            cache.put("b", "v", HOUR, "y");
            cache.put("c", "v", HOUR, "z");
        }

        assertThat(opened.manager.purgeByTag("x", "y")).isEqualTo(4);
        assertThat(users.get("c")).isEqualTo("v");
        assertThat(reports.get("c")).isEqualTo("v");
        assertThat(opened.manager.purgeByTag("nobody's")).isZero();
        assertThatThrownBy(() -> opened.manager.purgeByTag()).hasMessageContaining("no tag is given");
        assertThatThrownBy(() -> opened.manager.purgeByTag("x", "")).hasMessageContaining("must not be empty");
        assertThatThrownBy(() -> opened.manager.purgeByTag((String) null)).isInstanceOf(NullPointerException.class);
    }

    @Test
    void invalidator_isOneForTheManager_andEndsWithIt() {
        EventDrivenInvalidator invalidator = opened.manager.invalidator();
        assertThat(opened.manager.invalidator()).isSameAs(invalidator);
        RedisCacheManager other = opened.provider
                .getCacheManager(URI.create("other"), null, Opened.settings(redis.uri()))
                .unwrap(RedisCacheManager.class);
        assertThat(other.invalidator()).isNotSameAs(invalidator);
        opened.manager.close();

        InvalidationEvent event = InvalidationEvent.of("t", Map.of());
        assertThatThrownBy(() -> opened.manager.invalidator()).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> opened.manager.purgeByTag("x")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> invalidator.handle(event)).isInstanceOf(IllegalStateException.class);
        assertThat(other.invalidator().handle(event).removed()).isZero();
    }

    /** A strategy that a file in {@code META-INF/services} names. */
    public static final class Counting implements InvalidationStrategy {

        static final AtomicInteger made = new AtomicInteger();

        public Counting() {
            made.incrementAndGet();
        }

        @Override
        public boolean shouldInvalidate(InvalidationEvent event) {
            return event.type().equals("custom.event");
        }

        @Override
        public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
            return caches.purge(
                    "property:detail:" + event.attribute("property_id").orElseThrow());
        }
    }

    /** Can't be made. */
    public static final class Broken implements InvalidationStrategy {

        public Broken() {
            throw new IllegalStateException("on purpose");
        }

        @Override
        public boolean shouldInvalidate(InvalidationEvent event) {
            return true;
        }

        @Override
        public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
            return 1;
        }
    }

    private URLClassLoader services(Stream<String> lines) throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.write(services.resolve(InvalidationStrategy.class.getName()), lines.toList(), UTF_8);
        return new URLClassLoader(new URL[] {folder.toUri().toURL()}, InvalidationIT.class.getClassLoader());
    }

    @Test
    void services_areThoseOfTheManagersClassLoader_madeAtTheFirstUse_andABrokenOneIsNamed() throws IOException {
        Stream<String> lines = Stream.of(
                Broken.class.getName(), "com.acme.Nowhere", PurgeIT.class.getName(), Counting.class.getName());
        try (URLClassLoader loader = services(lines);
                Logged logged = Logged.of("io.jcacheredis.internal.manager.Services")) {
            RedisCacheManager manager = opened.provider
                    .getCacheManager(URI.create("services"), loader, Opened.settings(redis.uri()))
                    .unwrap(RedisCacheManager.class);
            manager.createCache("property:detail", new RedisConfiguration<String, String>())
                    .put("prop-1", "v");
            assertThat(Counting.made).hasValue(0);
            assertThat(logged.text()).isEmpty();

            InvalidationEvent event = InvalidationEvent.of("custom.event", Map.of("property_id", "prop-1"));
            assertThat(manager.invalidator().handle(event)).isEqualTo(new InvalidationResult(1, List.of()));
            assertThat(manager.invalidator().handle(event).removed()).isZero();

            assertThat(Counting.made).hasValue(1);
            assertThat(logged.text())
                    .contains(
                            Broken.class.getName(),
                            "com.acme.Nowhere",
                            PurgeIT.class.getName() + " not a subtype",
                            "is left out");
            assertThat(opened.manager.invalidator().handle(event).removed()).isZero();
        }
    }

    @Test
    void serviceFileThatIsBroken_leavesTheRest() throws IOException {
        try (URLClassLoader loader = services(Stream.of("not a class name"));
                Logged logged = Logged.of("io.jcacheredis.internal.manager.Services")) {
            RedisCacheManager manager = opened.provider
                    .getCacheManager(URI.create("services"), loader, Opened.settings(redis.uri()))
                    .unwrap(RedisCacheManager.class);

            assertThat(manager.invalidator().add(PurgeStrategy.on("a"))).isTrue();
            assertThat(logged.text()).contains(InvalidationStrategy.class.getName() + ":1");
        }
    }

    @Test
    void invalidator_ofManyThreadsThatComeFirst_isOne() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            List<Callable<EventDrivenInvalidator>> first = Collections.nCopies(8, () -> opened.manager.invalidator());
            Set<EventDrivenInvalidator> got = Collections.newSetFromMap(new IdentityHashMap<>());
            for (Future<EventDrivenInvalidator> each : threads.invokeAll(first)) {
                got.add(each.get());
            }
            assertThat(got).hasSize(1);
        } finally {
            threads.shutdownNow();
        }
    }

    /** One that degrades removes what it owes later, which is no failure. */
    @ParameterizedTest
    @EnumSource(OnFailure.class)
    void withoutRedis_onlyAStrictCacheFails(OnFailure mode) {
        try (Opened away = Opened.at(URI.create("redis://127.0.0.1:1"))) {
            away.manager.createCache("users", new RedisConfiguration<String, String>().setOnFailure(mode));
            AtomicInteger asked = new AtomicInteger();
            away.manager
                    .invalidator()
                    .add(PurgeStrategy.on("t").purging("users:{id}").purgingTags("{id}"));
            away.manager.invalidator().add(new Failing() {
                @Override
                public boolean shouldInvalidate(InvalidationEvent event) {
                    asked.incrementAndGet();
                    return false;
                }
            });

            InvalidationResult result = away.manager.invalidator().handle(InvalidationEvent.of("t", Map.of("id", 1)));

            assertThat(result.removed()).isZero();
            assertThat(result.failures()).hasSize(mode == OnFailure.STRICT ? 1 : 0);
            assertThat(asked).hasValue(1);
        }
    }

    /** The strategies of a configuration, a service and a program are asked, and the listener may be named in a file. */
    @Test
    @SuppressWarnings("unchecked")
    void rulesOfAFile_areThereFromTheStart() throws IOException {
        Path file = Files.writeString(folder.resolve("rules.yaml"), """
                jcache:
                  redis:
                    caches:
                      users:
                        key-type: String
                        listeners:
                          - class: io.jcacheredis.invalidation.InvalidatingListener
                            synchronous: true
                      others:
                        key-type: String
                        listeners:
                          - class: io.jcacheredis.invalidation.InvalidatingListener
                            synchronous: true
                      property:detail: {key-type: String}
                      sessions: {key-type: String}
                    invalidation:
                      - on: [property.updated, property.deleted]
                        purge: ["property:detail:{property_id}"]
                        purge-tags: "tenant:{tenant_id}"
                      - on: cache.*
                        when: {cache: users}
                        purge: "sessions:{key}:*"
                """);
        try (URLClassLoader loader = services(Stream.of(Counting.class.getName()))) {
            RedisCacheManager manager = opened.provider
                    .getCacheManager(file.toUri(), loader, Opened.settings(redis.uri()))
                    .unwrap(RedisCacheManager.class);
            Cache<Object, Object> details = manager.getCache("property:detail");
            RedisCache<Object, Object> sessions = manager.getCache("sessions").unwrap(RedisCache.class);
            for (int i = 1; i <= 4; i++) {
                details.put("prop-" + i, "v");
            }
            sessions.putAll(Map.of("u1:a", "v", "u2:a", "v"));
            sessions.put("u3:a", "v", HOUR, "tenant:t1");
            manager.invalidator().add(PurgeStrategy.on("mine").purging("property:detail:prop-3"));

            Map<String, String> event = Map.of("property_id", "prop-1", "tenant_id", "t1");
            assertThat(manager.invalidator().handle(InvalidationEvent.of("property.deleted", event)))
                    .isEqualTo(new InvalidationResult(2, List.of()));
            assertThat(manager.invalidator()
                            .handle(InvalidationEvent.of("custom.event", Map.of("property_id", "prop-2")))
                            .removed())
                    .isOne();
            assertThat(manager.invalidator()
                            .handle(InvalidationEvent.of("mine", Map.of()))
                            .removed())
                    .isOne();
            assertThat(details).extracting(Cache.Entry::getKey).containsExactly("prop-4");

            manager.getCache("others").put("u1", "v");
            assertThat(sessions.size()).isEqualTo(2);
            manager.getCache("users").put("u1", "v");
            assertThat(sessions).extracting(Cache.Entry::getKey).containsExactly("u2:a");
        }
    }

    /** Fails. */
    static class Failing implements InvalidationStrategy {

        @Override
        public boolean shouldInvalidate(InvalidationEvent event) {
            return true;
        }

        @Override
        public long invalidate(InvalidationEvent event, RedisCacheManager caches) {
            throw new IllegalStateException("on purpose");
        }
    }
}
