package io.jcacheredis.commandline.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.CacheFacts;
import io.jcacheredis.commandline.redis.EntryReader;
import io.jcacheredis.commandline.redis.KeyWalk;
import io.jcacheredis.commandline.redis.ServerInfo;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.ProgressBar;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.commandline.value.EntryLine;
import io.jcacheredis.commandline.value.Json;
import io.jcacheredis.internal.store.KeyPattern;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the entries of a cache as lines of JSON. */
@Command(
        name = "export",
        description = {
            "Write the entries of a cache as lines of JSON, each with the time that it lives on, for warm to read.",
            "What is written meanwhile may be there or not; a key may come twice."
        })
final class ExportCommand extends SessionCommand {

    private static final int BATCH = 200;

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Option(names = "--pattern", paramLabel = "GLOB", description = "Only entries whose keys match, as for keys.")
    private String pattern = "*";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "A new file to write to, instead of the output.")
    private @Nullable Path file;

    ExportCommand(RootCommand root) {
        super(root, true);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        CacheFacts facts = session.catalog().of(cache.name());
        EntryReader reader = new EntryReader(session, facts);
        long entries;
        try (OutputStream out = open(output)) {
            entries = write(session, facts, reader, output, out);
        } catch (IOException e) {
            throw new Complaint(ExitStatus.FAILED, "The entries can't be written: " + FileFailure.ofOutput(e));
        }
        boolean absent = pattern.equals("*") && UnknownCache.isAbsent(session, facts, entries + reader.leftOut());
        String said = Text.number(entries) + (entries == 1 ? " entry" : " entries") + " exported";
        if (output.isJson() && file != null) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("cache", cache.name());
            fields.put("file", file.toString());
            fields.put("entries", entries);
            fields.put("leftOut", reader.leftOut());
            output.json(fields);
        } else {
            output.note(absent ? UnknownCache.absence(facts) : said);
            if (reader.leftOut() > 0) {
                output.note(
                        Text.number(reader.leftOut())
                                + " left out, whose keys are not UTF-8: no line can have them, and the provider wrote none of them");
            }
        }
        return absent ? ExitStatus.FAILED : ExitStatus.FINE;
    }

    private OutputStream open(Output output) throws IOException {
        if (file == null) {
            return new FilterOutputStream(output.stream()) {
                @Override
                public void write(byte[] bytes, int from, int length) {
                    output.stream().write(bytes, from, length);
                }

                @Override
                public void close() throws IOException {
                    if (output.stream().checkError()) { // it is not ours to close
                        throw new IOException("nobody takes them");
                    }
                }
            };
        }
        return new BufferedOutputStream(Files.newOutputStream(file, StandardOpenOption.CREATE_NEW));
    }

    private long write(Session session, CacheFacts facts, EntryReader reader, Output output, OutputStream out)
            throws IOException {
        int database = session.settings().connection().address().database();
        long total = ServerInfo.ofAll(session)
                .map(all -> ServerInfo.keys(all, database))
                .orElse(0L);
        KeyWalk walk = new KeyWalk(session, glob(facts), BATCH);
        long lookedAt = 0;
        long entries = 0;
        boolean shown = file == null && output.terminal().showsOutput();
        try (ProgressBar bar = output.progress(shown ? -1 : total)) {
            while (!walk.isFinished()) {
                List<byte[]> keys = new ArrayList<>(walk.next());
                lookedAt += BATCH;
                while (!keys.isEmpty()) {
                    for (EntryLine entry : reader.readSome(keys)) {
                        String line = shown ? Json.line(entry.fields()) : Json.exactLine(entry.fields());
                        out.write(line.getBytes(UTF_8));
                        out.write('\n');
                        entries++;
                    }
                }
                requireTaken(output);
                if (!shown) {
                    bar.at(lookedAt, Text.number(entries) + " entries");
                }
            }
        }
        return entries;
    }

    /** Who reads the output may have seen enough. */
    private void requireTaken(Output output) throws IOException {
        if (file == null && output.stream().checkError()) {
            throw new IOException("nobody takes them");
        }
    }

    private byte[] glob(CacheFacts facts) {
        ByteArrayOutputStream glob = new ByteArrayOutputStream();
        glob.writeBytes(KeyPattern.escaped(facts.space().startBytes()));
        glob.writeBytes(pattern.getBytes(UTF_8));
        return glob.toByteArray();
    }
}
