package io.jcacheredis.internal.connection;

import java.util.Map;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** What a server says that it is, by its answer to HELLO. */
final class Greeting {

    // The oldest servers that know all the commands we send (GETEX, SET with both NX and GET, PEXPIRE options).
    private static final Version OLDEST_REDIS = new Version(7, 0);
    private static final Version OLDEST_VALKEY = new Version(7, 2);

    private static final Version IF_EQUAL_REDIS = new Version(8, 4);
    private static final Version IF_EQUAL_VALKEY = new Version(8, 1);

    private record Version(int major, int minor) {}

    private final Map<String, Object> hello;

    private Greeting(Map<String, Object> hello) {
        this.hello = hello;
    }

    /**
     * Asks the server: one round trip.
     *
     * @throws JedisConnectionException if that is no answer to the question
     */
    static Greeting of(Connection connection) {
        Map<String, Object> hello;
        try {
            hello = connection.executeCommand(
                    new CommandObject<>(new CommandArguments(Command.HELLO), BuilderFactory.ENCODED_OBJECT_MAP));
        } catch (ClassCastException e) {
            throw outOfStep();
        }
        if (!hello.containsKey("version")) {
            throw outOfStep();
        }
        return new Greeting(hello);
    }

    /** A reply that belongs to another command: who comes next on this connection would get a wrong one, too. */
    static JedisConnectionException outOfStep() {
        return new JedisConnectionException("the replies are out of step");
    }

    /**
     * Goes on if the server is new enough.
     *
     * @throws JedisDataException otherwise
     */
    void requireVersion() {
        if (!isAtLeast(OLDEST_REDIS, OLDEST_VALKEY)) {
            throw new JedisDataException("jcache-redis needs Redis 7.0 or Valkey 7.2 or newer, and this is "
                    + hello.get("server") + " " + hello.get("version"));
        }
    }

    /** Whether SET has the option IFEQ. */
    boolean setsIfEqual() {
        boolean isNumber = String.valueOf(hello.get("version")).matches("\\d+\\..*");
        return isNumber && isAtLeast(IF_EQUAL_REDIS, IF_EQUAL_VALKEY);
    }

    private boolean isAtLeast(Version redis, Version valkey) {
        Version oldest = "valkey".equals(hello.get("server")) ? valkey : redis;
        return atLeast(String.valueOf(hello.get("version")), oldest.major(), oldest.minor());
    }

    /**
     * Goes on if the server is a master. It says the same as ROLE, for which a user may have no permission.
     *
     * @throws JedisConnectionException otherwise
     */
    void requireMaster() {
        if (!"master".equals(hello.get("role"))) {
            throw new JedisConnectionException("it is no master, but a " + hello.get("role"));
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
