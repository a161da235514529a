package io.jcacheredis.benchmarks;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;

/** What is measured: an operation on random ones of the same keys, all of which have entries. */
enum Operation {
    GET {
        @Override
        Worker on(Client client, SplittableRandom random) {
            return () -> require(client.get(key(random)));
        }
    },
    PUT {
        @Override
        Worker on(Client client, SplittableRandom random) {
            byte[] value = value(random);
            return () -> client.put(key(random), value);
        }
    },
    GET_ALL {
        @Override
        Worker on(Client client, SplittableRandom random) {
            return () -> require(client.getAll(entries(random).keySet()));
        }
    },
    PUT_ALL {
        @Override
        Worker on(Client client, SplittableRandom random) {
            return () -> client.putAll(entries(random));
        }
    },
    READ_MODIFY_WRITE {
        @Override
        Worker on(Client client, SplittableRandom random) {
            return () -> client.readModifyWrite(key(random));
        }
    },
    BLIND_SET {
        @Override
        Worker on(Client client, SplittableRandom random) {
            byte[] value = value(random);
            return () -> client.blindSet(key(random), value);
        }
    };

    private static final int KEYS = 10_000;
    private static final int BULK = 100;
    private static final int VALUE_BYTES = 200;

    abstract Worker on(Client client, SplittableRandom random);

    /** Gives each key an entry. */
    static void fill(Client client) {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < KEYS; i++) {
            client.put("key-" + i, value(random));
        }
    }

    private static String key(SplittableRandom random) {
        return "key-" + random.nextInt(KEYS);
    }

    private static byte[] value(SplittableRandom random) {
        byte[] value = new byte[VALUE_BYTES];
        random.nextBytes(value);
        return value;
    }

    private static Map<String, byte[]> entries(SplittableRandom random) {
        byte[] value = new byte[VALUE_BYTES];
        Map<String, byte[]> entries = new LinkedHashMap<>();
        int first = random.nextInt(KEYS - BULK);
        for (int i = 0; i < BULK; i++) {
            entries.put("key-" + (first + i), value);
        }
        return entries;
    }

    private static void require(Object result) {
        if (result == null) {
            throw new IllegalStateException("a miss where there must be a hit");
        }
    }
}
