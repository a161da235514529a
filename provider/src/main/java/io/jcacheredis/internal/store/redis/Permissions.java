package io.jcacheredis.internal.store.redis;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.internal.connection.Commands;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.store.KeyPattern;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import javax.cache.CacheException;
import redis.clients.jedis.BuilderFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.commands.ProtocolCommand;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What the user of the connections may do to the entries of a cache. It is found out by trying each command once, on a key
 * that nobody has, so that nothing is changed and no permission is needed but those in question; {@code ACL DRYRUN} would be
 * one more. One message then names everything that is missing. Safe for use by several threads.
 */
public final class Permissions {

    private static final String NOT_PERMITTED = "NOPERM";
    /** Without it a cache works, and late writes may be done after newer ones. */
    private static final Set<String> FENCE = Set.of("+client|info", "+client|kill");

    private static final Set<ProtocolCommand> WITH_SUBCOMMANDS = Set.of(Command.CLIENT, Command.CLUSTER, Command.XINFO);
    /** No client has such a number. */
    private static final String NOBODY = Long.toString(Long.MAX_VALUE);
    /** No script has such a digest. */
    private static final String NO_SCRIPT = "0".repeat(40);

    private final KeySpace space;
    private final RedisConnections connections;
    private final boolean waits;
    private final Publication publication;
    private final Consumer<String> warnings;
    private volatile boolean known;

    /**
     * Permissions that nobody has asked for yet.
     *
     * @param waits whether the cache waits for replicas
     * @param publication where it tells others of its changes
     * @param warnings take what is missing and can be done without; may be told the same again
     */
    public Permissions(
            KeySpace space,
            RedisConnections connections,
            boolean waits,
            Publication publication,
            Consumer<String> warnings) {
        this.space = space;
        this.connections = connections;
        this.waits = waits;
        this.publication = publication;
        this.warnings = warnings;
    }

    /**
     * Goes on if the user may do all that a cache needs: one round trip, until the first answer was that it may. Where Redis
     * can't be asked it goes on too, as what comes next will fail by itself.
     *
     * @throws CacheException that names the ACL rules which are missing
     */
    public void require() {
        if (!known) {
            known = ask();
        }
    }

    private boolean ask() {
        Set<String> missing;
        try {
            missing = missing();
        } catch (JedisException e) {
            return false;
        }
        String rules = String.join(" ", missing);
        if (!FENCE.containsAll(missing)) {
            throw connections.failure(
                    "cache '" + space.cacheName() + "'",
                    new JedisAccessControlException(NOT_PERMITTED
                            + " the user may not do all that a cache needs: add to the user's rules " + rules));
        }
        if (!missing.isEmpty()) {
            warnings.accept("Redis at " + connections
                    + " does not permit to the user what keeps a write that was given up"
                    + " because it was late from being done after a newer one: add to the user's rules " + rules);
        }
        return true;
    }

    /** The ACL rules without which a command is refused. */
    private Set<String> missing() {
        List<CommandObject<Object>> commands = commands();
        List<Object> replies = connections.executeAll(commands, ReplyLimits.NONE);
        Set<String> rules = new LinkedHashSet<>();
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof JedisAccessControlException refusal) {
                rules.add(rule(
                        String.valueOf(refusal.getMessage()), commands.get(i).getArguments()));
            }
        }
        return rules;
    }

    /** Redis says that the user has no permission to run a command, or none to access a key or a channel. */
    private String rule(String refusal, CommandArguments command) {
        if (refusal.contains(" channel")) {
            return "&" + ClaimRegistry.RESERVED.start() + "*";
        }
        if (!refusal.contains(" command")) {
            byte[] key = Commands.firstKey(command);
            boolean reserved = key != null && ClaimRegistry.RESERVED.entryKey(key) != null;
            return "~" + (reserved ? ClaimRegistry.RESERVED : space).start() + "*";
        }
        String name = ((Command) command.getCommand()).name();
        boolean hasSubcommand = WITH_SUBCOMMANDS.contains(command.getCommand());
        String subcommand = hasSubcommand ? "|" + new String(Commands.firstArgument(command), US_ASCII) : "";
        return "+" + (name + subcommand).toLowerCase(Locale.ROOT);
    }

    /** What {@link RedisEntryStore}, its scripts and the fence send, without what a connection can't be made without. */
    private List<CommandObject<Object>> commands() {
        byte[] key =
                KeySpace.join(space.startBytes(), UUID.randomUUID().toString().getBytes(US_ASCII));
        List<CommandArguments> commands = new ArrayList<>(List.of(
                on(key, Command.GET),
                on(key, Command.MGET),
                on(key, Command.SET).add("").add("XX"),
                on(key, Command.GETEX),
                on(key, Command.GETDEL),
                on(key, Command.EXISTS),
                on(key, Command.STRLEN),
                on(key, Command.UNLINK),
                on(key, Command.PEXPIRE).add(1),
                on(key, Command.PERSIST),
                on(key, Command.PTTL),
                new CommandArguments(Command.SCAN).add(0).add("MATCH").add(space.pattern(KeyPattern.ALL)),
                new CommandArguments(Command.EVAL).add("return 0").add(1).key(key),
                new CommandArguments(Command.EVALSHA).add(NO_SCRIPT).add(1).key(key),
                new CommandArguments(Command.CLIENT).add("INFO"),
                new CommandArguments(Command.CLIENT).add("KILL").add("ID").add(NOBODY)));
        if (connections.isSpread()) {
            commands.add(new CommandArguments(Command.ASKING));
            commands.add(new CommandArguments(Command.CLUSTER).add("NODES")); // uses up what ASKING allows
        }
        if (waits) {
            commands.add(new CommandArguments(Command.WAIT).add(0).add(1));
        }
        commands.addAll(publication.probes());
        return commands.stream()
                .map(command -> new CommandObject<>(command, BuilderFactory.RAW_OBJECT))
                .toList();
    }

    private static CommandArguments on(byte[] key, Command command) {
        return new CommandArguments(command).key(key);
    }
}
