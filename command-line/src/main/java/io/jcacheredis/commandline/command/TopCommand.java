package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.ServerInfo;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.redis.Survey;
import io.jcacheredis.commandline.terminal.Screen;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows what the servers do, again and again. */
@Command(
        name = "top",
        description = {
            "Show what the servers do at the moment, and how many entries the caches have: a live table in a terminal, which q or"
                    + " Ctrl-C ends, and lines elsewhere.",
            "Entries are counted by a walk over the database that goes on with each refresh, of some thousand keys."
        })
final class TopCommand extends SessionCommand {

    private static final int STEPS = 5;

    @Option(
            names = "--interval",
            paramLabel = "SECONDS",
            defaultValue = "2",
            description = "How often: every ${DEFAULT-VALUE} seconds unless said.")
    private double seconds;

    @Option(names = "--count", paramLabel = "N", description = "End after so many refreshes.")
    private @Nullable Integer count;

    TopCommand(RootCommand root) {
        super(root);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        if (!(seconds >= 0.1 && seconds <= 3600) || (count != null && count < 1)) {
            throw new Complaint(ExitStatus.USAGE, "--interval is from 0.1 to 3600 seconds, and --count is positive");
        }
        Loads loads = new Loads(session);
        loads.measure();
        boolean live = output.terminal().showsOutput() && output.terminal().canAsk() && !output.isJson();
        if (live) {
            watch(session, output, loads);
        } else {
            print(session, output, loads);
        }
        return ExitStatus.FINE;
    }

    private Duration interval() {
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    private boolean isEnough(int rounds) {
        return count != null && rounds >= count;
    }

    private void watch(Session session, Output output, Loads loads) {
        Survey survey = new Survey(session, session.catalog().all(), 0);
        try (Screen screen = new Screen(output.stream(), output.terminal())) {
            TopTable table = new TopTable(session.address(), output.style());
            screen.show(table.waiting());
            for (int round = 1; screen.waitFor(interval(), 'q'); round++) {
                survey = table.walk(session, survey, STEPS);
                screen.show(table.lines(loads.measure(), output.terminal().columns()));
                if (isEnough(round)) {
                    return;
                }
            }
        }
    }

    private void print(Session session, Output output, Loads loads) {
        TopTable table = new TopTable(session.address(), output.style());
        Survey survey = new Survey(session, session.catalog().all(), 0);
        for (int round = 1; pause(); round++) {
            survey = table.walk(session, survey, STEPS);
            Loads.Load load = loads.measure();
            if (output.isJson()) {
                output.json(fields(load, table));
            } else {
                output.line(table.line(load));
            }
            output.stream().flush();
            if (output.stream().checkError() || isEnough(round)) {
                return;
            }
        }
    }

    private boolean pause() {
        try {
            Thread.sleep(interval().toMillis());
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static Map<String, Object> fields(Loads.Load load, TopTable table) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("time", Instant.now().toString());
        fields.put("opsPerSecond", load.operations());
        fields.put("hitsPerSecond", load.hits());
        fields.put("missesPerSecond", load.misses());
        fields.put("evictionsPerSecond", load.evictions());
        fields.put("expirationsPerSecond", load.expirations());
        fields.put("memoryBytes", load.memory());
        fields.put("maxMemoryBytes", load.maxMemory());
        fields.put("clients", load.clients());
        fields.put("keys", load.keys());
        fields.put("entries", table.entries());
        return fields;
    }

    /** What the servers did between two looks at them. */
    static final class Loads {

        private final Session session;
        private @Nullable List<ServerInfo> before;
        private long since;

        /**
         * So much in a second, of all servers together; and what is so at the moment.
         *
         * @param commands calls in a second, by command
         */
        record Load(
                double operations,
                double hits,
                double misses,
                double evictions,
                double expirations,
                long memory,
                long maxMemory,
                long clients,
                long keys,
                int servers,
                Map<String, Double> commands) {}

        Loads(Session session) {
            this.session = session;
        }

        /** Looks again. */
        Load measure() {
            List<ServerInfo> now = ServerInfo.ofAll(session, "everything")
                    .orElseThrow(() -> new Complaint(
                            ExitStatus.NOT_PERMITTED,
                            "What the servers do can't be told, as the user may not ask: +info"));
            long time = System.nanoTime();
            List<ServerInfo> earlier = before == null || before.size() != now.size() ? now : before;
            double elapsed = Math.max(1, time - since) / 1e9;
            before = now;
            since = time;
            return load(earlier, now, elapsed);
        }

        private Load load(List<ServerInfo> earlier, List<ServerInfo> now, double elapsed) {
            int database = session.settings().connection().address().database();
            return new Load(
                    rate("total_commands_processed", earlier, now, elapsed),
                    rate("keyspace_hits", earlier, now, elapsed),
                    rate("keyspace_misses", earlier, now, elapsed),
                    rate("evicted_keys", earlier, now, elapsed),
                    rate("expired_keys", earlier, now, elapsed),
                    ServerInfo.sum(now, "used_memory"),
                    ServerInfo.sum(now, "maxmemory"),
                    ServerInfo.sum(now, "connected_clients"),
                    ServerInfo.keys(now, database),
                    now.size(),
                    commands(earlier, now, elapsed));
        }

        private static double rate(String name, List<ServerInfo> earlier, List<ServerInfo> now, double elapsed) {
            // A server that was started anew counts from 0.
            return round(Math.max(0, ServerInfo.sum(now, name) - ServerInfo.sum(earlier, name)) / elapsed);
        }

        private static Map<String, Double> commands(List<ServerInfo> earlier, List<ServerInfo> now, double elapsed) {
            Map<String, Long> calls = ServerInfo.calls(now);
            ServerInfo.calls(earlier).forEach((name, count) -> calls.merge(name, -count, Long::sum));
            Map<String, Double> rates = new TreeMap<>();
            calls.forEach((name, count) -> {
                if (count > 0) {
                    rates.put(name, round(count / elapsed));
                }
            });
            return rates;
        }

        private static double round(double rate) {
            return Math.round(rate * 10) / 10.0;
        }
    }
}
