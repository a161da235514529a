package io.jcacheredis.commandline.redis;

import io.jcacheredis.internal.connection.ServerTour;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import redis.clients.jedis.Protocol.Command;

/**
 * What a server says of itself by INFO.
 *
 * @param fields by their names in Redis
 */
public record ServerInfo(Map<String, String> fields) {

    private static final Pattern KEYS = Pattern.compile("keys=(\\d+)");
    private static final Pattern CALLS = Pattern.compile("^calls=(\\d+)");
    private static final String COMMAND = "cmdstat_";
    private static final int MOST_SERVERS = 1000;

    /** Reads the reply of INFO. */
    public static ServerInfo parse(String reply) {
        Map<String, String> fields = new TreeMap<>();
        reply.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return new ServerInfo(fields);
    }

    /** Of each server that has keys; empty if the user may not ask. A round trip each. */
    public static Optional<List<ServerInfo>> ofAll(Session session) {
        return ofAll(session, "default");
    }

    /**
     * The same of other sections.
     *
     * @param section as INFO takes it
     */
    public static Optional<List<ServerInfo>> ofAll(Session session, String section) {
        return session.askIfPermitted(() -> {
            ServerTour servers = session.tour();
            List<ServerInfo> all = new ArrayList<>();
            do {
                all.add(parse(servers.execute(Commands.text(Commands.of(Command.INFO, section)))));
            } while (all.size() < MOST_SERVERS && servers.next());
            return all;
        });
    }

    /** The sum of a number over servers. */
    public static long sum(List<ServerInfo> servers, String name) {
        return servers.stream().mapToLong(server -> server.number(name)).sum();
    }

    /** How many keys a database has, on all servers together. */
    public static long keys(List<ServerInfo> servers, int database) {
        return servers.stream().mapToLong(server -> server.keys(database)).sum();
    }

    /** How often each command was called, on all servers together; of sections that have it. */
    public static Map<String, Long> calls(List<ServerInfo> servers) {
        Map<String, Long> calls = new TreeMap<>();
        for (ServerInfo server : servers) {
            server.fields.forEach((name, text) -> {
                Matcher count = CALLS.matcher(text);
                if (name.startsWith(COMMAND) && count.find()) {
                    calls.merge(name.substring(COMMAND.length()), Long.parseLong(count.group(1)), Long::sum);
                }
            });
        }
        return calls;
    }

    /** A field, or an empty text. */
    public String text(String name) {
        return fields.getOrDefault(name, "");
    }

    /** A field as a whole number, or 0. */
    public long number(String name) {
        String text = text(name);
        return text.matches("-?\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private long keys(int database) {
        Matcher keys = KEYS.matcher(text("db" + database));
        return keys.find() ? Long.parseLong(keys.group(1)) : 0;
    }

    /** The server by product and version: {@code Redis 7.0.15}, {@code Valkey 8.1.1}. */
    public String product() {
        String valkey = text("valkey_version");
        return valkey.isEmpty() ? "Redis " + text("redis_version") : "Valkey " + valkey;
    }

    /** Where it listens, as far as it knows. */
    public String port() {
        String port = text("tcp_port");
        return port.isEmpty() ? "?" : port;
    }
}
