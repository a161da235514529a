package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.CacheUnavailableException.Reason;
import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redis.clients.jedis.Jedis;

/** Strict caches that wait for a replica: they say when nobody but the master has a change. */
@Tag("servers")
class WaitForReplicasIT {

    private static EmbeddedRedis master;
    private static EmbeddedRedis replica;

    private Opened opened;
    private Cache<String, String> strict;

    @BeforeAll
    static void start() {
        master = EmbeddedRedis.start();
        replica = EmbeddedRedis.builder()
                .arguments("--replicaof", master.host(), Integer.toString(master.port()))
                .arguments("--repl-diskless-sync-delay", "0")
                .start();
    }

    @AfterAll
    static void stop() {
        replica.close();
        master.close();
    }

    @BeforeEach
    void open() {
        Servers.ask(replica, jedis -> jedis.replicaof(master.host(), master.port()));
        await().until(() ->
                Servers.ask(replica, jedis -> jedis.info("replication")).contains("master_link_status:up"));
        opened = open("400ms");
        strict = strict(opened);
        strict.put("k", "old");
    }

    @AfterEach
    void close() {
        replica.resume();
        opened.close();
        master.flush();
    }

    private static Opened open(String timeout) {
        return Opened.at(master.uri(), "jcache.redis.timeout", timeout, "jcache.redis.wait-for-replicas", "1");
    }

    private static Cache<String, String> strict(Opened opened) {
        return opened.manager.createCache(
                "strict",
                new RedisConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setOnFailure(OnFailure.STRICT));
    }

    private static Stream<Named<Consumer<Cache<String, String>>>> changes() {
        return Stream.of(
                Named.of("put", cache -> cache.put("k", "new")),
                Named.of("getAndPut", cache -> cache.getAndPut("k", "new")),
                Named.of("putIfAbsent", cache -> cache.putIfAbsent("other", "new")),
                Named.of("replace", cache -> cache.replace("k", "new")),
                Named.of("replace equal", cache -> cache.replace("k", "old", "new")),
                Named.of("getAndReplace", cache -> cache.getAndReplace("k", "new")),
                Named.of("remove", cache -> cache.remove("k")),
                Named.of("remove equal", cache -> cache.remove("k", "old")),
                Named.of("getAndRemove", cache -> cache.getAndRemove("k")),
                Named.of("putAll", cache -> cache.putAll(Map.of("k", "new", "other", "new"))),
                Named.of("removeAll of keys", cache -> cache.removeAll(Set.of("k"))),
                Named.of("removeAll", Cache::removeAll),
                Named.of("clear", Cache::clear),
                Named.of("invoke", cache -> cache.invoke("k", WaitForReplicasIT::write)),
                Named.of(
                        "invokeAll",
                        cache -> cache.invokeAll(Set.of("k"), WaitForReplicasIT::write)
                                .get("k")
                                .get()));
    }

    private static Object write(javax.cache.processor.MutableEntry<String, String> entry, Object... arguments) {
        entry.setValue("new");
        return "done";
    }

    @ParameterizedTest
    @MethodSource("changes")
    void change_thatTheReplicaHas_returns(Consumer<Cache<String, String>> change) {
        assertThatCode(() -> change.accept(strict)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @MethodSource("changes")
    void change_thatTheReplicaLacks_isMade_andSaid(Consumer<Cache<String, String>> change) {
        replica.pause();

        assertThatThrownBy(() -> change.accept(strict)).satisfies(thrown -> {
            CacheUnavailableException failure = unavailable(thrown);
            assertThat(failure.reason()).isEqualTo(Reason.NOT_REPLICATED);
            assertThat(failure.isOutcomeUnknown()).isTrue();
            assertThat(failure)
                    .hasMessageContaining("made the change")
                    .hasMessageContaining("within 200 ms only 0 of 1 replicas had it")
                    .hasMessageContaining("jcache.redis.wait-for-replicas");
        });
        assertThat(strict.get("k") + strict.get("other")).isNotEqualTo("oldnull");
    }

    private static CacheUnavailableException unavailable(Throwable thrown) {
        return (CacheUnavailableException) (thrown instanceof CacheUnavailableException ? thrown : thrown.getCause());
    }

    @Test
    void changes_areWithTheReplica_whenTheirMethodsReturn() {
        try (Jedis jedis = new Jedis(replica.uri())) {
            for (int i = 0; i < 500; i++) {
                strict.put("k", "v" + i);
                assertThat(jedis.get("jcache:strict:k")).isEqualTo("v" + i);
            }
        }
    }

    @Test
    void reads_andCachesThatDegrade_dontWait() {
        Cache<String, String> degrading = opened.cache("degrading");
        replica.pause();

        assertThat(strict.get("k")).isEqualTo("old");
        assertThat(strict.containsKey("k")).isTrue();
        assertThat(strict.getAll(Set.of("k"))).containsEntry("k", "old");
        assertThat(strict).hasSize(1);
        assertThat(strict.<String>invoke("k", (entry, arguments) -> entry.getValue()))
                .isEqualTo("old");
        changes().forEach(change -> change.getPayload().accept(degrading));
    }

    /** Each lane waits with whom it serves. */
    @Test
    void whoWaits_holdsUpNobodyElse() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try (Opened patient = open("20s")) {
            Cache<String, String> waiting = strict(patient);
            Cache<String, String> degrading = patient.cache("degrading");
            waiting.put("k", "v");
            replica.pause();
            List<Future<?>> writers = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                writers.add(threads.submit(() -> waiting.put("k", "new")));
            }
            await().until(() ->
                    !Servers.ask(master, jedis -> jedis.info("clients")).contains("blocked_clients:0"));
            for (int i = 0; i < 1000; i++) {
                degrading.put("k", "v");
                assertThat(waiting.get("k")).isEqualTo("new");
            }
            assertThat(writers).noneMatch(Future::isDone);
            replica.resume();
            for (Future<?> writer : writers) {
                writer.get(20, TimeUnit.SECONDS);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** The replica has been made a master, and the old one, which takes writes as before, does not know. */
    @Test
    void masterThatWasReplaced_isFoundOut() {
        Servers.ask(replica, Jedis::replicaofNoOne);

        assertThatThrownBy(() -> strict.put("k", "lost"))
                .isInstanceOfSatisfying(
                        CacheUnavailableException.class,
                        failure -> assertThat(failure.reason()).isEqualTo(Reason.NOT_REPLICATED));
        assertThat(Servers.<String>ask(replica, jedis -> jedis.get("jcache:strict:k")))
                .isEqualTo("old");
    }

    @Test
    void userWhoMayNotWait_isToldAtTheStart() {
        Servers.ask(master, admin -> {
            AdvisedUser.make(admin);
            return admin;
        });
        URI uri = AdvisedUser.at(master.port());
        try (Opened degrading = Opened.at(uri, "jcache.redis.wait-for-replicas", "1")) {
            assertThatCode(() -> degrading.cache("any")).doesNotThrowAnyException();
        }
        try (Opened all = Opened.at(uri, "jcache.redis.wait-for-replicas", "1", "jcache.redis.on-failure", "strict")) {
            assertThatThrownBy(() -> all.cache("any")).hasMessageContaining("add to the user's rules +wait");
        }
    }
}
