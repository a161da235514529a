package io.jcacheredis.commandline.redis;

import java.util.List;
import redis.clients.jedis.Builder;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.commands.ProtocolCommand;

/** Commands for Redis with replies as they come. */
public final class Commands {

    private static final Builder<List<?>> LIST = new Builder<>() {
        @Override
        public List<?> build(Object reply) {
            return (List<?>) reply;
        }
    };

    private Commands() {}

    /** A command without a key. */
    public static CommandArguments of(ProtocolCommand command, Object... arguments) {
        CommandArguments all = new CommandArguments(command);
        for (Object argument : arguments) {
            all.add(argument);
        }
        return all;
    }

    /** A command on a key. */
    public static CommandObject<Object> on(byte[] key, ProtocolCommand command, Object... arguments) {
        CommandArguments all = new CommandArguments(command).key(key);
        for (Object argument : arguments) {
            all.add(argument);
        }
        return raw(all);
    }

    /** With its reply as Redis sends it. */
    public static CommandObject<Object> raw(CommandArguments command) {
        return new CommandObject<>(command, BuilderFactory.RAW_OBJECT);
    }

    /** With a text as its reply. */
    public static CommandObject<String> text(CommandArguments command) {
        return new CommandObject<>(command, BuilderFactory.STRING);
    }

    /** With a list as its reply. */
    public static CommandObject<List<?>> list(CommandArguments command) {
        return new CommandObject<>(command, LIST);
    }
}
