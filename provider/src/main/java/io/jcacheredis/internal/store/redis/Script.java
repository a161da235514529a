package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import io.jcacheredis.internal.connection.Commands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.args.Rawable;

/**
 * A Lua script of this package, called by its digest. Redis may forget it at any time (a restart, {@code SCRIPT FLUSH}, a
 * failover) and says NOSCRIPT then, without having done anything: the same call {@linkplain #inFull in full} is due.
 */
final class Script {

    private final byte[] source;
    private final byte[] digest;

    private Script(byte[] source) {
        this.source = source;
        this.digest = sha1(source);
    }

    static Script load(String resource) {
        return new Script(text(resource));
    }

    /** The same script, which may call another one as the function of that name. */
    Script calling(String function, Script called) {
        String head = "local function " + function + "()\n";
        return new Script(join(head.getBytes(US_ASCII), called.source, "end\n".getBytes(US_ASCII), source));
    }

    private static byte[] join(byte[]... parts) {
        byte[] joined = {};
        for (byte[] part : parts) {
            joined = KeySpace.join(joined, part);
        }
        return joined;
    }

    private static byte[] text(String resource) {
        try (InputStream stream = Script.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalStateException(resource + " is missing in the jar");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The call for these keys, to which the script's arguments can be added. */
    CommandArguments call(byte[]... keys) {
        CommandArguments call =
                new ScriptCall(this, keys.length, Command.EVALSHA).add(digest).add(keys.length);
        for (byte[] key : keys) {
            call.key(new Bytes(key));
        }
        return call;
    }

    /**
     * The same commands for one trip, with the first call of each script to each server in full, so that it knows it for the
     * others: one that was refused could only be sent again after those that follow it.
     *
     * @param servers where a key is
     */
    static <T> List<CommandObject<T>> firstInFull(List<CommandObject<T>> commands, Function<byte[], Object> servers) {
        List<CommandObject<T>> sent = new ArrayList<>(commands);
        Set<Object> told = new HashSet<>();
        for (int i = 0; i < sent.size(); i++) {
            CommandArguments arguments = sent.get(i).getArguments();
            if (arguments instanceof ScriptCall call
                    && told.add(List.of(call.script, servers.apply(requireNonNull(Commands.firstKey(call)))))) {
                sent.set(i, inFull(sent.get(i)));
            }
        }
        return sent;
    }

    /** The same call with the script's text, which makes Redis remember it. */
    static <T> CommandObject<T> inFull(CommandObject<T> command) {
        ScriptCall call = (ScriptCall) command.getArguments();
        CommandArguments full = new CommandArguments(Command.EVAL).add(call.script.source);
        int position = 0;
        for (Rawable argument : call) {
            // 0 is the command, 1 the digest, 2 the number of keys, then the keys
            if (position > 2 && position <= 2 + call.keys) {
                full.key(argument.getRaw());
            } else if (position > 1) {
                full.add(argument);
            }
            position++;
        }
        return new CommandObject<>(full, command.getBuilder());
    }

    private static byte[] sha1(byte[] source) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(source);
            return HexFormat.of().formatHex(digest).getBytes(US_ASCII);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-1", e);
        }
    }

    @Override
    public String toString() {
        return new String(source, UTF_8);
    }

    private static final class ScriptCall extends CommandArguments {

        private final Script script;
        private final int keys;

        ScriptCall(Script script, int keys, Command command) {
            super(command);
            this.script = script;
            this.keys = keys;
        }
    }
}
