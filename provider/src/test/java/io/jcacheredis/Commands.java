package io.jcacheredis;

import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** Commands of Redis for which its client has no method. */
final class Commands {

    private Commands() {}

    static Object send(RedisClient client, Command command, String... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (String argument : arguments) {
            all.add(argument);
        }
        return client.executeCommand(all);
    }
}
