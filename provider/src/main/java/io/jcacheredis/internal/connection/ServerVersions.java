package io.jcacheredis.internal.connection;

import io.jcacheredis.RedisServer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisException;

/** Asks servers who they are, by a command that the advised user may send. */
public final class ServerVersions {

    private ServerVersions() {}

    /**
     * Asks each server that keys are at: one round trip each, one after another and each with a deadline of its own.
     *
     * @throws RuntimeException what {@link RedisConnections#failure} makes of it if one does not answer
     */
    public static List<RedisServer> of(RedisConnections connections) {
        try {
            ServerTour tour = connections.tour();
            Map<Integer, RedisServer> servers = new LinkedHashMap<>();
            do {
                int stop = tour.stop();
                servers.putIfAbsent(stop, ask(tour));
            } while (tour.next());
            return List.copyOf(servers.values());
        } catch (JedisException e) {
            throw connections.failure("cache manager", e);
        }
    }

    private static RedisServer ask(ServerTour tour) {
        long start = System.nanoTime();
        Map<String, Object> hello = tour.execute(
                new CommandObject<>(new CommandArguments(Command.HELLO), BuilderFactory.ENCODED_OBJECT_MAP));
        Duration latency = Duration.ofNanos(System.nanoTime() - start);
        return new RedisServer(String.valueOf(hello.get("server")), String.valueOf(hello.get("version")), latency);
    }
}
