package io.jcacheredis.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * The entries that are worked on.
 *
 * @param keys how many there are
 * @param valueBytes how long each value is
 */
record Load(int keys, int valueBytes) {

    static final Load USUAL = new Load(10_000, 200);

    private static final int BULK = 100;
    private static final long MOST_BYTES = 64L << 20;

    /** Values of that length, fewer than usual if they are long. */
    static Load ofValues(int bytes) {
        return new Load((int) Math.min(USUAL.keys, MOST_BYTES / bytes), bytes);
    }

    /** Gives each key an entry. */
    void fill(Client client) {
        SplittableRandom random = new SplittableRandom(1);
        Map<String, Object> some = new LinkedHashMap<>();
        for (int i = 0; i < keys; i++) {
            some.put("key-" + i, client.value(bytes(random)));
            if (some.size() == BULK || i == keys - 1) {
                client.putAll(some);
                some.clear();
            }
        }
    }

    String key(SplittableRandom random) {
        return "key-" + random.nextInt(keys);
    }

    /** Letters, as half of all clients write text. */
    byte[] bytes(SplittableRandom random) {
        byte[] bytes = new byte[valueBytes];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(26));
        }
        return bytes;
    }

    /** A hundred keys in a row, with that value. */
    Map<String, Object> some(SplittableRandom random, Object value) {
        Map<String, Object> entries = new LinkedHashMap<>();
        int first = random.nextInt(keys - BULK);
        for (int i = 0; i < BULK; i++) {
            entries.put("key-" + (first + i), value);
        }
        return entries;
    }
}
