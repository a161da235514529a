package io.jcacheredis.commandline.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.CacheFacts;
import io.jcacheredis.commandline.redis.EntryWriter;
import io.jcacheredis.commandline.redis.OpenCache;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.ProgressBar;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.commandline.value.EntryLine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Puts entries into a cache that {@code export} wrote. */
@Command(
        name = "warm",
        description = {
            "Put entries into a cache, from lines of JSON as export writes them, each with its time to live, counted from now.",
            "Entries of the same keys are replaced. Stops at the first line that is wrong; what was put before stays.",
            "Writers and listeners of applications are not told; their near caches are."
        })
final class WarmCommand extends SessionCommand {

    private static final int ENTRIES_AT_ONCE = 100;
    private static final long BYTES_AT_ONCE = 4 << 20;

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Option(
            names = {"-i", "--input"},
            paramLabel = "FILE",
            description = "The file to read, instead of the input.")
    private @Nullable Path file;

    @Option(names = "--dry-run", description = "Put nothing, and tell whether all lines are right.")
    private boolean dryRun;

    @Mixin
    private UnknownCache unknown = new UnknownCache();

    WarmCommand(RootCommand root) {
        super(root, true);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        CacheFacts facts = session.catalog().of(cache.name());
        requireReaders(facts, output);
        OpenCache open = session.open(cache.name());
        session.ask(Probes.ping());
        long entries;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(input(), UTF_8.newDecoder()))) {
            entries = put(facts, session.writer(open), lines, output);
        } catch (IOException e) {
            throw new Complaint(ExitStatus.FAILED, "The entries can't be read: " + FileFailure.ofInput(e));
        }
        if (output.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("cache", cache.name());
            fields.put("known", facts.isKnown());
            fields.put("dryRun", dryRun);
            fields.put("entries", entries);
            output.json(fields);
        } else {
            String said = Text.number(entries) + (entries == 1 ? " entry" : " entries");
            output.line(dryRun ? said + " would be put; nothing was" : said + " put");
        }
        return ExitStatus.FINE;
    }

    /** Entries of a cache that nobody has would lie in Redis for nothing. */
    private void requireReaders(CacheFacts facts, Output output) {
        if (facts.isKnown()) {
            return;
        }
        String doubt = UnknownCache.isUnknown(facts) + ", so that nobody may ever read what is put there";
        if (dryRun) {
            output.note(doubt);
        } else {
            unknown.require(doubt);
        }
    }

    private InputStream input() throws IOException {
        return file == null ? root().surroundings().in() : Files.newInputStream(file);
    }

    private long put(CacheFacts facts, EntryWriter writer, BufferedReader lines, Output output) throws IOException {
        List<EntryLine> batch = new ArrayList<>();
        long bytes = 0;
        long number = 0;
        long first = 1;
        long entries = 0;
        try (ProgressBar bar = output.progress(0)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                number++;
                if (line.isBlank()) {
                    continue;
                }
                EntryLine entry = parse(line, number, facts);
                batch.add(entry);
                bytes += entry.value().content().length;
                if (batch.size() == ENTRIES_AT_ONCE || bytes > BYTES_AT_ONCE) {
                    entries += put(writer, batch, first, number);
                    bytes = 0;
                    first = number + 1;
                    bar.at(number, Text.number(entries) + " entries");
                }
            }
            return entries + put(writer, batch, first, number);
        }
    }

    private static EntryLine parse(String line, long number, CacheFacts facts) {
        EntryLine entry;
        try {
            entry = EntryLine.parse(line);
        } catch (IllegalArgumentException e) {
            throw wrong(number, e.getMessage());
        }
        Set<String> formats = facts.formats();
        String codec = entry.value().codec();
        boolean fits = formats.isEmpty() || formats.contains(codec) || isUndecided(codec);
        if (!fits) {
            throw wrong(number, "it is of codec " + codec + ", and the cache reads " + String.join(" or ", formats));
        }
        return entry;
    }

    /** What export said of bytes whose codec it did not know. */
    private static boolean isUndecided(String codec) {
        return codec.equals("text") || codec.equals("unknown");
    }

    private static Complaint wrong(long number, @Nullable String why) {
        return new Complaint(ExitStatus.FAILED, "Line " + number + " is no entry: " + why);
    }

    /** All of them together, which are on these lines, and empties the list. */
    private long put(EntryWriter writer, List<EntryLine> batch, long first, long last) {
        int size = batch.size();
        try {
            if (!dryRun) {
                writer.put(batch);
            }
        } catch (CacheException e) {
            throw new Complaint(
                    Program.status(e),
                    (first == last ? "Line " + first : "Lines " + first + " to " + last) + " may not be put: "
                            + e.getMessage() + ". What stands before is put. Lines that are put again do no harm");
        }
        batch.clear();
        return size;
    }
}
