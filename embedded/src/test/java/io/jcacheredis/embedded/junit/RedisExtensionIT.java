package io.jcacheredis.embedded.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.embedded.TestRedis;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;
import redis.clients.jedis.Jedis;

/** Runs sample classes, which say what they saw. */
class RedisExtensionIT {

    private static final List<URI> uris = new ArrayList<>();
    private static final List<Long> sizes = new ArrayList<>();

    @BeforeEach
    void forget() {
        uris.clear();
        sizes.clear();
    }

    @Test
    void sharedServer_isTheSameForAllClasses_andEmptyForEach() {
        runWell(Registered.class, Annotated.class, Registered.class);

        assertThat(uris).hasSize(3).containsOnly(TestRedis.shared().uri());
        assertThat(sizes).containsOnly(ours() ? 0L : sizeOfShared());
    }

    @Test
    void ownServer_isAnotherForEachClass_andEndsAfterIt() {
        runWell(Own.class, OwnByAnnotation.class);

        assertThat(uris).hasSize(2);
        if (ours()) {
            assertThat(uris)
                    .doesNotHaveDuplicates()
                    .doesNotContain(TestRedis.shared().uri());
            assertThat(uris)
                    .allSatisfy(uri -> assertThatThrownBy(() -> size(uri)).isInstanceOf(RuntimeException.class));
        }
    }

    @Test
    void nestedClass_keepsTheDataOfTheOuterOne() {
        runWell(Outer.class);
    }

    @Test
    void withoutFlush_keepsTheDataOfEarlierClasses() {
        TestRedis shared = TestRedis.shared();
        put(shared.uri());

        runWell(Unflushed.class);

        assertThat(sizes).containsExactly(sizeOfShared()).doesNotContain(0L);
    }

    @Test
    void embeddedRedis_canBeTakenWhereItIsTheClassesOwn() {
        boolean embedded;
        try (TestRedis redis = TestRedis.start()) {
            embedded = redis instanceof EmbeddedRedis;
        }

        assertThat(run(TakesOwnEmbedded.class).succeeded().count()).isEqualTo(embedded ? 1 : 0);
        assertThat(run(TakesSharedEmbedded.class).failed().count()).isEqualTo(1);
    }

    @Test
    void server_outsideAClass_throws() {
        assertThatThrownBy(RedisExtension.create()::uri).isInstanceOf(IllegalStateException.class);
    }

    private static Events run(Class<?> sample) {
        Events events = EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(sample))
                .execute()
                .testEvents();
        assertThat(events.started().count()).isEqualTo(1);
        return events;
    }

    private static void runWell(Class<?>... samples) {
        for (Class<?> sample : samples) {
            assertThat(run(sample).succeeded().count())
                    .as(sample.getSimpleName())
                    .isEqualTo(1);
        }
    }

    private static boolean ours() {
        return TestRedis.shared().flush();
    }

    private static long sizeOfShared() {
        return size(TestRedis.shared().uri());
    }

    private static long size(URI uri) {
        try (Jedis jedis = new Jedis(uri)) {
            return jedis.dbSize();
        }
    }

    private static void put(URI uri) {
        try (Jedis jedis = new Jedis(uri)) {
            jedis.set("RedisExtensionIT", "v");
        }
    }

    private static void note(URI uri) {
        uris.add(uri);
        sizes.add(size(uri));
        put(uri);
    }

    static class Registered {

        @RegisterExtension
        static final RedisExtension redis = RedisExtension.create();

        @Test
        void test() {
            note(redis.uri());
        }
    }

    @RedisTest
    static class Annotated {

        private final TestRedis redis;

        Annotated(TestRedis redis) {
            this.redis = redis;
        }

        @Test
        void test(TestRedis same) {
            assertThat(same).isSameAs(redis);
            note(redis.uri());
        }
    }

    static class Own {

        @RegisterExtension
        static final RedisExtension redis = RedisExtension.create().withOwnServer();

        @Test
        void test() {
            note(redis.uri());
        }
    }

    @RedisTest(ownServer = true)
    static class OwnByAnnotation {

        @Test
        void test(TestRedis redis) {
            note(redis.uri());
        }
    }

    @RedisTest
    static class Outer {

        @BeforeAll
        static void write(TestRedis redis) {
            put(redis.uri());
        }

        @Nested
        class Inner {

            @Test
            void test(TestRedis redis) {
                assertThat(size(redis.uri())).isPositive();
            }
        }
    }

    static class Unflushed {

        @RegisterExtension
        static final RedisExtension redis = RedisExtension.create().withoutFlush();

        @Test
        void test() {
            note(redis.uri());
        }
    }

    @RedisTest(ownServer = true)
    static class TakesOwnEmbedded {

        @Test
        void test(EmbeddedRedis redis) {
            assertThat(redis.isRunning()).isTrue();
        }
    }

    @RedisTest
    static class TakesSharedEmbedded {

        @Test
        void test(EmbeddedRedis redis) {
            redis.kill();
        }
    }
}
