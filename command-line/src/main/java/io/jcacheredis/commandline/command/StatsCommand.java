package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.CacheFacts;
import io.jcacheredis.commandline.redis.Sample;
import io.jcacheredis.commandline.redis.Sample.Life;
import io.jcacheredis.commandline.redis.ServerInfo;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.redis.Survey;
import io.jcacheredis.commandline.redis.Survey.Part;
import io.jcacheredis.commandline.terminal.ProgressBar;
import io.jcacheredis.commandline.terminal.Table;
import io.jcacheredis.commandline.terminal.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Counts entries, estimates their memory and how long they live, and shows what the servers count. */
@Command(
        name = "stats",
        description = {
            "Count the entries of caches, and estimate by a sample of each what memory they take and how long they live on;"
                    + " show what the servers count since they started.",
            "Entries are counted by one walk over the database, by SCAN and never by KEYS."
        })
final class StatsCommand extends SessionCommand {

    private static final int LARGEST_SAMPLE = 100_000;

    @Parameters(paramLabel = "CACHE", arity = "0..*", description = "Only these caches; all unless said.")
    private List<String> names = new ArrayList<>();

    @Option(
            names = "--sample",
            paramLabel = "N",
            defaultValue = "200",
            description = "How many entries of each cache are looked at: ${DEFAULT-VALUE} unless said.")
    private int sampleSize;

    private record Row(Part part, Sample sample) {}

    StatsCommand(RootCommand root) {
        super(root, true);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        if (sampleSize < 1 || sampleSize > LARGEST_SAMPLE) {
            throw new Complaint(ExitStatus.USAGE, "--sample is from 1 to " + LARGEST_SAMPLE);
        }
        Optional<List<ServerInfo>> servers = ServerInfo.ofAll(session);
        List<Row> rows = rows(session, output, servers.orElse(List.of()));
        List<CacheFacts> absent = absent(session, rows);
        if (output.isJson()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("redis", session.address());
            fields.put("caches", rows.stream().map(StatsCommand::fields).toList());
            fields.put("server", servers.map(StatsCommand::fields).orElse(null));
            output.json(fields);
        } else {
            absent.forEach(cache -> output.note(UnknownCache.absence(cache)));
            Set<String> hidden = absent.stream().map(CacheFacts::name).collect(Collectors.toSet());
            show(
                    rows.stream()
                            .filter(row -> !hidden.contains(row.part().cacheName()))
                            .toList(),
                    output);
            showServers(servers, output);
        }
        return absent.isEmpty() ? ExitStatus.FINE : ExitStatus.FAILED;
    }

    private List<Row> rows(Session session, Output output, List<ServerInfo> servers) {
        Collection<CacheFacts> caches = names.isEmpty()
                ? session.catalog().all()
                : names.stream().map(session.catalog()::of).toList();
        Survey survey = new Survey(session, caches, sampleSize);
        int database = session.settings().connection().address().database();
        try (ProgressBar bar = output.progress(ServerInfo.keys(servers, database))) {
            survey.all(done -> bar.at(done, Text.number(done) + " keys looked at"));
        }
        return survey.parts().stream()
                .filter(part -> names.isEmpty() || names.contains(part.cacheName()))
                .map(part -> new Row(part, Sample.of(session, part.sample())))
                .toList();
    }

    /** The caches that were asked for and of which there is nothing. */
    private List<CacheFacts> absent(Session session, List<Row> rows) {
        return rows.stream()
                .filter(row -> names.contains(row.part().cacheName()))
                .map(row -> Map.entry(
                        session.catalog().of(row.part().cacheName()), row.part().entries()))
                .filter(cache -> UnknownCache.isAbsent(session, cache.getKey(), cache.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Map<String, @Nullable Object> fields(Row row) {
        Sample sample = row.sample();
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", row.part().cacheName());
        fields.put("known", row.part().known());
        fields.put("entries", row.part().entries());
        fields.put("memoryBytes", sample.estimate(row.part().entries()));
        fields.put("memoryExact", sample.exact());
        fields.put("sampled", sample.entries());
        Map<String, Long> lives = new LinkedHashMap<>();
        for (Life life : Life.values()) {
            lives.put(life.word(), sample.lives().getOrDefault(life, 0L));
        }
        fields.put("ttl", lives);
        return fields;
    }

    private static Map<String, Object> fields(List<ServerInfo> servers) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("servers", servers.size());
        fields.put("hits", ServerInfo.sum(servers, "keyspace_hits"));
        fields.put("misses", ServerInfo.sum(servers, "keyspace_misses"));
        fields.put("evictions", ServerInfo.sum(servers, "evicted_keys"));
        fields.put("expirations", ServerInfo.sum(servers, "expired_keys"));
        fields.put("memoryBytes", ServerInfo.sum(servers, "used_memory"));
        fields.put("maxMemoryBytes", ServerInfo.sum(servers, "maxmemory"));
        fields.put("clients", ServerInfo.sum(servers, "connected_clients"));
        return fields;
    }

    private void show(List<Row> rows, Output output) {
        Table table = new Table("CACHE", " ENTRIES", " MEMORY", " EACH", "LIVES ON");
        boolean exact = true;
        for (Row row : rows) {
            Sample sample = row.sample();
            exact &= sample.exact();
            table.add(
                    row.part().cacheName(),
                    Text.number(row.part().entries()),
                    Text.size(sample.estimate(row.part().entries())),
                    sample.entries() == 0 ? "-" : Text.size(sample.bytes() / sample.entries()),
                    lives(sample));
        }
        if (table.isEmpty() && names.isEmpty()) {
            output.note("No cache is known, and nothing is under the key prefix");
        } else if (!table.isEmpty()) {
            output.table(table);
        }
        if (!exact) {
            output.note(
                    "MEMORY is the length of keys and values only, as the user may not ask for more: +memory|usage");
        }
    }

    private static String lives(Sample sample) {
        List<String> parts = new ArrayList<>();
        sample.lives()
                .forEach((life, count) ->
                        parts.add(life.word() + " " + Math.round(100.0 * count / sample.entries()) + "%"));
        return parts.isEmpty() ? "-" : String.join("  ", parts);
    }

    private static void showServers(Optional<List<ServerInfo>> servers, Output output) {
        if (servers.isEmpty()) {
            output.note("What the server counts can't be told, as the user may not ask for it: +info");
            return;
        }
        List<ServerInfo> all = servers.get();
        long hits = ServerInfo.sum(all, "keyspace_hits");
        long misses = ServerInfo.sum(all, "keyspace_misses");
        long limit = ServerInfo.sum(all, "maxmemory");
        output.line("");
        output.line((all.size() == 1 ? "The server" : "The " + all.size() + " servers") + " since the start: "
                + Text.number(hits) + " hits, " + Text.number(misses) + " misses ("
                + Text.percent(hits, hits + misses) + "), "
                + Text.number(ServerInfo.sum(all, "evicted_keys")) + " evicted, "
                + Text.number(ServerInfo.sum(all, "expired_keys")) + " expired; "
                + Text.size(ServerInfo.sum(all, "used_memory")) + " used"
                + (limit == 0 ? ", no limit" : " of " + Text.size(limit)));
    }
}
