package io.jcacheredis.commandline.doctor;

import io.jcacheredis.commandline.redis.ServerInfo;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.internal.connection.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** What a server says of itself, held against what caches need. Asks nothing. */
final class ServerChecks {

    private static final double NEARLY_FULL = 0.9;

    private final Topology topology;

    ServerChecks(Topology topology) {
        this.topology = topology;
    }

    /** All that there is to say of these servers, which have the keys. */
    List<Finding> of(List<ServerInfo> servers) {
        List<Finding> findings = new ArrayList<>();
        TreeSet<String> products = new TreeSet<>();
        servers.forEach(server -> products.add(server.product()));
        findings.add(
                products.size() == 1
                        ? Finding.fine("version", products.first())
                        : Finding.note(
                                "version",
                                "The servers are of different versions: " + String.join(", ", products),
                                "As long as an upgrade goes on; then let them all be of the newest."));
        for (ServerInfo server : servers) {
            String of = servers.size() == 1 ? "" : " (the server at port " + server.port() + ")";
            findings.add(memory(server, of));
            if (server.number("evicted_keys") > 0) {
                findings.add(Finding.note(
                        "evictions",
                        Text.number(server.number("evicted_keys")) + " entries were evicted since the start" + of,
                        "Nothing if hits are as you want them; else more memory, or shorter times to live."));
            }
            findings.add(persistence(server, of));
            findings.add(role(server, of));
        }
        return findings;
    }

    private static Finding memory(ServerInfo server, String of) {
        String policy = server.text("maxmemory_policy");
        long limit = server.number("maxmemory");
        long used = server.number("used_memory");
        if (limit == 0) {
            return Finding.warning(
                    "memory",
                    "There is no limit on memory (maxmemory 0), and " + Text.size(used) + " are used" + of,
                    "CONFIG SET maxmemory and maxmemory-policy allkeys-lfu (volatile-ttl with Hibernate, docs/hibernate.md), or the"
                            + " machine runs out of memory instead.");
        }
        String said = Text.size(used) + " of " + Text.size(limit) + " used, policy " + policy + of;
        if (policy.equals("noeviction")) {
            return Finding.warning(
                    "memory",
                    said + ": when it is full, all writes are refused",
                    "CONFIG SET maxmemory-policy allkeys-lfu, unless the server also has what must not go: volatile-ttl spares what"
                            + " has no expiry, such as Hibernate's timestamps of tables.");
        }
        if (policy.startsWith("volatile-")) {
            return Finding.note(
                    "memory",
                    said + ": entries that never expire are never evicted",
                    "Give every cache an expiry. Or use an allkeys- policy, unless Hibernate's timestamps of tables are here.");
        }
        if (used > NEARLY_FULL * limit) {
            return Finding.note("memory", said + ": entries are being evicted", "More memory if hits are too few.");
        }
        return Finding.fine("memory", said);
    }

    private static Finding persistence(ServerInfo server, String of) {
        boolean failed = server.text("rdb_last_bgsave_status").equals("err")
                || server.text("aof_last_write_status").equals("err");
        if (failed) {
            return Finding.problem(
                    "persistence",
                    "The server could not save to its disk" + of + ", and refuses writes as long as it can't (MISCONF)",
                    "Look at its disk and its log, or switch saving off: a cache need not be saved.");
        }
        if (server.number("loading") == 1) {
            return Finding.warning("persistence", "The server is loading its data" + of, "Wait.");
        }
        boolean file = server.number("aof_enabled") == 1;
        return Finding.fine(
                "persistence",
                (file
                                ? "Entries are written to a file of commands (AOF)"
                                : "Entries are in memory, with snapshots if any")
                        + of + ": after a restart the cache " + (file ? "is as it was" : "is empty or old")
                        + ", which it may be");
    }

    private Finding role(ServerInfo server, String of) {
        boolean cluster = server.number("cluster_enabled") == 1
                || server.text("redis_mode").equals("cluster");
        if (cluster && topology != Topology.CLUSTER) {
            return Finding.problem(
                    "topology",
                    "The server is one of a cluster, and the URL says that it is alone: keys of others are refused",
                    "Begin the URL with redis+cluster://, or rediss+cluster://.");
        }
        if (!server.text("role").equals("master")) {
            return Finding.problem(
                    "topology",
                    "The server is a replica" + of + ", which refuses writes",
                    "Name the master, or the sentinels with redis+sentinel://, which know it.");
        }
        long replicas = server.number("connected_slaves");
        String said = (cluster
                        ? "A master of a cluster"
                        : topology == Topology.SENTINEL ? "The sentinels' master" : "A master")
                + of + ", " + replicas + (replicas == 1 ? " replica" : " replicas");
        return topology != Topology.SINGLE && replicas == 0
                ? Finding.warning(
                        "topology",
                        said + ": nobody can take over",
                        "Start a replica, or accept that its keys are away with it.")
                : Finding.fine("topology", said);
    }
}
