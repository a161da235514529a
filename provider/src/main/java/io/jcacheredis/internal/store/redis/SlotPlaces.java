package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.connection.SlotTags;
import java.util.function.BooleanSupplier;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * What the Redis keys begin with of what is kept for many entries: in a cluster there is one for each slot, {@code jcache-redis:{tag}:},
 * as a script may use keys of one slot only; one server has one for all, {@code jcache-redis:}.
 */
final class SlotPlaces {

    private static final byte[] RESERVED = ClaimRegistry.RESERVED.start().getBytes(US_ASCII);

    private final BooleanSupplier spread;

    /**
     * The places at some servers.
     *
     * @param spread whether keys are spread over slots
     */
    SlotPlaces(BooleanSupplier spread) {
        this.spread = spread;
    }

    /** The one for an entry. */
    byte[] of(byte[] redisKey) {
        return spread.getAsBoolean() ? ofSlot(JedisClusterCRC16.getSlot(redisKey)) : RESERVED;
    }

    /** How many there are. */
    int count() {
        return spread.getAsBoolean() ? SlotTags.SLOTS : 1;
    }

    /** Each of them, from 0 on. */
    byte[] at(int number) {
        return spread.getAsBoolean() ? ofSlot(number) : RESERVED;
    }

    private static byte[] ofSlot(int slot) {
        byte[] braced = KeySpace.join(KeySpace.join(new byte[] {'{'}, SlotTags.of(slot)), new byte[] {'}', ':'});
        return KeySpace.join(RESERVED, braced);
    }
}
