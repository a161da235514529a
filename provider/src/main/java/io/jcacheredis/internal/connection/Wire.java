package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.Fence.Peer;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;

/** What carries commands to a server and its replies back, in their order. Used by one thread at a time. */
interface Wire {

    /** How the server knows this connection, or null if it did not tell. */
    @Nullable
    Peer peer();

    /** Adds a command to those that go out with the next {@link #flush}, if not before. */
    void write(CommandArguments command) throws IOException;

    /** Sends what was added. */
    void flush() throws IOException;

    /** Holds the replies that are read from now on to limits, as those to one call. */
    void begin(ReplyLimits limits);

    /** Reads the next reply: see {@link ReplyReader#read}. */
    @Nullable
    Object read() throws IOException;

    /** Whether nothing is left over of the replies. */
    boolean isDrained();

    /** Ends the connection. */
    void close();
}
