package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import redis.clients.jedis.util.JedisClusterCRC16;

/**
 * The Redis keys of write intents: {@code jcache-redis:{tag}:writes:<key of the entry>}, in the slot of the entry, so that a
 * script may use both in a cluster (Redis Cluster specification, "Hash tags").
 */
final class IntentKey {

    private static final byte[] START = (ClaimRegistry.RESERVED.start() + "{").getBytes(US_ASCII);
    private static final byte[] MIDDLE = "}:writes:".getBytes(US_ASCII);

    private IntentKey() {}

    static byte[] of(byte[] redisKey) {
        byte[] tag = tag(redisKey);
        byte[] key = Arrays.copyOf(START, START.length + tag.length + MIDDLE.length + redisKey.length);
        System.arraycopy(tag, 0, key, START.length, tag.length);
        System.arraycopy(MIDDLE, 0, key, START.length + tag.length, MIDDLE.length);
        System.arraycopy(redisKey, 0, key, key.length - redisKey.length, redisKey.length);
        return key;
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
