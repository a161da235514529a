package io.jcacheredis.internal.store.redis;

import java.util.function.Supplier;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** A command that only newer servers know; others refuse it as a syntax error, and do nothing. */
final class NewerCommand extends CommandArguments {

    private final Supplier<CommandArguments> older;

    /**
     * A command without arguments.
     *
     * @param older makes what means the same to any server, and is replied to in a form that the same builder reads
     */
    NewerCommand(Command command, Supplier<CommandArguments> older) {
        super(command);
        this.older = older;
    }

    /** Whether a failure says that the server does not know the command. */
    static boolean isUnknown(CommandObject<?> command, JedisException failure) {
        return command.getArguments() instanceof NewerCommand
                && failure instanceof JedisDataException
                && String.valueOf(failure.getMessage()).startsWith("ERR syntax error");
    }

    /** The same command as any server knows it. */
    static <T> CommandObject<T> inOlderForm(CommandObject<T> command) {
        return command.getArguments() instanceof NewerCommand newer
                ? new CommandObject<>(newer.older.get(), command.getBuilder())
                : command;
    }
}
