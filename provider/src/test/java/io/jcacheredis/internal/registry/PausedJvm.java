package io.jcacheredis.internal.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.ChildJvm;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.TestConnections;
import io.jcacheredis.internal.store.Condition;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.ExpiryPlan;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.PrecededStore;
import io.jcacheredis.internal.store.Report;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Routes;
import java.time.Duration;
import java.util.Set;
import javax.cache.CacheException;

/** Counts up in one entry under a short lease, for {@link PausedJvmIT}. */
final class PausedJvm {

    static final Claim CLAIM = claim("paused");
    static final String KEY = "counter";
    private static final Duration LEASE = Duration.ofMillis(500);

    private PausedJvm() {}

    static Claim claim(String name) {
        return new Claim(KeySpace.of("jcache:", name), "cache '" + name + "'", Set.of("string"));
    }

    /** Argument: the Redis. Prints the number that was refused, and the first one that was not any more. */
    public static void main(String[] arguments) {
        ChildJvm.endAfter(Duration.ofMinutes(3));
        RedisConnections connections = TestConnections.open(RedisAddress.parse(arguments[0]), Duration.ofSeconds(2));
        Lease lease = new Lease(new ClaimRegistry(connections), connections, "paused", LEASE);
        lease.add(CLAIM);
        EntryStore store = new PrecededStore(
                new RedisEntryStore(
                        CLAIM.space(), new Routes(connections), Mode.NATIVE, 1 << 20, Duration.ofSeconds(5)),
                () -> lease.require(CLAIM));
        System.out.println("ready");
        boolean refused = false;
        for (long number = 1; ; number++) {
            try {
                byte[] value = Long.toString(number).getBytes(UTF_8);
                store.apply(KEY.getBytes(UTF_8), Mutation.set(Condition.ANY, value, Report.NOTHING, ExpiryPlan.NONE));
                if (refused) {
                    System.out.println("again=" + number);
                    refused = false;
                }
            } catch (CacheException e) {
                if (!refused && e.getMessage().contains("JVM other")) {
                    System.out.println("refused=" + number);
                    refused = true;
                }
            }
            if (refused || number % 100 == 0) {
                lease.renew();
            }
        }
    }
}
