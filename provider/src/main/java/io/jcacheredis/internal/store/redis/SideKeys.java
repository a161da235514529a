package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.connection.SlotTags;
import io.jcacheredis.internal.store.KeyPattern;
import java.util.Arrays;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The Redis keys of what is kept beside an entry: {@code jcache-redis:{tag}:<kind>:<key of the entry>}, in the slot of the entry, so that
 * a script may use both in a cluster (Redis Cluster specification, "Hash tags").
 */
final class SideKeys {

    /** Of write intents. */
    static final SideKeys WRITES = new SideKeys("writes");

    /** Of leases of loads. */
    static final SideKeys LOAD = new SideKeys("load");

    private static final byte[] START = (ClaimRegistry.RESERVED.start() + "{").getBytes(US_ASCII);

    private final byte[] middle;

    private SideKeys(String kind) {
        this.middle = ("}:" + kind + ":").getBytes(US_ASCII);
    }

    byte[] of(byte[] redisKey) {
        byte[] tag = tag(redisKey);
        byte[] key = Arrays.copyOf(START, START.length + tag.length + middle.length + redisKey.length);
        System.arraycopy(tag, 0, key, START.length, tag.length);
        System.arraycopy(middle, 0, key, START.length + tag.length, middle.length);
        System.arraycopy(redisKey, 0, key, key.length - redisKey.length, redisKey.length);
        return key;
    }

    /** Matches the keys of this kind, up to the key of the entry. */
    byte[] pattern() {
        byte[] any = KeySpace.join(KeyPattern.escaped(START), new byte[] {'*'});
        return KeySpace.join(any, KeyPattern.escaped(middle));
    }

    /** What has the slot of the key, is not empty, and has no closing brace. */
    private static byte[] tag(byte[] redisKey) {
        int open = indexOf(redisKey, '{', 0);
        int close = indexOf(redisKey, '}', Math.max(open, 0));
        if (open >= 0 && close > open + 1) {
            return Arrays.copyOfRange(redisKey, open + 1, close);
        }
        return indexOf(redisKey, '}', 0) < 0 ? redisKey : SlotTags.of(JedisClusterCRC16.getSlot(redisKey));
    }

    private static int indexOf(byte[] bytes, char wanted, int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return -1;
    }
}
