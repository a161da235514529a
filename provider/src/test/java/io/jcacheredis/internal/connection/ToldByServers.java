package io.jcacheredis.internal.connection;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;

/** Has servers tell which keys with some start were changed, and keeps what they told. */
public final class ToldByServers implements LineListener {

    private final String start;
    private final Collection<String> told = new ConcurrentLinkedQueue<>();
    private final Collection<Object> refusals = new ConcurrentLinkedQueue<>();
    private final Collection<Line> open = ConcurrentHashMap.newKeySet();
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final AtomicLong proven = new AtomicLong(Long.MIN_VALUE);

    public ToldByServers(String start) {
        this.start = start;
    }

    @Override
    public void begun(Line line) {
        CommandArguments tracking = new CommandArguments(Command.CLIENT)
                .add("TRACKING")
                .add("ON")
                .add("BCAST")
                .add("PREFIX")
                .add(start);
        line.send(tracking, answer -> {
            if (answer instanceof byte[]) {
                open.add(line);
                begun.incrementAndGet();
            } else {
                refusals.add(String.valueOf(answer));
            }
        });
    }

    @Override
    public void told(Line line, List<@Nullable Object> message) {
        Object keys = message.get(1);
        List<?> list = keys == null ? List.of("all".getBytes(UTF_8)) : (List<?>) keys;
        list.forEach(key -> told.add(new String((byte[]) key, UTF_8)));
    }

    @Override
    public void proven(Line line, long nanos) {
        proven.set(nanos);
    }

    @Override
    public void ended(Line line) {
        open.remove(line);
        ended.incrementAndGet();
    }

    public List<String> told() {
        return new ArrayList<>(told);
    }

    public Collection<Object> refusals() {
        return refusals;
    }

    /** How many lines have begun so far. */
    public int begun() {
        return begun.get();
    }

    public int ended() {
        return ended.get();
    }

    /** Until when all was told, by nanoTime, or the least number before there is any. */
    public long proven() {
        return proven.get();
    }

    /** Where lines are that have not ended. */
    public Set<Node> nodes() {
        return open.stream().map(Line::node).collect(Collectors.toSet());
    }
}
