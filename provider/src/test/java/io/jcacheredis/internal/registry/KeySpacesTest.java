package io.jcacheredis.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.registry.KeySpaces.Holding;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.FakeClock;
import io.jcacheredis.internal.store.InMemoryEntryStore;
import io.jcacheredis.internal.store.KeyedMutation;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome.Kind;
import io.jcacheredis.internal.store.PrecededStore;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The key spaces of one provider, and the store that is used only while its own is held. */
class KeySpacesTest {

    private final FakeRegistry redis = new FakeRegistry();
    private final List<CompletableFuture<Void>> beats = new ArrayList<>();
    private final List<Runnable> beating = new ArrayList<>();
    private final KeySpaces spaces = new KeySpaces((period, beat) -> {
        assertThat(period).isEqualTo(Duration.ofSeconds(10));
        beating.add(beat);
        beats.add(new CompletableFuture<>());
        return beats.get(beats.size() - 1);
    });

    private static ConnectionSettings at(String url) {
        return new ConnectionSettings(RedisAddress.parse(url), Duration.ofSeconds(1));
    }

    private static Claim claim(String name, String form, String format) {
        return new Claim(KeySpace.of("", name), form, Set.of(format));
    }

    private Holding claim(String url, String name) {
        return spaces.claim(at(url), redis, claim(name, "form", "string"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jcache-redis", "jcache-redis:x"})
    void keysOfTheProviderItself_areRefused(String name) {
        assertThatThrownBy(() -> claim("redis://h", name))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'" + name + "'")
                .hasMessageContaining("keeps for itself");
        assertThat(redis.asked()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "redis://h,         true",
        "redis://h:6379/0,  true",
        "rediss://user:pw@h, true",
        "redis://h:6380,    false",
        "redis://h/1,       false",
        "redis://other,     false"
    })
    void overlappingCache_inTheSamePlace_isRefusedWithoutATrip(String url, boolean same) {
        Holding first = claim("redis://h", "a");
        redis.asked();

        if (same) {
            assertThatThrownBy(() -> claim(url, "a:b"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'a:b'")
                    .hasMessageContaining("this JVM has a:*");
            assertThat(redis.asked()).isEmpty();
            first.close();
        }
        assertThatCode(() -> claim(url, "a:b")).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"other, string", "form, json"})
    void sameCache_inAnotherForm_isRefused_andInTheSameOneShared(String form, String format) {
        claim("redis://h", "a");

        assertThatThrownBy(() -> spaces.claim(at("redis://h"), redis, claim("a", form, format)))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("form, values as string in this JVM")
                .hasMessageContaining("Configure both alike");
        assertThatCode(() -> claim("redis://h", "a")).doesNotThrowAnyException();
    }

    @Test
    void lease_isOneForEqualSettings_andEndsWithItsLastHolder() {
        Holding a = claim("redis://h", "a");
        Holding b = claim("redis://h", "b");
        claim("redis://h/1", "a");
        assertThat(beats).hasSize(2);
        redis.asked();

        a.close();
        assertThat(beats.get(0).isCancelled()).isFalse();
        assertThat(redis.asked()).containsExactly("release a:");
        b.close();
        assertThat(beats.get(0).isCancelled()).isTrue();
        assertThat(redis.asked()).containsExactly("release b:", "end");
        assertThat(beats.get(1).isCancelled()).isFalse();

        claim("redis://h", "a");
        assertThat(beats).as("a new lease").hasSize(3);
    }

    @Test
    void beat_renewsTheLease() {
        claim("redis://h", "a");
        redis.asked();

        beating.get(0).run();

        assertThat(redis.asked()).containsExactly("claim t1");
    }

    @Test
    void refusedByAnotherJvm_isNotHeldHereEither() {
        redis.refuseNext(1, "a:");
        assertThatThrownBy(() -> claim("redis://h", "a")).hasMessageContaining("JVM other");

        assertThat(beats.get(0).isCancelled()).isTrue();
        assertThatCode(() -> claim("redis://h", "a:b")).doesNotThrowAnyException();
    }

    @Test
    void again_holdsOnceMore_withoutATrip() {
        Holding first = claim("redis://h", "a");
        redis.asked();

        Holding second = first.again();
        first.close();

        assertThat(redis.asked()).isEmpty();
        assertThatThrownBy(() -> claim("redis://h", "a:b")).isInstanceOf(CacheException.class);
        second.require();
        second.close();
        assertThat(redis.asked()).containsExactly("release a:", "end");
    }

    @Test
    void otherThread_leavesNobodyWaiting() throws Exception {
        Thread other = new Thread(() -> {
            claim("redis://h", "a");
            claim("redis://h", "b").close();
        });
        other.start();
        other.join();

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> claim("redis://h", "b"));
    }

    @Test
    void claimedStore_doesWhatItsStoreDoes_whileTheKeySpaceIsHeld() {
        EntryStore store = new PrecededStore(new InMemoryEntryStore(new FakeClock()), claim("redis://h", "a")::require);
        byte[] key = {1};
        Mutation put = Mutation.set(Condition.ABSENT, key, Report.EXISTENCE, ExpiryPlan.NONE);

        assertThat(store.apply(key, put).kind()).isEqualTo(Kind.CREATED);
        assertThat(store.applyAll(List.of(new KeyedMutation(key, put))))
                .singleElement()
                .satisfies(outcome -> assertThat(outcome.kind()).isEqualTo(Kind.FOUND));
        assertThat(store.scan(1).next()).containsExactly(key);
        assertThat(store.timeToLive(key)).hasValue(Long.MAX_VALUE);
        assertThat(store.clear()).isOne();
    }

    @Test
    void claimedStore_whoseKeySpaceIsRefused_doesNothing() {
        EntryStore store = new PrecededStore(null, claim("redis://h", "a")::require);
        redis.breakConnections();
        redis.refuseNext(1, "a:");
        List<Consumer<EntryStore>> methods = List.of(
                s -> s.apply(new byte[0], Mutation.peek()),
                s -> s.applyAll(List.of()),
                s -> s.scan(1),
                EntryStore::clear,
                s -> s.timeToLive(new byte[0]));

        assertThat(methods)
                .allSatisfy(method -> assertThatThrownBy(() -> method.accept(store))
                        .isInstanceOf(CacheException.class)
                        .hasMessageContaining("JVM other"));
    }
}
