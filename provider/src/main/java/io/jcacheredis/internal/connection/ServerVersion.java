package io.jcacheredis.internal.connection;

import java.util.Map;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** The oldest servers that know all the commands we send (GETEX, SET with both NX and GET, PEXPIRE options). */
final class ServerVersion {

    private static final int REDIS_MAJOR = 7;
    private static final int REDIS_MINOR = 0;
    private static final int VALKEY_MAJOR = 7;
    private static final int VALKEY_MINOR = 2;

    private ServerVersion() {}

    /**
     * Asks the server what it is: one round trip.
     *
     * @throws JedisDataException if it is too old
     */
    static void check(Connection connection) {
        Map<String, Object> hello = connection.executeCommand(
                new CommandObject<>(new CommandArguments(Command.HELLO), BuilderFactory.ENCODED_OBJECT_MAP));
        String server = String.valueOf(hello.get("server"));
        String version = String.valueOf(hello.get("version"));
        boolean valkey = server.equals("valkey");
        if (!atLeast(version, valkey ? VALKEY_MAJOR : REDIS_MAJOR, valkey ? VALKEY_MINOR : REDIS_MINOR)) {
            throw new JedisDataException(
                    "jcache-redis needs Redis 7.0 or Valkey 7.2 or newer, and this is " + server + " " + version);
        }
    }

    /** What it means that the server does not know HELLO, or the same failure if it is another one. */
    static JedisException explained(JedisException failure) {
        String message = String.valueOf(FailureMessages.rootOf(failure).getMessage());
        return message.startsWith("ERR unknown command") && message.contains("HELLO")
                // Without the cause, whose text would say less.
                ? new JedisDataException(
                        "the server is too old: it does not know HELLO, and jcache-redis needs Redis 7.0 or Valkey 7.2 or"
                                + " newer (" + message + ")")
                : failure;
    }

    static boolean atLeast(String version, int major, int minor) {
        String[] parts = version.split("\\.", 3);
        try {
            int actualMajor = Integer.parseInt(parts[0]);
            int actualMinor = parts.length > 1 ? Integer.parseInt(parts[1]) : 0;
            return actualMajor > major || (actualMajor == major && actualMinor >= minor);
        } catch (NumberFormatException e) {
            return true; // a build that hides its number: let it show by itself
        }
    }
}
