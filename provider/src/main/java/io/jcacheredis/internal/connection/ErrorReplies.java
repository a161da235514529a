package io.jcacheredis.internal.connection;

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

    private ErrorReplies() {}

    static JedisDataException of(String message) {
        int space = message.indexOf(' ');
        String code = space < 0 ? message : message.substring(0, space);
        return switch (code) {
            case "MOVED" -> new JedisMovedDataException(message, target(message), slot(message));
            case "ASK" -> new JedisAskDataException(message, target(message), slot(message));
            case "CLUSTERDOWN" -> new JedisClusterException(message);
            case "BUSY" -> new JedisBusyException(message);
            case "NOSCRIPT" -> new JedisNoScriptException(message);
            case "NOAUTH", "WRONGPASS", "NOPERM" -> new JedisAccessControlException(message);
            default -> new JedisDataException(message);
        };
    }

    /** Of {@code MOVED 3999 127.0.0.1:6381}. */
    private static HostAndPort target(String message) {
        return HostAndPort.from(message.substring(message.lastIndexOf(' ') + 1));
    }

    private static int slot(String message) {
        return Integer.parseInt(message.split(" ", 3)[1]);
    }
}
