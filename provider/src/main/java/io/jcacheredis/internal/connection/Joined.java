package io.jcacheredis.internal.connection;

import java.util.Arrays;
import redis.clients.jedis.args.Rawable;

/**
 * An argument of a command in two parts, which are sent one after the other and joined only if somebody asks for it: what all keys
 * begin with, and what each has of its own.
 */
@SuppressWarnings("ArrayRecordComponent") // handed on as they are
public record Joined(byte[] start, byte[] rest) implements Rawable {

    /** How long an argument is. */
    static int length(Rawable argument) {
        return argument instanceof Joined joined ? joined.start.length + joined.rest.length : argument.getRaw().length;
    }

    @Override
    public byte[] getRaw() {
        byte[] joined = Arrays.copyOf(start, start.length + rest.length);
        System.arraycopy(rest, 0, joined, start.length, rest.length);
        return joined;
    }
}
