package io.jcacheredis.commandline.command;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.commandline.redis.Commands;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** Questions whose only use is that Redis answers. */
final class Probes {

    private static final byte[] NOBODY = "jcache-redis:probe".getBytes(US_ASCII);

    private Probes() {}

    /** Asks for a key that nobody has: the advised user may do that, but not PING. */
    static CommandObject<Object> ping() {
        return Commands.on(NOBODY, Command.EXISTS);
    }
}
