package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.Echo.Injected;
import io.jcacheredis.internal.connection.Fence.Peer;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.args.Rawable;

/** A connection to a server in memory, which answers what it is sent by the same, and a command to kill by OK. */
@SuppressWarnings("ThreadPriorityCheck") // to yield makes more orders come up, and nothing relies on it
final class EchoWire implements Wire {

    private static final Object OK = "OK";

    private final Queue<Object> gathered = new ArrayDeque<>();
    private final Queue<Object> replies = new ArrayDeque<>();
    private boolean stuck;

    @Override
    public Peer peer() {
        return new Peer("1", "memory");
    }

    @Override
    public void write(CommandArguments command) {
        Rawable last = command.get(command.size() - 1);
        byte[] unused = last.getRaw();
        gathered.add(last instanceof Echo ? last : OK);
    }

    @Override
    public void flush() {
        for (Object each = gathered.poll(); each != null; each = gathered.poll()) {
            if (each instanceof Echo echo) {
                echo.send();
            }
            replies.add(each);
        }
    }

    @Override
    public void begin(ReplyLimits limits) {}

    @Override
    public Object read() throws IOException {
        if (ThreadLocalRandom.current().nextInt(4) == 0) {
            Thread.yield();
        }
        Object reply = replies.remove();
        if (reply instanceof Echo echo) {
            stuck |= echo.isStuck();
            return echo.reply();
        }
        return reply;
    }

    @Override
    public boolean isDrained() {
        return replies.isEmpty();
    }

    @Override
    public void close() {
        if (stuck) {
            throw new Injected();
        }
    }
}
