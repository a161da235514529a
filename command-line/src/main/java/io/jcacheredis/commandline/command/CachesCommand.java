package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.CacheFacts;
import io.jcacheredis.commandline.redis.Catalog;
import io.jcacheredis.commandline.redis.ServerInfo;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.redis.Survey;
import io.jcacheredis.commandline.terminal.ProgressBar;
import io.jcacheredis.commandline.terminal.Table;
import io.jcacheredis.commandline.terminal.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists the caches. */
@Command(
        name = "caches",
        description = {
            "List the caches: those that the configuration declares, those that JVMs have open now, by the provider's registry in"
                    + " Redis, and keys under the prefix that are of none of them.",
            "Entries are counted by one walk over the database, by SCAN and never by KEYS."
        })
final class CachesCommand extends SessionCommand {

    @Option(names = "--no-count", description = "Don't count entries: two round trips, however large the database is.")
    private boolean uncounted;

    CachesCommand(RootCommand root) {
        super(root, true);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        Map<String, Long> entries = uncounted ? new TreeMap<>() : count(session, output);
        Map<String, CacheFacts> known = new TreeMap<>();
        session.catalog().all().forEach(cache -> known.put(cache.name(), cache));
        if (uncounted) {
            session.ask(Probes.ping());
        }
        List<String> names = new ArrayList<>(new TreeMap<>(all(known, entries)).keySet());
        if (output.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("redis", session.address());
            fields.put("keyPrefix", session.settings().keyPrefix());
            fields.put("registryRead", session.catalog().isComplete());
            fields.put(
                    "caches",
                    names.stream()
                            .map(name -> fields(name, known.get(name), entries.get(name)))
                            .toList());
            output.json(fields);
        } else {
            show(session, output, names, known, entries);
        }
        return ExitStatus.FINE;
    }

    private static Map<String, Boolean> all(Map<String, CacheFacts> known, Map<String, Long> entries) {
        Map<String, Boolean> all = new TreeMap<>();
        known.keySet().forEach(name -> all.put(name, true));
        entries.keySet().forEach(name -> all.put(name, true));
        return all;
    }

    private static Map<String, Long> count(Session session, Output output) {
        int database = session.settings().connection().address().database();
        long total = ServerInfo.ofAll(session)
                .map(all -> ServerInfo.keys(all, database))
                .orElse(0L);
        Map<String, Long> entries = new TreeMap<>();
        try (ProgressBar bar = output.progress(total)) {
            new Survey(session, session.catalog().all(), 0)
                    .all(done -> bar.at(done, Text.number(done) + " keys looked at"))
                    .forEach(part -> entries.put(part.cacheName(), part.entries()));
        }
        return entries;
    }

    private static Map<String, @Nullable Object> fields(
            String name, @Nullable CacheFacts cache, @Nullable Long entries) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("name", name);
        fields.put("known", cache != null);
        fields.put("declared", cache != null && cache.declared());
        fields.put("entries", entries);
        fields.put("openIn", cache == null ? List.of() : cache.jvms());
        fields.put("keys", cache == null ? null : cache.keyFormat());
        fields.put("values", cache == null ? List.of() : cache.formats());
        fields.put("onFailure", cache == null ? null : cache.onFailure().name().toLowerCase(Locale.ROOT));
        return fields;
    }

    private void show(
            Session session,
            Output output,
            List<String> names,
            Map<String, CacheFacts> known,
            Map<String, Long> entries) {
        Table table = new Table("CACHE", " ENTRIES", "DECLARED", " OPEN IN", "KEYS", "VALUES");
        for (String name : names) {
            CacheFacts cache = known.get(name);
            Long count = entries.get(name);
            table.add(
                    name,
                    count == null ? "?" : Text.number(count),
                    cache == null ? "unknown" : cache.declared() ? "yes" : "no",
                    cache == null ? "-" : cache.jvms().size() + (cache.jvms().size() == 1 ? " JVM" : " JVMs"),
                    cache == null ? "-" : cache.keyFormat(),
                    cache == null || cache.formats().isEmpty() ? "?" : String.join(" or ", cache.formats()));
        }
        if (table.isEmpty()) {
            output.note("No cache is declared, open or filled under the key prefix '"
                    + session.settings().keyPrefix() + "' of " + session.address());
        } else {
            output.table(table);
        }
        if (!session.catalog().isComplete()) {
            output.note(
                    "The user may not read the registry, so that caches which are only open somewhere are not told: "
                            + Catalog.RULES);
        }
    }
}
