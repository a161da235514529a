package io.jcacheredis.internal.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.jcacheredis.internal.connection.FailureKind;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;

/** When a lease asks Redis, and for what: every trip counts, and so does every one that is spared. */
class LeaseTest {

    private static final Claim A = claim("a");
    private static final Claim B = claim("b");

    private final FakeRegistry redis = new FakeRegistry();
    private final Lease lease = lease(Duration.ofHours(1));

    private static Claim claim(String name) {
        return new Claim(KeySpace.of("", name), "form", Set.of("string"));
    }

    private Lease lease(Duration duration) {
        return new Lease(new ClaimRegistry(redis), redis, "jvm", duration);
    }

    @Test
    void add_asksForTheNewClaimAlone_andNotAtAllForOneThatIsHeld() {
        lease.add(A);
        lease.add(B);
        lease.add(A);

        assertThat(redis.asked()).containsExactly("claim  a:", "claim t1 b:");
    }

    @Test
    void require_whileTheLeaseLasts_asksNothing() {
        lease.add(A);
        redis.asked();

        lease.require(A);

        assertThat(redis.asked()).isEmpty();
    }

    @Test
    void require_afterConnectionsBroke_comparesAll_once() {
        lease.add(A);
        redis.asked();
        redis.breakConnections();

        lease.require(A);
        lease.require(A);

        assertThat(redis.asked()).containsExactly("claim t1 a:");
    }

    @Test
    void require_afterTheLeaseEnded_comparesAnewEachTime() {
        Lease ended = lease(Duration.ZERO);
        ended.add(A);
        redis.asked();

        ended.require(A);
        ended.require(A);

        assertThat(redis.asked()).containsExactly("claim t1 a:", "claim t2 a:");
    }

    @Test
    void require_ofARefusedClaim_throws_andOthersGoOn() {
        lease.add(A);
        lease.add(B);
        redis.breakConnections();
        refuseA();

        assertThatThrownBy(() -> lease.require(A))
                .isInstanceOf(CacheException.class)
                .hasMessageContaining("JVM other");
        lease.require(B);
    }

    /** Has A refused where A and B are sent together, in the order of a map. */
    private void refuseA() {
        redis.asked();
        lease.renew();
        String sent = redis.asked().get(0);
        redis.breakConnections();
        redis.refuseNext(sent.indexOf("a:") < sent.indexOf("b:") ? 1 : 2, "a:");
    }

    @Test
    void require_whereRedisCantBeAsked_saysForWhichCache() {
        lease.add(A);
        redis.breakConnections();
        redis.failWith(FailureKind.UNREACHABLE, new JedisConnectionException("down"));

        assertThatThrownBy(() -> lease.require(A))
                .isInstanceOf(CacheException.class)
                .hasMessage("cache 'a' failed");
        redis.heal();
        lease.require(A);
    }

    /** Each would wait as long as the first one did, one after the other. */
    @Test
    void require_byManyThreads_whereRedisCantBeAsked_isOneTripForAll() throws Exception {
        lease.add(A);
        redis.asked();
        redis.breakConnections();
        redis.failWith(FailureKind.UNREACHABLE, new JedisConnectionException("down"));
        Thread first = Thread.currentThread();
        FutureTask<Throwable> waiting = new FutureTask<>(() -> catchThrowable(() -> lease.require(A)));
        Thread second = new Thread(waiting);
        redis.beforeEach(() -> {
            if (Thread.currentThread() == first) {
                second.start();
                await().until(() -> second.getState() == Thread.State.WAITING);
            }
        });

        assertThatThrownBy(() -> lease.require(A)).hasMessage("cache 'a' failed");

        assertThat(waiting.get(5, TimeUnit.SECONDS)).hasMessage("cache 'a' failed");
        assertThat(redis.asked()).hasSize(1);
    }

    @Test
    void add_thatIsRefused_isNotHeld() {
        redis.refuseNext(1, "a:");
        assertThatThrownBy(() -> lease.add(A)).hasMessageContaining("JVM other");
        redis.asked();

        lease.add(B);
        redis.breakConnections();
        lease.require(B);

        assertThat(redis.asked()).containsExactly("claim t1 b:", "claim t2 b:");
    }

    @Test
    void add_thatFindsTheEarlierOnesLost_claimsThemAll() {
        lease.add(A);
        redis.asked();
        redis.loseNext();

        lease.add(B);

        assertThat(redis.asked()).hasSize(2).element(1).asString().contains("t2", "a:", "b:");
    }

    @Test
    void add_withRedisDown_isTriedOnceForAllCaches_andOpensThem() {
        redis.failWith(FailureKind.UNREACHABLE, new JedisConnectionException("down"));
        assertThatCode(() -> lease.add(A)).doesNotThrowAnyException();
        lease.add(B);
        assertThat(redis.asked()).containsExactly("claim  a:");

        redis.heal();
        lease.require(B);

        assertThat(redis.asked()).singleElement().asString().contains("a:", "b:");
        lease.require(A);
        assertThat(redis.asked()).isEmpty();
    }

    @Test
    void add_whereRedisDoesNotLetUsIn_fails_andIsNotHeld() {
        redis.failWith(FailureKind.NOT_LET_IN, new JedisAccessControlException("WRONGPASS"));
        assertThatThrownBy(() -> lease.add(A)).hasMessage("cache 'a' failed");
        redis.heal();
        redis.asked();

        lease.add(B);

        assertThat(redis.asked()).containsExactly("claim  b:");
    }

    @Test
    void whereTheRegistryIsForbidden_cachesWorkUncompared_andEachRenewalTriesAgain() {
        redis.failWith(FailureKind.COMMAND_REFUSED, new JedisDataException("NOPERM"));
        lease.add(A);
        lease.require(A);
        assertThat(redis.asked()).containsExactly("claim  a:");

        lease.renew();
        redis.heal();
        lease.renew();
        lease.renew();

        assertThat(redis.asked()).containsExactly("claim  a:", "claim  a:", "claim t1");
    }

    @Test
    void add_whereTheRegistryIsForbidden_isOneTrip() {
        redis.failWith(FailureKind.COMMAND_REFUSED, new JedisDataException("NOPERM"));
        lease.add(A);
        lease.add(B);

        assertThat(redis.asked()).containsExactly("claim  a:", "claim  b:");
    }

    @Test
    void renew_sendsNoClaims_unlessTheyAreLost() {
        lease.renew();
        assertThat(redis.asked()).as("nothing is claimed").isEmpty();
        lease.add(A);
        redis.asked();

        lease.renew();
        redis.loseNext();
        lease.renew();

        assertThat(redis.asked()).containsExactly("claim t1", "claim t2", "claim t3 a:");
    }

    @Test
    void renew_ofARefusedClaim_asksAgainUntilItIsFree() {
        lease.add(A);
        redis.breakConnections();
        redis.refuseNext(1, "a:");
        lease.renew();
        assertThatThrownBy(() -> lease.require(A)).isInstanceOf(CacheException.class);
        redis.asked();

        lease.renew();

        assertThat(redis.asked()).containsExactly("claim t2 a:");
        lease.require(A);
    }

    @Test
    void renew_thatFails_isTriedAgain() {
        lease.add(A);
        redis.failWith(FailureKind.UNREACHABLE, new JedisConnectionException("down"));
        assertThatCode(lease::renew).doesNotThrowAnyException();
        redis.heal();
        redis.asked();

        lease.renew();

        assertThat(redis.asked()).containsExactly("claim t1");
    }

    @Test
    void remove_ofTheLastHolder_givesUp() {
        lease.add(A);
        lease.add(A);
        redis.asked();

        lease.remove(A);
        assertThat(redis.asked()).isEmpty();
        lease.remove(A);
        assertThat(redis.asked()).containsExactly("release a:");
        lease.renew();
        assertThat(redis.asked()).isEmpty();
    }

    @Test
    void remove_whichRedisCantBeTold_leavesTheOldNameToItsLease() {
        lease.add(A);
        lease.add(B);
        redis.breakConnections();
        redis.asked();

        lease.remove(A);
        assertThat(redis.asked()).as("Redis is most likely not there").isEmpty();
        lease.require(B);

        assertThat(redis.asked()).containsExactly("claim t2 b:");
        assertThat(redis.jvms()).hasSize(2);
    }

    @Test
    void remove_thatFails_leavesTheOldNameToItsLease() {
        lease.add(A);
        lease.add(B);
        redis.failWith(FailureKind.UNREACHABLE, new JedisConnectionException("down"));
        assertThatCode(() -> lease.remove(A)).doesNotThrowAnyException();
        redis.heal();
        redis.asked();

        lease.require(B);

        assertThat(redis.asked()).containsExactly("claim t2 b:");
        assertThat(redis.jvms()).hasSize(2).allMatch(name -> name.startsWith("JVM jvm/"));
    }

    @Test
    void end_tellsRedis_whereItIsThere() {
        lease.end();
        assertThat(redis.asked()).as("nothing was claimed").isEmpty();
        lease.add(A);
        redis.asked();

        lease.end();
        assertThat(redis.asked()).containsExactly("end");

        redis.failWith(FailureKind.UNREACHABLE, new JedisConnectionException("down"));
        assertThatCode(lease::end).doesNotThrowAnyException();
    }

    @Test
    void end_byAnotherThread_leavesNobodyWaiting() throws Exception {
        lease.add(A);
        Thread ending = new Thread(lease::end);
        ending.start();
        ending.join();

        assertTimeoutPreemptively(Duration.ofSeconds(5), lease::renew);
    }
}
