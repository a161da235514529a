package io.jcacheredis.commandline.doctor;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.jcacheredis.commandline.redis.CacheFacts;
import io.jcacheredis.commandline.redis.Catalog;
import io.jcacheredis.commandline.redis.Commands;
import io.jcacheredis.commandline.redis.ServerInfo;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.internal.configuration.FrameworkCaches;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.connection.ServerTour;
import io.jcacheredis.internal.connection.TlsSettings.Verification;
import io.jcacheredis.internal.connection.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.Protocol.Command;

/** Looks at everything that keeps caches from working, or will. Changes nothing. Used by one thread. */
public final class Doctor {

    private static final int ROUND_TRIPS = 5;
    private static final int MOST_SERVERS = 1000;
    private static final Duration CLOCKS_AGREE = Duration.ofSeconds(1);
    private static final long SLOW = 4;
    private static final Set<String> HERE = Set.of("localhost", "127.0.0.1", "::1");

    private final Session session;
    private final List<Finding> findings = new ArrayList<>();

    /** Of the Redis of that session. */
    public Doctor(Session session) {
        this.session = session;
    }

    /**
     * All findings. What Redis does not answer ends it.
     *
     * @throws javax.cache.CacheException that says why Redis can't be reached, or does not let us in
     */
    public List<Finding> examine() {
        connection();
        security();
        findings.addAll(new PermissionChecks(session).all());
        Topology topology = session.settings().connection().address().topology();
        Optional<List<ServerInfo>> servers = ServerInfo.ofAll(session);
        if (servers.isPresent()) {
            findings.addAll(new ServerChecks(topology).of(servers.get()));
        } else {
            findings.add(Finding.note(
                    "server",
                    "Version, memory, persistence and role can't be told, as the user may not ask for them",
                    "Give this user, or one for this program, +info."));
        }
        cluster(topology);
        clock();
        caches(servers.orElse(List.of()));
        return List.copyOf(findings);
    }

    private void connection() {
        CommandObject<Object> question = Commands.on("jcache-redis:probe".getBytes(US_ASCII), Command.EXISTS);
        long first = nanos(question);
        long best = Long.MAX_VALUE;
        for (int i = 0; i < ROUND_TRIPS; i++) {
            best = Math.min(best, nanos(question));
        }
        ConnectionSettings connection = session.settings().connection();
        String said = "Redis at " + session.address() + " answers in " + millis(best) + " ms (the first time "
                + millis(first) + " ms, with the connection)";
        findings.add(
                best > connection.timeout().toNanos() / SLOW
                        ? Finding.warning(
                                "connection",
                                said + ", which is near to the time-out of " + Text.duration(connection.timeout()),
                                "Set a longer jcache.redis.timeout, or use a Redis that is nearer.")
                        : Finding.fine("connection", said));
    }

    /** How long an answer takes, be it a refusal. */
    private long nanos(CommandObject<Object> question) {
        long start = System.nanoTime();
        session.askIfPermitted(() -> session.connections().execute(question));
        return System.nanoTime() - start;
    }

    private static String millis(long nanos) {
        return String.format(Locale.ROOT, "%.1f", nanos / 1e6);
    }

    private void security() {
        ConnectionSettings connection = session.settings().connection();
        boolean here = connection.address().nodes().stream().map(Node::host).allMatch(Doctor::isHere);
        if (connection.address().tls() && connection.tls().verification() == Verification.NONE_INSECURE) {
            findings.add(Finding.warning(
                    "security",
                    "Certificates are not verified (tls.verification: none-insecure)",
                    "Set tls.ca to the certificate of who signed the servers' ones."));
        }
        if (!here && !connection.address().tls()) {
            findings.add(Finding.note(
                    "security",
                    "Redis is on another machine, and what is sent there can be read and changed on the way",
                    "Use rediss://, unless the network is yours alone."));
        }
        if (!here && connection.address().login().password() == null) {
            findings.add(Finding.warning(
                    "security",
                    "Redis is on another machine and asks for no password: whoever reaches it can change every entry",
                    "Give it a user for this application, as docs/security.md has it."));
        }
    }

    private static boolean isHere(String host) {
        return HERE.contains(host) || host.startsWith("/");
    }

    private void cluster(Topology topology) {
        if (topology != Topology.CLUSTER) {
            return;
        }
        session.askIfPermitted(() -> session.connections().execute(Commands.text(Commands.of(Command.CLUSTER, "INFO"))))
                .map(ServerInfo::parse)
                .ifPresent(info -> findings.add(
                        info.text("cluster_state").equals("ok")
                                ? Finding.fine(
                                        "cluster",
                                        "The cluster is well: " + info.text("cluster_slots_assigned") + " slots at "
                                                + info.text("cluster_size") + " masters")
                                : Finding.problem(
                                        "cluster",
                                        "The cluster says that its state is " + info.text("cluster_state"),
                                        "redis-cli --cluster check tells which slots nobody has.")));
    }

    private void clock() {
        Duration difference = session.askIfPermitted(this::clockDifference).orElse(null);
        if (difference == null) {
            findings.add(Finding.note("clock", "Clocks can't be compared, as the user may not ask", "+time"));
        } else if (difference.compareTo(CLOCKS_AGREE) > 0) {
            findings.add(Finding.warning(
                    "clock",
                    "The clocks of Redis and of this machine differ by " + Text.duration(difference),
                    "Entries expire by the clock of Redis, so they are right; logs and events don't fit together. Let both"
                            + " machines ask a time server."));
        } else {
            findings.add(Finding.fine("clock", "The clocks agree, to " + Math.max(1, difference.toMillis()) + " ms"));
        }
    }

    /** The largest of all servers, less what a round trip takes. */
    private Duration clockDifference() {
        Duration largest = Duration.ZERO;
        ServerTour servers = session.tour();
        int asked = 0;
        do {
            Instant before = Instant.now();
            List<?> time = servers.execute(Commands.list(Commands.of(Command.TIME)));
            Instant after = Instant.now();
            Instant there = Instant.ofEpochSecond(number(time.get(0)), 1000 * number(time.get(1)));
            Duration early = Duration.between(there, before);
            Duration late = Duration.between(after, there);
            Duration difference = early.compareTo(late) > 0 ? early : late;
            largest = difference.compareTo(largest) > 0 ? difference : largest;
        } while (++asked < MOST_SERVERS && servers.next());
        return largest;
    }

    private static long number(Object digits) {
        return Long.parseLong(new String((byte[]) digits, US_ASCII));
    }

    private void caches(List<ServerInfo> servers) {
        Catalog catalog = session.catalog();
        List<String> open = catalog.all().stream()
                .filter(cache -> !cache.jvms().isEmpty())
                .map(CacheFacts::name)
                .toList();
        long jvms = catalog.all().stream()
                .map(CacheFacts::jvms)
                .flatMap(List::stream)
                .distinct()
                .count();
        if (catalog.isComplete()) {
            findings.add(Finding.fine(
                    "caches",
                    open.size() + (open.size() == 1 ? " cache is" : " caches are") + " open, in " + jvms
                            + (jvms == 1 ? " JVM" : " JVMs")));
            patterns(open);
            timestamps(open, servers);
        }
        if (session.settings().keyPrefix().isEmpty()) {
            findings.add(Finding.warning(
                    "key-prefix",
                    "The key prefix is empty: a clear of cache 'session' would remove another application's session:*",
                    "Set jcache.redis.key-prefix, or give the application a database of its own."));
        }
    }

    /** While nothing is open, nobody can tell what patterns are for. */
    private void patterns(List<String> open) {
        List<String> inVain = session.settings().caches().patternsBeside(open);
        if (!open.isEmpty() && !inVain.isEmpty()) {
            findings.add(Finding.note(
                    "patterns",
                    "No open cache has a name that " + String.join(", ", inVain)
                            + (inVain.size() == 1 ? " matches" : " match"),
                    "What is said of such names has no effect. \"caches\" shows those that are open; of Hibernate's, the names"
                            + " begin with hibernate.cache.region_prefix."));
        }
    }

    /** Hibernate's, which have no expiry, so that a policy for all keys is what may take them. */
    private void timestamps(List<String> open, List<ServerInfo> servers) {
        boolean evicting = servers.stream()
                .anyMatch(server -> server.number("maxmemory") > 0
                        && server.text("maxmemory_policy").startsWith("allkeys-"));
        open.stream()
                .filter(name -> evicting && FrameworkCaches.keepsTimestamps(name))
                .map(
                        name -> Finding.warning(
                                "timestamps",
                                "Cache '" + name
                                        + "' is where Hibernate keeps when tables were written, and may be evicted by"
                                        + " an allkeys- policy: then old results of queries are taken for new ones",
                                "CONFIG SET maxmemory-policy volatile-ttl, or use a Redis of its own for Hibernate that has it."))
                .forEach(findings::add);
    }
}
