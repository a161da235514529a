package io.jcacheredis.internal.connection.sentinel;

import io.jcacheredis.internal.connection.Lanes;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.ServerTour;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Goes to the master, and from the start to the one that has replaced it meanwhile. */
final class MasterTour implements ServerTour {

    private final MasterLanes master;
    private final LongSupplier deadlines;
    private @Nullable Lanes visited;
    private int stop;

    MasterTour(MasterLanes master, LongSupplier deadlines) {
        this.master = master;
        this.deadlines = deadlines;
    }

    @Override
    public int stop() {
        if (visited != null && isReplaced(visited)) {
            visited = null;
            stop++;
        }
        return stop;
    }

    @Override
    public <T> T execute(CommandObject<T> command) {
        long deadline = deadlines.getAsLong();
        Lanes lanes = visited;
        if (lanes == null) {
            lanes = master.current(deadline);
            visited = lanes;
        }
        Object reply;
        try {
            reply = lanes.send(List.of(command.getArguments()), ReplyLimits.NONE, deadline)[0];
        } catch (JedisException e) {
            master.distrust(lanes);
            throw e;
        }
        if (reply instanceof JedisDataException refusal) {
            throw refusal;
        }
        return command.getBuilder().build(reply);
    }

    @Override
    public boolean next() {
        return visited == null || isReplaced(visited);
    }

    private boolean isReplaced(Lanes lanes) {
        return master.current(deadlines.getAsLong()) != lanes;
    }
}
