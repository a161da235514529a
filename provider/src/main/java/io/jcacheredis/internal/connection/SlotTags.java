package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.US_ASCII;

import redis.clients.jedis.util.JedisClusterCRC16;

/** A hash tag for each slot of a cluster: some number (Redis Cluster specification, "Hash tags"). */
public final class SlotTags {

    /** How many slots there are. */
    public static final int SLOTS = 1 << 14;

    private SlotTags() {}

    /** The one of that slot. */
    public static byte[] of(int slot) {
        return Table.TAGS[slot];
    }

    /** Made when it is needed: about 160,000 numbers have to be tried. */
    private static final class Table {

        static final byte[][] TAGS = new byte[SLOTS][];

        static {
            int missing = SLOTS;
            for (int number = 0; missing > 0; number++) {
                byte[] tag = Integer.toString(number).getBytes(US_ASCII);
                int slot = JedisClusterCRC16.getSlot(tag);
                if (TAGS[slot] == null) {
                    TAGS[slot] = tag;
                    missing--;
                }
            }
        }
    }
}
