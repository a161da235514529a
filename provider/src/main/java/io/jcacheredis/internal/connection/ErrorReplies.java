package io.jcacheredis.internal.connection;

import java.net.ProtocolException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisBusyException;
import redis.clients.jedis.exceptions.JedisClusterException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisMovedDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/** The exceptions of Jedis for the errors that Redis replies. */
final class ErrorReplies {

    private static final Pattern REDIRECTION =
            Pattern.compile("[A-Z]+ (?<slot>[0-9]{1,5}) (?<host>[^ ]*):(?<port>[0-9]{1,5})");

    private static final int SLOTS = 16_384;
    private static final int HIGHEST_PORT = 65_535;

    private ErrorReplies() {}

    /**
     * The exception for an error.
     *
     * @throws ProtocolException if it leads to a node and does not say to which
     */
    static JedisDataException of(String message) throws ProtocolException {
        int space = message.indexOf(' ');
        String code = space < 0 ? message : message.substring(0, space);
        return switch (code) {
            case "MOVED", "ASK" -> redirection(code, message);
            case "CLUSTERDOWN" -> new JedisClusterException(message);
            case "BUSY" -> new JedisBusyException(message);
            case "NOSCRIPT" -> new JedisNoScriptException(message);
            case "NOAUTH", "WRONGPASS", "NOPERM" -> new JedisAccessControlException(message);
            default -> new JedisDataException(message);
        };
    }

    /** Of {@code MOVED 3999 127.0.0.1:6381}. */
    private static JedisDataException redirection(String code, String message) throws ProtocolException {
        Matcher parts = REDIRECTION.matcher(message);
        if (!parts.matches()) {
            throw new ProtocolException("a redirection that does not say where to");
        }
        int slot = Integer.parseInt(parts.group("slot"));
        int port = Integer.parseInt(parts.group("port"));
        if (slot >= SLOTS || port > HIGHEST_PORT) {
            throw new ProtocolException("a redirection of slot " + slot + " to port " + port);
        }
        HostAndPort target = new HostAndPort(parts.group("host"), port);
        return code.equals("MOVED")
                ? new JedisMovedDataException(message, target, slot)
                : new JedisAskDataException(message, target, slot);
    }
}
