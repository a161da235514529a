package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.OpenCache;
import io.jcacheredis.commandline.redis.Session;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Removes some entries of a cache. */
@Command(
        name = "purge",
        description = {
            "Remove entries of a cache by a pattern on their keys, or by tags. Asks before it begins.",
            "Writers and listeners of applications are not told; their near caches are."
        })
final class PurgeCommand extends SessionCommand {

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @ArgGroup(multiplicity = "1")
    private Selection selection = new Selection();

    @Mixin
    private Removal removal = new Removal();

    /** Which entries. */
    private static final class Selection {

        @Option(
                names = "--pattern",
                paramLabel = "GLOB",
                description =
                        "Entries whose keys match: * ? [a-z], and \\ before what is meant as it is. Without what keys of the"
                                + " cache begin with.")
        private @Nullable String pattern;

        @Option(names = "--tag", paramLabel = "TAG", description = "Entries with this tag, or with any of several.")
        private @Nullable List<String> tags;
    }

    PurgeCommand(RootCommand root) {
        super(root, true);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        String pattern = selection.pattern;
        List<String> tags = selection.tags;
        if (pattern != null) {
            return byPattern(session, output, pattern);
        }
        if (tags == null) {
            throw new IllegalStateException("neither a pattern nor a tag was asked for, and one is required");
        }
        return byTags(session, output, tags);
    }

    private ExitStatus byPattern(Session session, Output output, String pattern) {
        removal.requireYes(
                session, output, cache, "the entries of cache '" + cache.name() + "' that match '" + pattern + "'");
        OpenCache open = session.open(cache.name());
        return removal.tell(
                output, open, Map.of("pattern", pattern), some -> removal.byPattern(session, output, some, pattern));
    }

    private ExitStatus byTags(Session session, Output output, List<String> tags) {
        String named = "'" + String.join("', '", tags) + "'";
        removal.requireYes(session, output, cache, "the entries of cache '" + cache.name() + "' with the tag " + named);
        OpenCache open = session.open(cache.name());
        return removal.tell(output, open, Map.of("tags", tags), some -> removal.byTags(session, output, some, tags));
    }
}
