package io.jcacheredis.commandline.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.CacheFacts;
import io.jcacheredis.commandline.redis.KeyWalk;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.internal.store.KeyPattern;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists keys of a cache, a page at a time. */
@Command(
        name = "keys",
        description = {
            "List keys of a cache, a page at a time, by SCAN and never by KEYS.",
            "A page tells the cursor of the next one; a key may come twice."
        })
final class KeysCommand extends SessionCommand {

    private static final int LARGEST_PAGE = 100_000;
    private static final int LONGEST_STEP = 1000;

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Option(
            names = "--pattern",
            paramLabel = "GLOB",
            description =
                    "Only keys that match, as redis-cli takes it: * ? [a-z]. Without what keys of the cache begin with.")
    private String pattern = "*";

    @Option(
            names = "--page-size",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many keys a page has at least, if there are so many: ${DEFAULT-VALUE} unless said.")
    private int pageSize;

    @Option(names = "--cursor", paramLabel = "CURSOR", description = "Go on where an earlier page ended.")
    private @Nullable String cursor;

    @Option(names = "--limit", paramLabel = "N", description = "List so many keys, and no cursor; 0 for all of them.")
    private @Nullable Long limit;

    private int step;

    KeysCommand(RootCommand root) {
        super(root);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        if (cursor != null && limit != null) {
            throw new Complaint(ExitStatus.USAGE, "--cursor is for pages, and --limit for one list: say one of them");
        }
        if (pageSize < 1 || pageSize > LARGEST_PAGE || (limit != null && limit < 0)) {
            throw new Complaint(
                    ExitStatus.USAGE, "--page-size is from 1 to " + LARGEST_PAGE + ", and --limit is not negative");
        }
        CacheFacts facts = session.catalog().of(cache.name());
        KeyWalk walk = new KeyWalk(session, glob(facts), pageSize);
        if (cursor != null) {
            walk.from(cursor);
        }
        step = Math.min(LONGEST_STEP, pageSize);
        long wanted = limit == null ? pageSize : limit == 0 ? Long.MAX_VALUE : limit;
        long listed = output.isJson() ? listJson(walk, facts, wanted, output) : listLines(walk, facts, wanted, output);
        boolean empty = listed == 0 && walk.isFinished();
        boolean all = cursor == null && pattern.equals("*");
        boolean absent = empty && all && UnknownCache.isAbsent(session, facts, 0);
        if (empty) {
            output.note(absent ? UnknownCache.absence(facts) : "No key of cache '" + cache.name() + "' matches");
        }
        return absent ? ExitStatus.FAILED : ExitStatus.FINE;
    }

    private byte[] glob(CacheFacts facts) {
        ByteArrayOutputStream glob = new ByteArrayOutputStream();
        glob.writeBytes(KeyPattern.escaped(facts.space().startBytes()));
        glob.writeBytes(pattern.getBytes(UTF_8));
        return glob.toByteArray();
    }

    /** The keys of the next step that are wanted: a page has all that a step gave, as none may be lost between pages. */
    private List<String> next(KeyWalk walk, CacheFacts facts, long left) {
        List<String> keys = new ArrayList<>();
        for (byte[] redisKey : walk.next(step)) {
            byte[] key = facts.space().entryKey(redisKey);
            if (key != null && (limit == null || keys.size() < left)) {
                keys.add(new String(key, UTF_8));
            }
        }
        // Where keys are far between, longer steps spare round trips.
        step = keys.isEmpty() ? Math.min(LONGEST_STEP, 2 * step) : step;
        return keys;
    }

    private long listLines(KeyWalk walk, CacheFacts facts, long wanted, Output output) {
        long shown = 0;
        while (!walk.isFinished() && shown < wanted) {
            List<String> keys = next(walk, facts, wanted - shown);
            keys.forEach(key -> output.line(Text.harmless(key)));
            shown += keys.size();
            if (output.stream().checkError()) {
                return shown; // who reads it has seen enough
            }
        }
        if (limit == null && !walk.isFinished()) {
            output.note("There may be more: --cursor " + walk.cursor());
        }
        return shown;
    }

    private long listJson(KeyWalk walk, CacheFacts facts, long wanted, Output output) {
        List<String> all = new ArrayList<>();
        while (!walk.isFinished() && all.size() < wanted) {
            all.addAll(next(walk, facts, wanted - all.size()));
        }
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("cache", cache.name());
        fields.put("redisKeyStart", facts.space().start());
        fields.put("keys", all);
        fields.put("cursor", limit == null && !walk.isFinished() ? walk.cursor() : null);
        output.json(fields);
        return all.size();
    }
}
