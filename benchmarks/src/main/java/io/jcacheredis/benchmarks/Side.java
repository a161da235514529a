package io.jcacheredis.benchmarks;

import java.net.URI;
import java.util.Locale;
import java.util.function.Function;

/**
 * What one side of a comparison does.
 *
 * @param client for a Redis and a number of threads
 */
record Side(String name, ClientFactory client, Operation operation) {

    @FunctionalInterface
    interface ClientFactory {

        Client on(URI redis, int threads);
    }

    static Side ours(Feature feature, Operation operation) {
        return new Side("own", (redis, threads) -> feature.on(redis), operation);
    }

    static Side jedis(Operation operation) {
        return new Side("Jedis", JedisClient::new, operation);
    }

    static Side peer(String name, Function<URI, Client> client, Operation operation) {
        return new Side(name, (redis, threads) -> client.apply(redis), operation);
    }

    static String word(Object constant) {
        return constant.toString().toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }
}
