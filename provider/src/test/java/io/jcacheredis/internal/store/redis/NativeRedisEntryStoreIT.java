package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With the commands that any server knows. */
class NativeRedisEntryStoreIT extends RedisEntryStoreContract {

    private RecordingConnections recording;

    NativeRedisEntryStoreIT() {
        super(Mode.NATIVE);
    }

    @Override
    RedisConnections wrap(RedisConnections pooled) {
        recording = new RecordingConnections(pooled, false);
        return recording;
    }

    /** What is promised to be one native command, under the five standard policies and the questions of others. */
    static Stream<Arguments> nativeCommands() {
        Finite ten = new Finite(600_000);
        ExpiryPlan eternal = plan(Special.ETERNAL, Special.UNCHANGED, Special.UNCHANGED);
        ExpiryPlan created = plan(ten, Special.UNCHANGED, Special.UNCHANGED);
        ExpiryPlan modified = plan(ten, ten, Special.UNCHANGED);
        ExpiryPlan accessed = plan(ten, Special.UNCHANGED, ten);
        ExpiryPlan touched = plan(ten, ten, ten);
        ExpiryPlan asks = plan(Special.UNDETERMINED);
        ExpiryPlan zero = plan(Special.ZERO);
        return Stream.of(
                arguments("get", Mutation.peek(), "GET KEY"),
                arguments("get, eternal", Mutation.read(eternal), "GET KEY"),
                arguments("get, created", Mutation.read(created), "GET KEY"),
                arguments("get, modified", Mutation.read(modified), "GET KEY"),
                arguments("get, accessed", Mutation.read(accessed), "GETEX KEY PX 600000"),
                arguments("get, touched", Mutation.read(touched), "GETEX KEY PX 600000"),
                arguments("get, asks", Mutation.read(asks), "GET KEY"),
                arguments("get, then eternal", Mutation.read(plan(Special.ETERNAL)), "GETEX KEY PERSIST"),
                arguments("get, then zero", Mutation.read(zero), "GETDEL KEY"),
                arguments("containsKey", Mutation.exists(), "EXISTS KEY"),
                arguments("put, eternal", set(Condition.ANY, Report.NOTHING, eternal), "SET KEY value KEEPTTL"),
                arguments("put, modified", set(Condition.ANY, Report.NOTHING, modified), "SET KEY value PX 600000"),
                arguments("put, touched", set(Condition.ANY, Report.NOTHING, touched), "SET KEY value PX 600000"),
                arguments("put, zero", set(Condition.ANY, Report.NOTHING, zero), "UNLINK LOAD, UNLINK KEY"),
                arguments(
                        "getAndPut, modified",
                        set(Condition.ANY, Report.PRIOR, modified),
                        "SET KEY value PX 600000 GET"),
                arguments("getAndPut, eternal", set(Condition.ANY, Report.PRIOR, eternal), "SET KEY value KEEPTTL GET"),
                arguments(
                        "putIfAbsent", set(Condition.ABSENT, Report.EXISTENCE, created), "SET KEY value PX 600000 NX"),
                arguments("putIfAbsent, eternal", set(Condition.ABSENT, Report.EXISTENCE, eternal), "SET KEY value NX"),
                arguments("putIfAbsent, asks", set(Condition.ABSENT, Report.EXISTENCE, asks), "EXISTS KEY"),
                arguments(
                        "putIfAbsent, zero", set(Condition.ABSENT, Report.EXISTENCE, zero), "UNLINK LOAD, EXISTS KEY"),
                arguments("replace", set(Condition.PRESENT, Report.EXISTENCE, modified), "SET KEY value PX 600000 XX"),
                arguments(
                        "replace, created",
                        set(Condition.PRESENT, Report.EXISTENCE, created),
                        "SET KEY value KEEPTTL XX"),
                arguments(
                        "getAndReplace",
                        set(Condition.PRESENT, Report.PRIOR, modified),
                        "SET KEY value PX 600000 XX GET"),
                arguments("replace, asks", set(Condition.PRESENT, Report.EXISTENCE, asks), "EXISTS KEY"),
                arguments("replace, zero", set(Condition.PRESENT, Report.EXISTENCE, zero), "UNLINK LOAD, UNLINK KEY"),
                arguments("getAndReplace, zero", set(Condition.PRESENT, Report.PRIOR, zero), "UNLINK LOAD, GETDEL KEY"),
                arguments("getAndPut, zero", set(Condition.ANY, Report.PRIOR, zero), "UNLINK LOAD, GETDEL KEY"),
                arguments("remove", Mutation.remove(Report.EXISTENCE), "UNLINK LOAD, ZREM WRITES #, UNLINK KEY"),
                arguments("getAndRemove", Mutation.remove(Report.PRIOR), "UNLINK LOAD, ZREM WRITES #, GETDEL KEY"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @MethodSource("nativeCommands")
    void apply_isOneNativeCommand_andWhatRemovesEndsALoadFirst(String method, Mutation mutation, String command) {
        List<String> expected = Stream.of(command.split(", ", -1))
                .map(each -> each.replace("LOAD", new String(SideKeys.LOAD.of(redisKey(KEY)), UTF_8))
                        .replace("WRITES", new String(SideKeys.WRITES.of(redisKey(KEY)), UTF_8))
                        .replace("KEY", new String(redisKey(KEY), UTF_8)))
                .toList();
        for (boolean present : new boolean[] {false, true}) {
            store().clear();
            if (present) {
                put(store(), KEY, VALUE, new Finite(600_000));
            }
            recording.trips();
            CommandStats.reset(servers.get(0));

            store().apply(KEY, mutation);

            assertThat(recording.trips()).as(method).containsExactly(expected);
            Map<String, Long> counts = new HashMap<>();
            for (String each : command.split(", ", -1)) {
                counts.merge(each.substring(0, each.indexOf(' ')).toLowerCase(Locale.ROOT), 1L, Long::sum);
            }
            assertThat(CommandStats.of(servers.get(0))).as(method).isEqualTo(counts);
        }
    }

    /** What no native command says: it compares, or creation and update differ, or only existence is asked for. */
    static Stream<Mutation> scripted() {
        Finite ten = new Finite(600_000);
        ExpiryPlan created = plan(ten, Special.UNCHANGED, Special.UNCHANGED);
        return Stream.of(
                set(Condition.ANY, Report.NOTHING, created),
                set(Condition.ANY, Report.EXISTENCE, plan(ten)),
                set(Condition.ANY, Report.NOTHING, plan(Special.UNDETERMINED)),
                Mutation.replace(VALUE, VALUE, Report.EXISTENCE, created),
                Mutation.remove(VALUE, Report.EXISTENCE),
                Mutation.touch(VALUE, plan(ten)));
    }

    @ParameterizedTest
    @MethodSource("scripted")
    void apply_ofWhatNoCommandSays_isOneCallOfTheScript(Mutation mutation) {
        store().apply(KEY, mutation);
        recording.trips();

        store().apply(KEY, mutation);

        assertThat(recording.trips())
                .singleElement()
                .satisfies(trip -> assertThat(trip.subList(trip.size() - 1, trip.size()))
                        .singleElement()
                        .asString()
                        .startsWith("EVALSHA "));
    }

    @Test
    void applyAll_isOneTripForFiveHundredAndTwelve() {
        List<KeyedMutation> mutations = new ArrayList<>();
        for (int i = 0; i < 1030; i++) {
            mutations.add(new KeyedMutation(bytes("" + i), Mutation.exists()));
        }
        recording.trips();

        store().applyAll(mutations);

        assertThat(recording.trips().stream().map(List::size)).containsExactly(512, 512, 6);
    }

    @Test
    void readSome_isOneCommandForFiveHundredAndTwelve() {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 514; i++) {
            keys.add(bytes("" + i));
        }
        recording.trips();

        assertThat(store().readSome(keys, Mutation.peek())).hasSize(512);

        List<List<String>> trips = recording.trips();
        assertThat(trips).hasSize(1).allMatch(trip -> trip.size() == 1);
        assertThat(trips.get(0).get(0)).startsWith("MGET ").endsWith(":511");
    }

    @Test
    void applyAll_isOneTripForAMebibyteOfWhatIsSent() {
        byte[] large = new byte[600_000];
        List<KeyedMutation> mutations = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Mutation compares = Mutation.remove(large, Report.NOTHING);
            mutations.add(new KeyedMutation(KEY, compares));
            mutations.add(new KeyedMutation(KEY, set(Condition.ANY, Report.NOTHING, plan(Special.ETERNAL))));
        }
        recording.trips();

        store().applyAll(mutations);

        assertThat(recording.trips().stream().map(List::size)).containsExactly(7, 8, 1);
    }

    @Test
    void applyAll_tripEndsWithTheByteThatFillsAMebibyte() {
        byte[] half = new byte[(1 << 19) - KEY.length];
        Mutation fits = Mutation.set(Condition.ANY, half, Report.NOTHING, plan(Special.ETERNAL));
        recording.trips();

        store().applyAll(Collections.nCopies(5, new KeyedMutation(KEY, fits)));

        assertThat(recording.trips().stream().map(List::size)).containsExactly(2, 2, 1);
    }

    @Test
    void clear_isOneCommandForABatchOfKeys() {
        for (int i = 0; i < 10; i++) {
            put(store(), bytes("" + i), VALUE, Special.ETERNAL);
        }
        recording.trips();

        store().clear();

        List<List<String>> removals = recording.trips().stream()
                .filter(trip -> !trip.get(0).startsWith("SCAN ") && !trip.get(0).startsWith("SET jcache-redis:loads:"))
                .toList();
        assertThat(removals)
                .allSatisfy(trip -> assertThat(trip).singleElement(as(STRING)).startsWith("UNLINK "));
        assertThat(removals.stream()
                        .mapToInt(trip -> trip.get(0).split(" ", -1).length - 1)
                        .sum())
                .isEqualTo(10);
    }

    @Test
    void times_areRelativeToTheClockOfRedis() {
        store().apply(KEY, Mutation.read(plan(new Finite(600_000))));
        put(store(), KEY, VALUE, new Finite(600_000));
        assertThat(recording.trips().toString()).contains(" PX 600000").doesNotContainPattern("PXAT|EXAT|EXPIREAT");
    }

    private static Mutation set(Condition condition, Report report, ExpiryPlan plan) {
        return Mutation.set(condition, VALUE, report, plan);
    }

    private static ExpiryPlan plan(TimeToLive creation, TimeToLive update, TimeToLive access) {
        return new ExpiryPlan(creation, update, access);
    }
}
