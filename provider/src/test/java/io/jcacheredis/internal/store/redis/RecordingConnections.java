package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.jcacheredis.internal.connection.ConnectionMeters;
import io.jcacheredis.internal.connection.FailureKind;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;

/** Notes what is sent, a list of commands for each round trip. */
final class RecordingConnections implements RedisConnections {

    private final RedisConnections connections;
    private final BooleanSupplier setsIfEqual;
    private final List<List<String>> trips = new ArrayList<>();

    RecordingConnections(RedisConnections connections) {
        this(connections, connections::setsIfEqual);
    }

    /** Those of a server that is taken for one with {@code SET … IFEQ}, or for one without. */
    RecordingConnections(RedisConnections connections, boolean setsIfEqual) {
        this(connections, () -> setsIfEqual);
    }

    private RecordingConnections(RedisConnections connections, BooleanSupplier setsIfEqual) {
        this.connections = connections;
        this.setsIfEqual = setsIfEqual;
    }

    @Override
    public <T> T execute(CommandObject<T> command, ReplyLimits limits) {
        trips.add(List.of(text(command)));
        return connections.execute(command, limits);
    }

    @Override
    public <T> List<Object> executeAll(List<CommandObject<T>> commands, ReplyLimits limits) {
        trips.add(commands.stream().map(RecordingConnections::text).toList());
        return connections.executeAll(commands, limits);
    }

    /** What was sent since the last call. */
    List<List<String>> trips() {
        List<List<String>> taken = List.copyOf(trips);
        trips.clear();
        return taken;
    }

    private static String text(CommandObject<?> command) {
        return StreamSupport.stream(command.getArguments().spliterator(), false)
                .map(argument -> new String(argument.getRaw(), ISO_8859_1))
                .collect(Collectors.joining(" "));
    }

    @Override
    public boolean setsIfEqual() {
        return setsIfEqual.getAsBoolean();
    }

    @Override
    public RuntimeException failure(String subject, JedisException cause) {
        return connections.failure(subject, cause);
    }

    @Override
    public FailureKind kindOf(JedisException failure) {
        return connections.kindOf(failure);
    }

    @Override
    public Runnable whenBack(Runnable action) {
        return connections.whenBack(action);
    }

    @Override
    public ConnectionMeters meters() {
        return connections.meters();
    }

    @Override
    public Map<String, ConnectionMeters> metersByServer() {
        return connections.metersByServer();
    }

    @Override
    public int generation() {
        return connections.generation();
    }

    @Override
    public void close() {
        connections.close();
    }
}
