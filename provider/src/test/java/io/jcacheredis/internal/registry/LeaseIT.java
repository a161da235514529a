package io.jcacheredis.internal.registry;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.embedded.EmbeddedRedis;
import io.jcacheredis.faults.Servers;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.cache.CacheException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;

/** Two JVMs, as the registry sees them, and a Redis that fails them. */
class LeaseIT {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Claim A = claim("a");
    private static final Claim AB = claim("a:b");
    private static final Claim C = claim("c");

    private static EmbeddedRedis redis;

    private final List<RedisConnections> opened = new ArrayList<>();

    @BeforeAll
    static void start() {
        redis = EmbeddedRedis.start();
    }

    @AfterAll
    static void stop() {
        redis.close();
    }

    @BeforeEach
    void empty() {
        redis.flush();
    }

    @AfterEach
    void close() {
        opened.forEach(RedisConnections::close);
        Servers.mend(redis);
    }

    private static Claim claim(String name) {
        return new Claim(KeySpace.of("test:", name), "cache '" + name + "'", Set.of("string"));
    }

    private Lease lease(String jvm, Duration duration) {
        return lease(jvm, duration, redis.uri());
    }

    private Lease lease(String jvm, Duration duration, URI uri) {
        RedisAddress address = RedisAddress.parse(uri.toString());
        RedisConnections connections = TestConnections.open(address, TIMEOUT);
        opened.add(connections);
        return new Lease(new ClaimRegistry(connections), connections, jvm, duration);
    }

    @Test
    void add_thatALiveJvmContradicts_isRefusedAndNotHeld() {
        Lease one = lease("one", LONG);
        Lease two = lease("two", LONG);
        one.add(A);

        assertThatThrownBy(() -> two.add(AB))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("'a'")
                .hasMessageContaining("'a:b'")
                .hasMessageContaining("JVM one/")
                .hasMessageContaining("test:a:*")
                .hasMessageContaining("test:a:b:*");

        one.remove(A);
        two.add(AB);
        assertThatThrownBy(() -> one.add(A)).hasMessageContaining("JVM two/");
    }

    @Test
    void add_ofTheSameKeysInAnotherForm_isRefusedAndSaysBothForms() {
        Lease one = lease("one", LONG);
        Lease two = lease("two", LONG);
        one.add(A);

        assertThatThrownBy(() -> two.add(new Claim(A.space(), A.form(), Set.of("json"))))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("values as json")
                .hasMessageContaining("values as string");
    }

    @Test
    void add_twice_isGivenUpByTheSecondRemoval() {
        Lease one = lease("one", LONG);
        Lease two = lease("two", LONG);
        one.add(A);
        one.add(A);

        one.remove(A);
        assertThatThrownBy(() -> two.add(AB)).isInstanceOf(CacheException.class);
        one.remove(A);
        assertThatCode(() -> two.add(AB)).doesNotThrowAnyException();
    }

    @Test
    void leaseThatIsNotRenewed_endsAndTheClaimIsFree_andItsHolderFindsOut() {
        Lease paused = lease("paused", SHORT);
        Lease other = lease("other", LONG);
        paused.add(A);

        Awaitility.await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            assertThatCode(() -> other.add(AB)).doesNotThrowAnyException();
        });

        assertThatThrownBy(() -> paused.require(A)).hasMessageContaining("JVM other/");
        other.remove(AB);
        Awaitility.await()
                .pollInterval(Duration.ofMillis(10))
                .untilAsserted(() -> assertThatCode(() -> paused.require(A)).doesNotThrowAnyException());
    }

    @Test
    void renew_keepsTheLease() {
        Lease one = lease("one", SHORT);
        Lease two = lease("two", LONG);
        one.add(A);
        long end = System.nanoTime() + SHORT.multipliedBy(4).toNanos();

        Awaitility.await().pollInterval(SHORT.dividedBy(4)).until(() -> {
            one.renew();
            assertThatThrownBy(() -> two.add(AB)).isInstanceOf(CacheException.class);
            return System.nanoTime() > end;
        });
    }

    @Test
    void renew_afterRedisLostEverything_claimsAnew() {
        Lease one = lease("one", LONG);
        Lease two = lease("two", LONG);
        one.add(A);
        redis.flush();

        one.renew();

        assertThatThrownBy(() -> two.add(AB)).hasMessageContaining("JVM one/");
    }

    /** What is lost is claimed anew also where somebody else was faster and made the registry's keys anew. */
    @Test
    void add_afterRedisLostEverything_claimsAllAnew() {
        Lease one = lease("one", LONG);
        Lease two = lease("two", LONG);
        one.add(A);
        two.add(claim("x"));
        redis.flush();

        one.add(C);
        assertThatThrownBy(() -> two.add(AB)).hasMessageContaining("JVM one/");
    }

    @Test
    void renew_afterTheClaimsAloneWereLost_claimsAnew_whoeverWasFirst() {
        Lease one = lease("one", LONG);
        Lease two = lease("two", LONG);
        Lease three = lease("three", LONG);
        one.add(A);
        two.add(C);
        try (Jedis jedis = new Jedis(redis.uri())) {
            jedis.del("jcache-redis:{registry}:claims");
        }

        one.renew();
        two.renew();

        assertThatThrownBy(() -> three.add(AB)).hasMessageContaining("JVM one/");
        assertThatThrownBy(() -> three.add(claim("c:d"))).hasMessageContaining("JVM two/");
    }

    @Test
    void renew_ofARefusedClaim_getsItWhenTheOtherIsGone() {
        Lease one = lease("one", LONG);
        Lease two = lease("two", LONG);
        one.add(A);
        one.add(C);
        redis.flush();
        two.add(AB);

        one.renew();
        assertThatThrownBy(() -> one.require(A)).isInstanceOf(CacheException.class);
        one.require(C);
        two.remove(AB);
        assertThatThrownBy(() -> one.require(A)).isInstanceOf(CacheException.class);
        one.renew();
        one.require(A);
    }

    @Test
    void add_withRedisDown_waitsForTheConnection_andIsComparedBeforeTheFirstUse() {
        Lease two = lease("two", LONG);
        redis.stop();
        two.add(AB);
        two.add(C);
        assertThatThrownBy(() -> two.require(C))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("cache 'c'")
                .hasMessageContaining("can't be reached");

        redis.restart();
        lease("one", LONG).add(A);

        assertThatThrownBy(() -> two.require(AB)).hasMessageContaining("JVM one/");
        two.require(C);
    }

    @Test
    void restartOfRedis_isNoticedBeforeTheNextUse() {
        Lease one = lease("one", LONG);
        one.add(A);
        redis.restart(); // empty
        Lease two = lease("two", LONG);
        two.add(AB);
        // What breaks a connection is an operation; this stands for one.
        one.renew();

        assertThatThrownBy(() -> one.require(A)).hasMessageContaining("JVM two/");
    }

    @Test
    void remove_withRedisDown_leavesTheEndToTheLease() {
        Lease one = lease("one", TIMEOUT.plusSeconds(1)); // still lasts after the failure
        Lease two = lease("two", LONG);
        one.add(A);
        one.add(C);
        redis.pause();
        one.renew(); // fails
        one.remove(A);
        redis.resume();

        Awaitility.await().pollInterval(Duration.ofMillis(10)).untilAsserted(() -> {
            one.renew();
            assertThatCode(() -> two.add(AB)).doesNotThrowAnyException();
        });
        one.require(C);
    }

    @Test
    void userWithoutRightsToTheRegistry_worksUncompared() {
        try (Jedis admin = new Jedis(redis.uri())) {
            admin.aclSetUser("limited", "on", ">secret", "~test:*", "+@all");
            URI uri = URI.create("redis://limited:secret@127.0.0.1:" + redis.port());
            Lease limited = lease("limited", LONG, uri);
            lease("one", LONG).add(A);

            limited.add(AB);
            limited.require(AB);
            limited.renew();
            limited.remove(AB);
        }
    }

    @Test
    void wrongPassword_isSaidAtOnce() {
        URI uri = URI.create("redis://nobody:secret@127.0.0.1:" + redis.port());

        assertThatThrownBy(() -> lease("stranger", LONG, uri).add(C))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("cache 'c'")
                .hasMessageContaining("Check user, password");
    }
}
