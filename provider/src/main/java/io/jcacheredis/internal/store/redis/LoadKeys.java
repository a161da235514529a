package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.store.Action;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.LoadLease;
import io.jcacheredis.internal.store.Mutation;
import io.jcacheredis.internal.store.Outcome;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.WriteIntent;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.Protocol.Keyword;

/**
 * What ends loads that are under way: {@code lease.lua} stores what was loaded only if the entry's lease is still there and, at one
 * server, the cache's epoch is still the same.
 */
final class LoadKeys {

    /** See {@code intent.lua}. */
    private static final byte[] UNTOUCHED = {'#'};

    private static final byte[] EPOCH = "loads:".getBytes(US_ASCII);

    private final byte[] start;
    private final SlotPlaces places;
    private final long leaseMillis;

    /**
     * Those of the cache with these keys.
     *
     * @param lease how long a lease lasts that is not renewed
     */
    LoadKeys(byte[] start, SlotPlaces places, Duration lease) {
        this.start = start;
        this.places = places;
        this.leaseMillis = lease.toMillis();
    }

    /** The key of the epoch in which an entry is loaded. */
    byte[] epoch(byte[] redisKey) {
        return epochAt(places.of(redisKey));
    }

    private byte[] epochAt(byte[] place) {
        return KeySpace.join(KeySpace.join(place, EPOCH), start);
    }

    /**
     * Whether a mutation must end a load of its entry. A written entry that outlives the lease does so by being there; the JVM that
     * loads looks for it each time it renews the lease. The change that ends an intent to write may turn out to be a removal.
     */
    boolean areEndedBy(Mutation mutation) {
        if (mutation.stage() instanceof LoadLease.Stage) {
            return false;
        }
        return mutation.action() == Action.REMOVE
                || (mutation.stage() instanceof WriteIntent.Stage stage
                        && stage.step().endsLoads())
                || (mutation.action() == Action.SET
                        && (isShort(mutation.expiry().creation())
                                || isShort(mutation.expiry().update())));
    }

    private boolean isShort(TimeToLive life) {
        return life == TimeToLive.Special.ZERO
                || (life instanceof TimeToLive.Finite finite && finite.millis() <= leaseMillis);
    }

    /**
     * End a load of the entry. They are to be sent before the entry is changed: what is stored between the two is removed then.
     *
     * <p>A removal past the intents to write is told to those too: who removes an entry may have changed the database after them.
     */
    List<CommandObject<Outcome>> end(byte[] redisKey, Mutation mutation) {
        CommandArguments load = new CommandArguments(Command.UNLINK).key(SideKeys.LOAD.of(redisKey));
        if (mutation.action() != Action.REMOVE || mutation.stage() != null) {
            return List.of(new CommandObject<>(load, Trips.END));
        }
        // Not one that a full server refuses: removals are what helps it.
        CommandArguments writes = new CommandArguments(Command.ZREM)
                .key(SideKeys.WRITES.of(redisKey))
                .add(UNTOUCHED);
        return List.of(new CommandObject<>(load, Trips.END), new CommandObject<>(writes, Trips.END));
    }

    /** Ends all loads of the cache at one server. It is to be sent before the entries are removed. */
    CommandObject<Object> newEpoch() {
        return new CommandObject<>(
                new CommandArguments(Command.SET)
                        .key(epochAt(places.at(0)))
                        .add(newEpochName())
                        .add(Keyword.PX)
                        .add(epochMillis()),
                BuilderFactory.RAW_OBJECT);
    }

    /** One that no other epoch has. */
    byte[] newEpochName() {
        return UUID.randomUUID().toString().getBytes(US_ASCII);
    }

    /** How long an epoch is known: each load that began before looks for it meanwhile, when it renews its lease. */
    long epochMillis() {
        return 2 * leaseMillis;
    }

    /** The pattern of the leases of entries whose keys match: in a cluster, where there is no place for an epoch of all. */
    byte[] leases(KeyPattern pattern) {
        return KeySpace.join(KeySpace.join(SideKeys.LOAD.pattern(), KeyPattern.escaped(start)), pattern.glob());
    }
}
