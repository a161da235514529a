package io.jcacheredis.internal.connection;

import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.args.Rawable;

/**
 * Looks into commands in ways that all versions of Jedis have which a program may come with: before 8 they keep a key as it was
 * given, and before 7.1 their arguments have no index.
 */
public final class Commands {

    private Commands() {}

    /** The first of a command's keys, which were given as bytes or {@link Rawable}; null if it has none. */
    public static byte @Nullable [] firstKey(CommandArguments command) {
        List<Object> keys = command.getKeys();
        if (keys.isEmpty()) {
            return null;
        }
        return keys.get(0) instanceof Rawable key ? key.getRaw() : (byte[]) keys.get(0);
    }

    /** What follows the name of a command that has arguments. */
    public static byte[] firstArgument(CommandArguments command) {
        Iterator<Rawable> nameFirst = command.iterator();
        nameFirst.next();
        return nameFirst.next().getRaw();
    }
}
