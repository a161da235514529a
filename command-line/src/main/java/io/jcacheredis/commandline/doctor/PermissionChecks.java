package io.jcacheredis.commandline.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.CacheUnavailableException;
import io.jcacheredis.commandline.redis.Commands;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.Permissions;
import io.jcacheredis.internal.store.redis.Publication;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisAccessControlException;

/**
 * What the user may do, found out by trying it on keys that nobody has, so that nothing is changed: what entries need by the provider's own
 * trial, the rest of {@code docs/security.md} by a table.
 */
final class PermissionChecks {

    private static final byte[] NOBODY = "jcache-redis:{registry}:doctor".getBytes(US_ASCII);
    private static final String MISSING = "add to the user's rules ";

    private final Session session;

    PermissionChecks(Session session) {
        this.session = session;
    }

    List<Finding> all() {
        List<Finding> findings = new ArrayList<>();
        findings.add(entries(findings));
        findings.add(needed(
                "permissions.registry",
                registry(),
                "The registry can be read and written, by which JVMs find out that they configure a cache differently",
                "The user may not use the registry: JVMs don't find out that they configure a cache differently, and caches"
                        + " with loaders, writers or tags don't work"));
        findings.add(wanted("permissions.near", near(), "Near caches hear of changes", "Near caches keep nothing"));
        findings.add(wanted(
                "permissions.tool",
                tool(),
                "This program may ask what it shows",
                "This program can't show all of doctor, stats and top"));
        return findings;
    }

    /** What the provider asks when it opens a cache. */
    private Finding entries(List<Finding> findings) {
        KeySpace space = KeySpace.of(session.settings().keyPrefix(), "jcache-redis-doctor");
        List<String> warnings = new ArrayList<>();
        try {
            new Permissions(space, session.connections(), false, Publication.NONE, warnings::add).require();
        } catch (CacheUnavailableException e) {
            return Finding.problem(
                    "permissions.entries",
                    "The user may not do all that a cache needs, so that no cache can be opened",
                    "ACL SETUSER … " + rules(String.valueOf(e.getMessage())) + " (docs/security.md, Least privilege)");
        }
        warnings.forEach(warning -> findings.add(Finding.warning(
                "permissions.fence",
                "A write that was given up because it was late may be done after a newer one",
                "ACL SETUSER … " + rules(warning))));
        return Finding.fine("permissions.entries", "The user may do all that entries need");
    }

    /** The rules in a message of the provider. */
    static String rules(String message) {
        int at = message.indexOf(MISSING);
        String rest = at < 0 ? message : message.substring(at + MISSING.length());
        int end = rest.indexOf(". ");
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static Map<String, CommandArguments> registry() {
        Map<String, CommandArguments> commands = new LinkedHashMap<>();
        commands.put("+time", new CommandArguments(Command.TIME));
        commands.put("+zadd", on(Command.ZADD).add("XX").add(0).add("nobody"));
        commands.put("+zrem", on(Command.ZREM).add("nobody"));
        commands.put("+zrange", on(Command.ZRANGE).add(0).add(0));
        commands.put("+zcard", on(Command.ZCARD));
        commands.put("+zscore", on(Command.ZSCORE).add("nobody"));
        commands.put("+zscan", on(Command.ZSCAN).add(0));
        commands.put("+zremrangebyscore", on(Command.ZREMRANGEBYSCORE).add(0).add(0));
        return commands;
    }

    private static CommandArguments on(Command command) {
        return new CommandArguments(command).key(NOBODY);
    }

    private static Map<String, CommandArguments> near() {
        // Without a way to be told by, it is refused for that, and changes nothing.
        return Map.of(
                "+client|tracking",
                new CommandArguments(Command.CLIENT).add("TRACKING").add("OFF"));
    }

    private static Map<String, CommandArguments> tool() {
        Map<String, CommandArguments> commands = new LinkedHashMap<>();
        commands.put("+info", new CommandArguments(Command.INFO).add("server"));
        commands.put(
                "+memory|usage",
                new CommandArguments(Command.MEMORY).add("USAGE").key(NOBODY));
        return commands;
    }

    private Finding needed(String check, Map<String, CommandArguments> commands, String fine, String bad) {
        List<String> missing = missing(commands);
        return missing.isEmpty()
                ? Finding.fine(check, fine)
                : Finding.problem(check, bad, "ACL SETUSER … " + String.join(" ", missing));
    }

    private Finding wanted(String check, Map<String, CommandArguments> commands, String fine, String bad) {
        List<String> missing = missing(commands);
        return missing.isEmpty()
                ? Finding.fine(check, fine)
                : Finding.note(
                        check,
                        bad + ", as the user may not",
                        "If you need it: ACL SETUSER … " + String.join(" ", missing));
    }

    private List<String> missing(Map<String, CommandArguments> commands) {
        List<CommandObject<Object>> questions =
                commands.values().stream().map(Commands::raw).toList();
        List<Object> answers = session.askAll(questions, ReplyLimits.NONE);
        List<String> missing = new ArrayList<>();
        int i = 0;
        for (String rule : commands.keySet()) {
            if (answers.get(i++) instanceof JedisAccessControlException refusal) {
                boolean key = String.valueOf(refusal.getMessage()).contains(" key");
                String shown = key ? "~" + ClaimRegistry.RESERVED.start() + "*" : rule;
                if (!missing.contains(shown)) {
                    missing.add(shown);
                }
            }
        }
        return missing;
    }
}
