package io.jcacheredis;

import java.util.Set;
import java.util.TreeSet;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** Commands of Redis for which its client has no method. */
final class Commands {

    private Commands() {}

    /** All Redis keys but those that the provider keeps for itself. */
    static Set<String> keys(RedisClient client) {
        Set<String> keys = new TreeSet<>(client.keys("*"));
        keys.removeIf(key -> key.startsWith("jcache-redis:"));
        return keys;
    }

    static Object send(RedisClient client, Command command, String... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (String argument : arguments) {
            all.add(argument);
        }
        return client.executeCommand(all);
    }
}
