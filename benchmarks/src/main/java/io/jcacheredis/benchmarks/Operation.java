package io.jcacheredis.benchmarks;

import java.util.SplittableRandom;

/** What is measured: an operation on random ones of the same keys, all of which have entries. */
enum Operation {
    GET {
        @Override
        Worker on(Client client, Load load, SplittableRandom random) {
            return () -> require(client.get(load.key(random)));
        }
    },
    PUT {
        @Override
        Worker on(Client client, Load load, SplittableRandom random) {
            Object value = client.value(load.bytes(random));
            return () -> client.put(load.key(random), value);
        }
    },
    GET_ALL {
        @Override
        Worker on(Client client, Load load, SplittableRandom random) {
            return () -> require(client.getAll(load.some(random, "").keySet()));
        }
    },
    PUT_ALL {
        @Override
        Worker on(Client client, Load load, SplittableRandom random) {
            Object value = client.value(load.bytes(random));
            return () -> client.putAll(load.some(random, value));
        }
    },
    READ_MODIFY_WRITE {
        @Override
        Worker on(Client client, Load load, SplittableRandom random) {
            return () -> client.readModifyWrite(load.key(random));
        }
    },
    BLIND_SET {
        @Override
        Worker on(Client client, Load load, SplittableRandom random) {
            Object value = client.value(load.bytes(random));
            return () -> client.blindSet(load.key(random), value);
        }
    };

    abstract Worker on(Client client, Load load, SplittableRandom random);

    private static void require(Object result) {
        if (result == null) {
            throw new IllegalStateException("a miss where there must be a hit");
        }
    }
}
