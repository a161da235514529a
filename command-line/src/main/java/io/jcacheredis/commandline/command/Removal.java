package io.jcacheredis.commandline.command;

import io.jcacheredis.PurgeOptions;
import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.CacheFacts;
import io.jcacheredis.commandline.redis.Catalog;
import io.jcacheredis.commandline.redis.OpenCache;
import io.jcacheredis.commandline.redis.ServerInfo;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.ProgressBar;
import io.jcacheredis.commandline.terminal.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What {@code purge} and {@code clear} have in common: how carefully they go about it. */
final class Removal {

    private static final int LARGEST_STEP = 1000;

    @Option(names = "--dry-run", description = "Remove nothing, and tell how many entries would be.")
    private boolean dryRun;

    @Option(
            names = {"-y", "--yes"},
            description = "Don't ask.")
    private boolean yes;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Look at so many keys of the database in a second, at most, or of entries with the tag.")
    private long rate;

    @Mixin
    private UnknownCache unknown = new UnknownCache();

    /**
     * Asks whether that is meant, unless nothing is removed or it was said. Nothing is opened yet, so that an application which starts while
     * a person thinks about it finds nobody who disagrees.
     */
    void requireYes(Session session, Output output, CacheArgument cache, String what) {
        if (rate < 0) {
            throw new Complaint(ExitStatus.USAGE, "--rate is a number of keys, and not negative");
        }
        CacheFacts facts = session.catalog().of(cache.name());
        String doubt = doubt(session, facts);
        if (dryRun) {
            if (!doubt.isEmpty()) {
                output.note(doubt);
            }
        } else if (yes) {
            unknown.require(doubt);
        } else {
            output.requireYes((doubt.isEmpty() ? "" : doubt + ". ") + "Remove " + what + " (keys "
                    + facts.space().start() + "*) at " + session.address() + "?");
        }
    }

    /** Why the keys may be those of other caches, too; empty if they can't. */
    private static String doubt(Session session, CacheFacts facts) {
        String keys = facts.space().start() + "* may be those of another cache, '" + facts.name() + ":…' say";
        if (!session.catalog().isComplete()) {
            return "This user may not ask which caches are open (" + Catalog.RULES + "), so that keys " + keys;
        }
        return facts.isKnown() ? "" : UnknownCache.isUnknown(facts) + ", so that keys " + keys;
    }

    /** Removes what matches a pattern, with a bar. */
    long byPattern(Session session, Output output, OpenCache open, String pattern) {
        int database = session.settings().connection().address().database();
        long total = ServerInfo.ofAll(session)
                .map(all -> ServerInfo.keys(all, database))
                .orElse(0L);
        try (ProgressBar bar = output.progress(total)) {
            return open.cache().purge(pattern, options(session, bar, "keys"));
        }
    }

    /** Removes what has any of the tags. How many entries that will be nobody knows, so that the bar has no end. */
    long byTags(Session session, Output output, OpenCache open, List<String> tags) {
        try (ProgressBar bar = output.progress(0)) {
            return open.cache().purgeByTag(Set.copyOf(tags), options(session, bar, "entries"));
        }
    }

    private PurgeOptions options(Session session, ProgressBar bar, String things) {
        String found = dryRun ? " found" : " removed";
        PurgeOptions options = PurgeOptions.DEFAULTS.withKeysPerSecond(rate).withProgress(done -> {
            if (session.isEnding()) { // whose end waits for calls that are under way, and would let it go on meanwhile
                throw new CancellationException("ended by a signal");
            }
            bar.at(
                    done.lookedAt(),
                    Text.number(done.lookedAt()) + " " + things + " looked at, " + Text.number(done.found()) + found);
        });
        // In steps of a tenth of a second at most, so that a slow purge is an even one.
        int step = rate == 0 ? LARGEST_STEP : (int) Math.max(10, Math.min(LARGEST_STEP, rate / 10));
        return dryRun ? options.withBatchSize(step).asDryRun() : options.withBatchSize(step);
    }

    /** Does it, and tells what came of it. */
    ExitStatus tell(Output output, OpenCache open, Map<String, Object> selection, ToLongFunction<OpenCache> removal) {
        long count = removal.applyAsLong(open);
        open.requireAnswered();
        if (output.isJson()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("cache", open.facts().name());
            fields.putAll(selection);
            fields.put("known", open.facts().isKnown());
            fields.put("dryRun", dryRun);
            fields.put("entries", count);
            output.json(fields);
        } else {
            String entries = Text.number(count) + (count == 1 ? " entry" : " entries");
            output.line(dryRun ? entries + " would be removed; nothing was" : entries + " removed");
        }
        return ExitStatus.FINE;
    }
}
