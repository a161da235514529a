package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Three JVMs with four threads each race for the same entries, in both command modes: what is atomic comes out exact. */
class AtomicInvokeIT {

    private static final int JVMS = 3;
    private static final int RACERS = JVMS * RacingJvm.THREADS;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    /** What the JVMs of one race printed. */
    private record Race(List<Long> wins, List<Long> attempts, List<Long> millis, List<Long> prior, List<Long> taken) {

        long won() {
            return sum(wins);
        }

        String told(String what) {
            long slowest = millis.stream().mapToLong(Long::longValue).max().orElseThrow();
            return what + ": " + won() + " in " + slowest + " ms, " + (sum(attempts) - won()) + " re-runs";
        }

        private static long sum(List<Long> numbers) {
            return numbers.stream().mapToLong(Long::longValue).sum();
        }
    }

    private static final List<ChildJvm> jvms = new ArrayList<>();

    @BeforeAll
    static void startJvms() {
        for (int i = 0; i < JVMS; i++) {
            jvms.add(
                    ChildJvm.of(RacingJvm.class, redis.uri().toString(), "" + i).start());
        }
        jvms.forEach(jvm -> jvm.awaitReady(LIMIT));
    }

    @AfterAll
    static void endJvms() {
        jvms.forEach(ChildJvm::close);
    }

    @BeforeEach
    void empty() {
        redis.server().flush();
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "script"})
    void invoke_incrementsOfOneKeyByThreeJvms_loseNone(String commands) {
        Race race = race(commands, "invoke", 500);

        System.out.println(race.told("invoke, " + commands));
        assertThat(value(RacingJvm.KEY)).isEqualTo(6000);
        assertThat(race.millis()).allMatch(millis -> millis < LIMIT.toMillis());
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "script"})
    void replaceOldByNew_asCompareAndSetLoop_losesNone(String commands) {
        Race race = race(commands, "replace", 100);

        System.out.println(race.told("replace(k,o,n), " + commands));
        assertThat(value(RacingJvm.KEY)).isEqualTo(100 * RACERS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "script"})
    void putIfAbsent_ofEachKey_succeedsOnce(String commands) {
        assertThat(race(commands, "putIfAbsent", 500).won()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "script"})
    void remove_ofEachKey_succeedsOnce(String commands) {
        fill(500);

        assertThat(race(commands, "remove", 500).won()).isEqualTo(500);
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "script"})
    void getAndRemove_ofEachKey_givesItsValueToOne(String commands) {
        fill(500);

        assertThat(race(commands, "getAndRemove", 500).taken())
                .containsExactlyInAnyOrderElementsOf(
                        LongStream.range(0, 500).boxed().toList());
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "script"})
    void getAndPut_ofOneKey_handsEveryValueToExactlyOne(String commands) {
        Race race = race(commands, "getAndPut", 200);

        assertEveryValueWasSeenOnce(race, tokens(200));
    }

    @ParameterizedTest
    @ValueSource(strings = {"native", "script"})
    void getAndReplace_ofOneKey_handsEveryValueToExactlyOne(String commands) {
        try (Opened opened = Opened.at(redis.uri())) {
            opened.cache("races", String.class, Long.class).put(RacingJvm.KEY, 0L);
        }

        Race race = race(commands, "getAndReplace", 200);

        assertEveryValueWasSeenOnce(
                race, Stream.concat(Stream.of(0L), tokens(200).stream()).toList());
    }

    /** All that was put is a prior of somebody, except the last. */
    private static void assertEveryValueWasSeenOnce(Race race, List<Long> put) {
        List<Long> seen = new ArrayList<>(race.prior());
        seen.add(value(RacingJvm.KEY));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(put);
    }

    private static List<Long> tokens(int rounds) {
        return LongStream.range(0, RACERS)
                .flatMap(racer -> LongStream.range(0, rounds).map(i -> racer * 1_000_000L + 1 + i))
                .boxed()
                .toList();
    }

    private static void fill(int count) {
        try (Opened opened = Opened.at(redis.uri())) {
            Cache<String, Long> cache = opened.cache("races", String.class, Long.class);
            LongStream.range(0, count).forEach(i -> cache.put("key-" + i, i));
        }
    }

    private static long value(String key) {
        try (Opened opened = Opened.at(redis.uri())) {
            return opened.cache("races", String.class, Long.class).get(key);
        }
    }

    private static Race race(String commands, String action, int rounds) {
        String name = action + "-" + commands;
        jvms.forEach(jvm -> jvm.tell(name + " " + commands + " " + action + " " + rounds));
        Awaitility.await(name).atMost(LIMIT).until(() -> numbers(name + ".wins").size() == JVMS);
        return new Race(
                numbers(name + ".wins"),
                numbers(name + ".attempts"),
                numbers(name + ".millis"),
                numbers(name + ".prior"),
                numbers(name + ".taken"));
    }

    private static List<Long> numbers(String name) {
        return jvms.stream()
                .flatMap(jvm -> jvm.values(name).stream())
                .map(Long::valueOf)
                .toList();
    }
}
