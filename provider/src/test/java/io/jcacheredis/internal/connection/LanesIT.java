package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Routes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.ClientPauseMode;

/** What a user sees when Redis can't be reached, refuses, or is late, and that none of it shows the password. */
class LanesIT {

    private static final String CANARY = "canary-p@ss/w%rd";
    private static final String CANARY_ENCODED = "canary-p%40ss%2Fw%25rd";
    private static final Duration TIMEOUT = Duration.ofMillis(700);
    /** For a busy machine; far less than a second time-out of the same operation would take with a longer one. */
    private static final Duration SLACK = Duration.ofSeconds(3);

    private static final byte[] KEY = "key".getBytes(UTF_8);
    private static final Mutation PUT = Mutation.set(Condition.ANY, KEY, Report.NOTHING, ExpiryPlan.NONE);

    private static EmbeddedRedis redis;
    private final List<RedisConnections> opened = new ArrayList<>();
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private PrintStream errorStream;

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.builder().password(CANARY).start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void captureLog() {
        errorStream = System.err;
        System.setErr(new PrintStream(log, true, UTF_8));
    }

    @AfterEach
    void close() {
        System.setErr(errorStream);
        opened.forEach(RedisConnections::close);
        assertThat(log.toString(UTF_8)).as("log").doesNotContain("canary");
    }

    @Test
    void rightPassword_works() {
        assertThat(store(redis.uri().toString()).apply(KEY, PUT).kind()).isEqualTo(Kind.STORED);
        assertThat(opened.get(0)).hasToString("redis://127.0.0.1:" + redis.port());
    }

    @Test
    void manyCommands_areAnsweredInTheirOrder() {
        List<KeyedMutation> mutations =
                List.of(new KeyedMutation(KEY, PUT), new KeyedMutation(KEY, Mutation.remove(Report.PRIOR)));

        assertThat(store(redis.uri().toString()).applyAll(mutations))
                .extracting(Outcome::kind)
                .containsExactly(Kind.STORED, Kind.REMOVED);
    }

    @Test
    void allLanes_areKeptForTheNextOperations() throws Exception {
        RedisConnections connections = named("kept", ConnectionSettings.LANES);
        openMany(ConnectionSettings.LANES);

        assertThat(store(connections).apply(KEY, PUT).kind()).isEqualTo(Kind.STORED);
        assertThat(clients("kept")).isEqualTo(ConnectionSettings.LANES);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void asManyLanesAsWereAskedFor_areConnected_howeverManyThreadsThereAre(int count) throws Exception {
        RedisConnections connections = named("counted-" + count, count);
        openMany(count);

        ExecutorService executor = Executors.newFixedThreadPool(3 * count);
        Callable<Object> ping = () ->
                connections.execute(new CommandObject<>(new CommandArguments(Command.PING), BuilderFactory.RAW_OBJECT));
        for (Future<Object> each : executor.invokeAll(Collections.nCopies(100 * count, ping))) {
            each.get();
        }
        executor.shutdown();
        assertThat(clients("counted-" + count)).isEqualTo(count);
    }

    /** With a name of their own, since the server may still know connections of the test before for a moment. */
    private RedisConnections named(String name, int lanes) {
        RedisAddress address = RedisAddress.parse(redis.uri().toString());
        RedisConnections connections = TestConnections.open(new ConnectionSettings(
                address, TIMEOUT, lanes, name, TlsSettings.DEFAULT, Login.NONE, ReadFrom.MASTER));
        opened.add(connections);
        return connections;
    }

    private static long clients(String name) {
        try (Jedis jedis = new Jedis(redis.uri())) {
            return jedis.clientList()
                    .lines()
                    .filter(each -> each.contains("name=" + name + " "))
                    .count();
        }
    }

    /** Has so many operations at once, each of which needs a connection of its own. */
    private void openMany(int count) throws Exception {
        RedisConnections connections = opened.get(0);
        ExecutorService executor = Executors.newFixedThreadPool(count);
        try (Jedis jedis = new Jedis(redis.uri())) {
            CommandArguments wait =
                    new CommandArguments(Command.BLPOP).key("signal").add("0");
            Callable<Object> waiter = () -> connections.execute(new CommandObject<>(wait, BuilderFactory.RAW_OBJECT));
            List<Future<Object>> waiting = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                waiting.add(executor.submit(waiter));
            }
            await().until(() -> jedis.info("clients").contains("blocked_clients:" + count));
            jedis.rpush("signal", Collections.nCopies(count, "go").toArray(String[]::new));
            for (Future<Object> each : waiting) {
                each.get();
            }
        } finally {
            executor.shutdownNow();
        }
    }

    /** What broke one connection most likely broke them all. */
    @Test
    void restart_withManyConnections_isOneFailureAndNotOneForEach() throws Exception {
        RedisEntryStore store = store(redis.uri().toString());
        openMany(ConnectionSettings.LANES);
        redis.restart();

        failure(store);

        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.STORED);
    }

    @Test
    void generation_isAnother_afterEachWayInWhichConnectionsBreak() throws IOException {
        RedisEntryStore store = store(redis.uri().toString());
        store.apply(KEY, PUT);
        assertThat(opened.get(0).generation()).isZero();
        redis.pause();
        try {
            failure(store);
            assertThat(opened.get(0).generation()).as("no answer").isOne();
            failure(store);
            assertThat(opened.get(0).generation()).as("no connection").isEqualTo(2);
        } finally {
            redis.resume();
        }
        await().ignoreExceptions().until(() -> store.apply(KEY, PUT).changed());
        int before = opened.get(0).generation();
        redis.pause();
        try {
            failure(() -> store.applyAll(List.of(new KeyedMutation(KEY, PUT))));
            assertThat(opened.get(0).generation()).as("no answer to many").isEqualTo(before + 1);
        } finally {
            redis.resume();
        }
    }

    @Test
    void refusedConnection_saysWhereAndWhatToDo() throws IOException {
        int port = freePort();

        CacheException failure = failure(store("redis://:" + CANARY_ENCODED + "@127.0.0.1:" + port));

        assertThat(failure)
                .hasMessageContaining("cache 'orders'")
                .hasMessageContaining("redis://127.0.0.1:" + port + " can't be reached")
                .hasMessageContaining("Connection refused")
                .hasMessageContaining("Is it running?")
                .hasMessageContaining("REDIS_URL");
    }

    @Test
    void unknownHost_saysWhichAndWhatToDo() {
        CacheException failure = failure(store("redis://:" + CANARY_ENCODED + "@no-such-host.invalid"));

        assertThat(failure)
                .hasMessageContaining("no-such-host.invalid:6379 can't be reached")
                .hasMessageContaining("UnknownHost")
                .hasMessageContaining("REDIS_URL");
    }

    @Test
    void wrongPassword_saysWhereToCheckIt() {
        CacheException failure = failure(store(url(":canary-wrong@", "")));

        assertThat(failure)
                .hasMessageContaining("refused")
                .hasMessageContaining("WRONGPASS")
                .hasMessageContaining("Check user, password and permissions")
                .hasMessageContaining("REDIS_URL");
    }

    @Test
    void noPassword_saysWhereToSetIt() {
        assertThat(failure(store(url("", ""))))
                .hasMessageContaining("NOAUTH")
                .hasMessageContaining("Check user, password and permissions");
    }

    @Test
    void missingPermission_saysWhichAndWhereToCheck() {
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.aclSetUser("reader", "on", ">" + CANARY, "~*", "+get", "+hello", "+auth", "+ping");
        }
        CacheException failure = failure(store(url("reader:" + CANARY_ENCODED + "@", "")));

        assertThat(failure).hasMessageContaining("'set'").hasMessageContaining("Check user, password and permissions");
    }

    @Test
    void databaseThatDoesNotExist_isRefused() {
        assertThat(failure(store(url(":" + CANARY_ENCODED + "@", "/9999")))).hasMessageContaining("refused");
    }

    @Test
    void lateServer_isATimeOutThatSaysWhetherSomethingChanged_andHealsByItself() {
        RedisEntryStore store = store(redis.uri().toString());
        store.apply(KEY, PUT);
        redis.pause();
        try {
            assertThat(failure(store))
                    .as("over an old connection: the command was sent")
                    .hasMessageContaining("did not answer within 700ms (jcache.redis.timeout)")
                    .hasMessageContaining("whether a change was made is unknown");
            assertThat(failure(store))
                    .as("over a new one: its handshake had no answer")
                    .hasMessageContaining("did not answer within 700ms (jcache.redis.timeout)")
                    .hasMessageContaining("nothing was changed");
        } finally {
            redis.resume();
        }
        await().ignoreExceptions()
                .until(() -> store.apply(KEY, Mutation.exists()).existed());
    }

    @Test
    void writesHeldBack_areATimeOut_inBulkToo() {
        RedisEntryStore store = store(redis.uri().toString());
        store.apply(KEY, PUT);
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.clientPause(60_000, ClientPauseMode.WRITE);
            try {
                assertThat(failure(store)).hasMessageContaining("did not answer within");
                assertThat(failure(() -> store.applyAll(Collections.nCopies(3, new KeyedMutation(KEY, PUT)))))
                        .hasMessageContaining("did not answer within");
            } finally {
                jedis.clientUnpause();
            }
        }
        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.STORED);
    }

    @Test
    void restart_healsAfterAtMostOneFailurePerThread() {
        RedisEntryStore store = store(redis.uri().toString());
        store.apply(KEY, PUT);

        redis.restart();

        try {
            store.apply(KEY, PUT);
        } catch (CacheException e) {
            assertThat(e).hasMessageContaining("can't be reached");
        }
        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.STORED);
        assertThat(store.apply(KEY, Mutation.exists()).existed()).isTrue();
    }

    @Test
    void outage_failsAndThenHealsByItself() {
        RedisEntryStore store = store(redis.uri().toString());
        store.apply(KEY, PUT);

        redis.kill();
        try {
            failure(store); // by the old connection
            assertThat(failure(store)).hasMessageContaining("can't be reached");
        } finally {
            redis.restart();
        }
        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.STORED);
    }

    @Test
    void serverThatIsDownAtFirst_isUsedWhenItComes() {
        redis.kill();
        RedisEntryStore store;
        try {
            store = store(redis.uri().toString());
            failure(store);
        } finally {
            redis.restart();
        }
        assertThat(store.apply(KEY, PUT).kind()).isEqualTo(Kind.STORED);
    }

    @Test
    void busyLanes_areAFailureThatSaysWhetherSomethingChanged() throws Exception {
        withAllLanesBusy(store -> assertThat(failure(store))
                .hasMessageContaining("were busy for 700ms")
                .hasMessageContaining("nothing was changed"));
    }

    @Test
    void interrupt_whileWaitingForALane_isKept() throws Exception {
        withAllLanesBusy(store -> {
            Thread.currentThread().interrupt();
            CacheException failure = failure(store);
            assertThat(Thread.interrupted())
                    .as("the interrupt, after " + failure)
                    .isTrue();
            assertThat(failure).hasMessageContaining("interrupted").hasMessageContaining("nothing was changed");
        });
    }

    @Test
    void closed_saysSo() {
        RedisEntryStore store = store(redis.uri().toString());
        store.apply(KEY, PUT);
        opened.get(0).close();
        opened.get(0).close();

        assertThat(failure(IllegalStateException.class, () -> store.apply(KEY, PUT)))
                .hasMessageContaining("are closed");
    }

    @Test
    void connectionThatTheServerClosedWhileItIdled_isNotUsed() {
        try (EmbeddedRedis impatient =
                        EmbeddedRedis.builder().arguments("--timeout", "1").start();
                RedisConnections connections = TestConnections.open(
                        RedisAddress.parse(impatient.uri().toString()), TIMEOUT, Duration.ofMillis(300));
                Jedis jedis = new Jedis(impatient.uri())) {
            RedisEntryStore store = new RedisEntryStore(
                    KeySpace.of("jcache:", "orders"),
                    new Routes(connections),
                    Mode.NATIVE,
                    1 << 20,
                    Duration.ofSeconds(5));
            store.apply(KEY, PUT);
            await().until(() -> !jedis.clientList().contains("name=jcache-redis"));

            assertThat(store.apply(KEY, Mutation.exists()).existed()).isTrue();
        }
    }

    @Test
    void complaintOfTheServer_repeatsNoKeyAndNoValue() {
        try (EmbeddedRedis without =
                EmbeddedRedis.builder().arguments("--rename-command", "SET", "").start()) {
            RedisEntryStore store = store(without.uri().toString());
            CacheException failure = failure(() -> store.apply(
                    "canary-key".getBytes(UTF_8),
                    Mutation.set(Condition.ANY, "canary-value".getBytes(UTF_8), Report.NOTHING, ExpiryPlan.NONE)));

            assertThat(failure).hasMessageContaining("unknown command");
        }
    }

    @Test
    void serverWithoutHello_isRefusedWithoutTheSecret() {
        try (EmbeddedRedis old = EmbeddedRedis.builder()
                .password(CANARY)
                .arguments("--rename-command", "HELLO", "")
                .start()) {
            RedisEntryStore store = store(old.uri().toString());
            for (int i = 0; i <= ConnectionSettings.LANES; i++) { // none of which takes a lane away
                assertThat(failure(store))
                        .hasMessageContaining("does not know HELLO")
                        .hasMessageContaining("needs Redis 7.0 or Valkey 7.2");
            }
        }
    }

    @Test
    void serverThatIsNoRedis_isAFailureWithinTheDeadline() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            failure(store("redis://:" + CANARY_ENCODED + "@127.0.0.1:" + silent.getLocalPort()));
        }
    }

    /** Who comes while all lanes wait for their deadlines has his own when they have ended, and too little time left. */
    private void withAllLanesBusy(Consumer<RedisEntryStore> test) {
        RedisEntryStore store = store(redis.uri().toString());
        SingleServer lanes = (SingleServer) opened.get(0);
        ExecutorService executor = Executors.newFixedThreadPool(ConnectionSettings.LANES);
        redis.pause();
        try {
            for (int i = 0; i < ConnectionSettings.LANES; i++) {
                Future<?> unused = executor.submit(() -> store.apply(KEY, PUT));
            }
            while (lanes.busy() < ConnectionSettings.LANES) {
                Thread.onSpinWait();
            }
            test.accept(store);
        } finally {
            redis.resume();
            executor.shutdown();
        }
    }

    private RedisEntryStore store(String url) {
        RedisConnections connections = TestConnections.open(RedisAddress.parse(url), TIMEOUT);
        opened.add(connections);
        assertThat(connections.toString()).doesNotContain("canary");
        return store(connections);
    }

    private static RedisEntryStore store(RedisConnections connections) {
        RedisEntryStore store = new RedisEntryStore(
                KeySpace.of("p:", "orders"), new Routes(connections), Mode.NATIVE, 1 << 20, Duration.ofSeconds(5));
        assertThat(store.toString()).doesNotContain("canary");
        return store;
    }

    private static String url(String login, String path) {
        return "redis://" + login + "127.0.0.1:" + redis.port() + path;
    }

    private static CacheException failure(RedisEntryStore store) {
        return failure(() -> store.apply(KEY, PUT));
    }

    /** The failure of the operation, which came within the deadline and shows no secret. */
    private static CacheException failure(Runnable operation) {
        return failure(CacheException.class, operation);
    }

    private static <T extends RuntimeException> T failure(Class<T> type, Runnable operation) {
        long start = System.nanoTime();
        T failure = catchThrowableOfType(type, operation::run);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(TIMEOUT.plus(SLACK));
        assertThat(failure).hasMessageStartingWith("cache 'orders': ").hasCauseInstanceOf(RuntimeException.class);
        for (Throwable part : parts(failure, Collections.newSetFromMap(new IdentityHashMap<>()))) {
            assertThat(part.toString() + part.getMessage() + part.getLocalizedMessage())
                    .doesNotContain("canary");
        }
        return failure;
    }

    private static Set<Throwable> parts(Throwable failure, Set<Throwable> seen) {
        if (failure != null && seen.add(failure)) {
            parts(failure.getCause(), seen);
            for (Throwable suppressed : failure.getSuppressed()) {
                parts(suppressed, seen);
            }
        }
        return seen;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
