package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore.Purge;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.TimeToLive.Finite;
import io.jcacheredis.internal.store.TimeToLive.Special;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.params.SetParams;

/** What every {@link RedisEntryStore} must do beyond what every store must. */
abstract class RedisEntryStoreContract extends RedisStoreSetUp {

    RedisEntryStoreContract(Mode mode) {
        super(mode);
    }

    /** In which 300 entries are read, of which five are of 5 MiB. */
    int mostTrips() {
        return 10;
    }

    /** Names that would match each other's keys if a character of them meant something in a pattern. */
    @Test
    void similarNames_neverShareOrClearKeys() {
        List<String> names = List.of(
                "a", "a*", "a?", "a[b]", "ab", "a\\", "a\\*", "a[", "a]", "a[^b]", "a{b}", "*", "?", "[a-z]", "A", "ä",
                "a b", "a\nb", "^a", "a-b");
        for (String name : names) {
            put(store(name), bytes(name));
            put(store(name), bytes("second"));
        }
        for (String name : names) {
            assertThat(store(name).apply(bytes(name), Mutation.peek()).prior()).isEqualTo(VALUE);
            List<byte[]> keys = new ArrayList<>();
            store(name).scan(100).forEachRemaining(keys::addAll);
            assertThat(keys).as("some maybe twice").containsOnly(bytes(name), bytes("second"));
        }
        Set<String> left = new HashSet<>(names);
        for (String name : names) {
            assertThat(store(name).clear()).as(name).isEqualTo(2);
            left.remove(name);
            for (String other : left) {
                assertThat(jedis.exists(redisKey(other, bytes(other))))
                        .as(other)
                        .isTrue();
            }
        }
    }

    /** Whatever Redis makes of them, nothing else may go. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "user:[",
                "user:[a",
                "user:[^",
                "[",
                "user:\\",
                "\\",
                "user:[z-a]",
                "user:[]",
                "user:[\\",
                "user:[a-]*"
            })
    void brokenPattern_removesNothingThatItCannotMean(String glob) {
        put(store("other"), KEY);
        put(store, bytes("user:a"));
        put(store, KEY);

        assertThat(store.purge(new Purge(KeyPattern.of(glob)))).isLessThanOrEqualTo(1);

        assertThat(store.apply(KEY, Mutation.peek()).prior()).isEqualTo(VALUE);
        assertThat(jedis.exists(redisKey("other", KEY))).isTrue();
        store("other").clear();
    }

    @Test
    void foreignKeys_ofAnyTypeAndName_areNeitherSeenNorCleared() {
        byte[] otherPrefix = bytes("other:" + cacheName + ":" + "key");
        byte[] longerName = bytes(PREFIX + cacheName + "x:key");
        byte[] noColon = bytes(PREFIX + cacheName);
        byte[] within = bytes("x" + PREFIX + cacheName + ":key");
        List<byte[]> foreign = List.of(otherPrefix, longerName, noColon, within);
        foreign.forEach(key -> jedis.set(key, VALUE));
        byte[] list = bytes(PREFIX + cacheName + "-list");
        byte[] hash = bytes("other-hash:" + cacheName);
        jedis.rpush(list, VALUE);
        jedis.hset(hash, KEY, VALUE);
        put(store, KEY);

        List<byte[]> keys = new ArrayList<>();
        store.scan(10).forEachRemaining(keys::addAll);
        assertThat(keys).as("maybe twice").containsOnly(KEY);
        assertThat(store.clear()).isEqualTo(1);

        assertThat(foreign).allMatch(key -> Arrays.equals(jedis.get(key), VALUE));
        assertThat(jedis.llen(list)).isEqualTo(1);
        assertThat(jedis.hlen(hash)).isEqualTo(1);
        foreign.forEach(jedis::del);
        jedis.del(list);
        jedis.del(hash);
    }

    @Test
    void foreignTypeAtOurKey_isAFailureThatNamesTheCache() {
        jedis.hset(redisKey(KEY), KEY, VALUE);
        List<Mutation> readers = List.of(
                Mutation.peek(),
                Mutation.read(ExpiryPlan.NONE),
                Mutation.replace(VALUE, VALUE, Report.NOTHING, ExpiryPlan.NONE),
                Mutation.remove(Report.PRIOR),
                Mutation.remove(VALUE, Report.NOTHING));
        for (Mutation mutation : readers) {
            assertThatThrownBy(() -> store.apply(KEY, mutation))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining(cacheName)
                    .hasMessageContaining("WRONGTYPE");
        }
        assertThat(jedis.hlen(redisKey(KEY))).isEqualTo(1);
        jedis.del(redisKey(KEY));
    }

    @Test
    void applyAll_oneFails_isAFailureAndTheOthersOfTheTripAreDone() {
        jedis.hset(redisKey(bytes("1")), KEY, VALUE);
        List<KeyedMutation> mutations = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            mutations.add(new KeyedMutation(
                    bytes("" + i), Mutation.set(Condition.ANY, VALUE, Report.PRIOR, ExpiryPlan.NONE)));
        }

        assertThatThrownBy(() -> store.applyAll(mutations))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining(cacheName)
                .hasMessageContaining("WRONGTYPE");

        assertThat(jedis.get(redisKey(bytes("0")))).isEqualTo(VALUE);
        assertThat(jedis.get(redisKey(bytes("2")))).isEqualTo(VALUE);
        jedis.del(redisKey(bytes("1")));
        assertThat(store.apply(bytes("0"), Mutation.peek()).prior())
                .as("the connection is in step")
                .isEqualTo(VALUE);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "5", "20", "44", "45", "100", "1000", "16384", "40000", "100000", "1048576", "-7"})
    void memory_ofAnEntry_isThatOfTheSameKeySetByHand(int size) {
        // -7 stands for a number, which Redis keeps in the key itself.
        byte[] value = size < 0 ? bytes("1234567") : new byte[size];
        Finite finite = new Finite(600_000);

        put(store, KEY, value, Special.ETERNAL);
        long eternal = memory();
        put(store, KEY, value, finite);
        long expiring = memory();
        store.apply(KEY, Mutation.read(plan(new Finite(700_000))));
        long touched = memory();

        long tolerance = size < 0 ? toleranceOfNumbers() : tolerance(size);
        assertThat(eternal).isCloseTo(memoryByHand(value, new SetParams()), within(tolerance));
        long byHand = memoryByHand(value, new SetParams().px(600_000));
        assertThat(expiring).isCloseTo(byHand, within(tolerance));
        assertThat(touched).isCloseTo(byHand, within(tolerance));
    }

    /** Valkey 9 keeps a number that any script sets as text, which is a size class of its allocator more for some keys. */
    private long toleranceOfNumbers() {
        return "int".equals(jedis.objectEncoding(new String(redisKey(KEY), UTF_8))) ? 0 : 16;
    }

    /** From 32 KiB on Redis keeps the buffer that it read, whose slack differs by some bytes from one SET to the next. */
    private static long tolerance(int size) {
        return size < 32 * 1024 ? 0 : 16;
    }

    private long memoryByHand(byte[] value, SetParams parameters) {
        jedis.del(redisKey(KEY));
        jedis.set(redisKey(KEY), value, parameters);
        return memory();
    }

    private long memory() {
        return jedis.memoryUsage(redisKey(KEY), 0);
    }

    @Test
    void redis_holdsTheEntriesAndNothingElse() {
        Set<String> before = keys();
        int entries = 50;
        for (int i = 0; i < entries; i++) {
            byte[] key = bytes("k" + i);
            put(store, key, VALUE, new Finite(600_000));
            store.apply(key, Mutation.read(plan(new Finite(600_000))));
            store.apply(key, Mutation.replace(VALUE, VALUE, Report.PRIOR, plan(Special.UNCHANGED)));
            store.apply(bytes("gone" + i), Mutation.set(Condition.ANY, VALUE, Report.PRIOR, plan(Special.ZERO)));
        }
        assertThat(keysBeside(before)).hasSize(entries);
        assertThat(jedis.type(redisKey(bytes("k0")))).isEqualTo("string");
        assertThat(store.clear()).isEqualTo(entries);
        assertThat(keysBeside(before)).isEmpty();
    }

    /** Forty megabytes, of which a trip brings no more than sixteen. */
    @ParameterizedTest
    @ValueSource(strings = {"peek", "access", "asked", "last"})
    void readSome_largeValues_bringsSomeAtATimeAndLeavesNoneOut(String kind) {
        Mutation read = switch (kind) {
            case "access" -> Mutation.read(plan(new Finite(600_000)));
            case "asked" -> Mutation.read(plan(Special.UNDETERMINED));
            case "last" -> Mutation.read(plan(Special.ZERO));
            default -> Mutation.peek();
        };
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            byte[] key = bytes("large" + i);
            put(store, key, new byte[i % 5 == 4 ? 10 : (2 << 20) + i], Special.ETERNAL);
            keys.add(key);
            keys.add(bytes("missing" + i));
        }
        List<Outcome> outcomes = new ArrayList<>();
        int largest = 0;
        while (outcomes.size() < keys.size()) {
            List<Outcome> some = store.readSome(keys.subList(outcomes.size(), keys.size()), read);
            assertThat(some).isNotEmpty();
            largest = Math.max(largest, some.stream().mapToInt(this::length).sum());
            outcomes.addAll(some);
        }
        for (int i = 0; i < keys.size(); i++) {
            int length = i % 2 == 1 ? 0 : i % 10 == 8 ? 10 : (2 << 20) + i / 2;
            assertThat(length(outcomes.get(i))).as("read %d", i).isEqualTo(length);
        }
        if (kind.equals("last")) {
            assertThat(store.scan(100).next())
                    .as("what is read is gone, so all of it had to be kept")
                    .isEmpty();
        } else {
            assertThat(largest).isBetween(2 << 20, 16 << 20);
        }
    }

    private int length(Outcome outcome) {
        byte[] value = outcome.prior();
        return value == null ? 0 : value.length;
    }

    @Test
    void readSome_smallValuesAgain_bringsManyAgain() {
        List<byte[]> keys = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            byte[] key = bytes("k" + i);
            put(store, key, i < 5 ? new byte[5 << 20] : VALUE, Special.ETERNAL);
            keys.add(key);
        }
        List<Integer> trips = new ArrayList<>();
        for (int done = 0; done < keys.size(); done += trips.get(trips.size() - 1)) {
            trips.add(store.readSome(keys.subList(done, keys.size()), Mutation.peek())
                    .size());
        }
        assertThat(trips).hasSizeLessThan(mostTrips());
        List<byte[]> small = keys.subList(5, keys.size());
        assertThat(store.readSome(small, Mutation.peek())).isNotEmpty();
        assertThat(store.readSome(small, Mutation.peek()).size()).isEqualTo(small.size());
    }

    @Test
    void valueLongerThanAnyThatIsRead_isCutOffAndRemovedOnlyWhileItIsTooLong() {
        jedis.set(redisKey(KEY), new byte[LONGEST_VALUE]);
        assertThat(length(store.apply(KEY, Mutation.peek()))).isEqualTo(LONGEST_VALUE);
        jedis.set(redisKey(KEY), new byte[LONGEST_VALUE + 1_000_000]);

        byte[] cut = store.apply(KEY, Mutation.peek()).prior();
        assertThat(cut).hasSize(LONGEST_VALUE + 1);
        assertThat(length(store.apply(KEY, Mutation.read(plan(new Finite(600_000))))))
                .isEqualTo(LONGEST_VALUE + 1);
        assertThat(length(store.readSome(List.of(KEY), Mutation.peek()).get(0))).isEqualTo(LONGEST_VALUE + 1);

        jedis.set(redisKey(KEY), VALUE);
        assertThat(store.apply(KEY, Mutation.remove(cut, Report.NOTHING)).kind())
                .isEqualTo(Kind.MISSING);
        assertThat(jedis.get(redisKey(KEY))).isEqualTo(VALUE);

        jedis.set(redisKey(KEY), new byte[LONGEST_VALUE + 1]);
        assertThat(store.apply(KEY, Mutation.remove(cut, Report.NOTHING)).kind())
                .isEqualTo(Kind.REMOVED);
        assertThat(jedis.exists(redisKey(KEY))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void randomMutations_giveWhatTheModelGives(long seed) {
        Random random = new Random(seed);
        InMemoryEntryStore model = new InMemoryEntryStore(new FakeClock());
        List<KeyedMutation> mutations = new ArrayList<>();
        for (int i = 0; i < 3000; i++) {
            mutations.add(new KeyedMutation(bytes("key" + random.nextInt(3)), randomMutation(random)));
        }
        List<Outcome> expected = model.applyAll(mutations);
        List<Outcome> bulk = store.applyAll(mutations);
        store.clear();
        for (int i = 0; i < mutations.size(); i++) {
            KeyedMutation keyed = mutations.get(i);
            String step = "step " + i + " of seed " + seed;
            assertSame(bulk.get(i), expected.get(i), step + ", in bulk");
            assertSame(store.apply(keyed.key(), keyed.mutation()), expected.get(i), step);
        }
    }

    private static void assertSame(Outcome actual, Outcome expected, String step) {
        if (actual.kind() == Kind.STORED) {
            assertThat(expected.kind()).as(step).isIn(Kind.CREATED, Kind.UPDATED);
        } else {
            assertThat(actual.kind()).as(step).isEqualTo(expected.kind());
        }
        assertThat(actual.prior()).as(step).isEqualTo(expected.prior());
        assertThat(actual.expired()).as(step).isEqualTo(expected.expired());
    }

    private static Mutation randomMutation(Random random) {
        ExpiryPlan plan = new ExpiryPlan(randomLife(random), randomLife(random), randomLife(random));
        Report report = List.of(Report.values()).get(random.nextInt(3));
        byte[] value = bytes("v" + random.nextInt(3));
        byte[] expected = bytes("v" + random.nextInt(3));
        return switch (random.nextInt(8)) {
            case 0 -> Mutation.peek();
            case 1 -> Mutation.read(plan);
            case 2 -> Mutation.set(Condition.ABSENT, value, report, plan);
            case 3 -> Mutation.set(Condition.PRESENT, value, report, plan);
            case 4 -> Mutation.replace(expected, value, report, plan);
            case 5 -> Mutation.remove(report);
            case 6 -> Mutation.remove(expected, report);
            default -> Mutation.set(Condition.ANY, value, report, plan);
        };
    }

    private static TimeToLive randomLife(Random random) {
        int choice = random.nextInt(6);
        return choice < 4 ? List.of(Special.values()).get(choice) : new Finite(600_000);
    }

    private static void put(RedisEntryStore store, byte[] key) {
        put(store, key, VALUE, Special.ETERNAL);
    }
}
