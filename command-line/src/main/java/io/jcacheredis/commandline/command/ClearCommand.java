package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.OpenCache;
import io.jcacheredis.commandline.redis.Session;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Removes all entries of a cache. */
@Command(
        name = "clear",
        description = {
            "Remove all entries of a cache, in small steps. Asks before it begins.",
            "Writers and listeners of applications are not told; their near caches are."
        })
final class ClearCommand extends SessionCommand {

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Mixin
    private Removal removal = new Removal();

    ClearCommand(RootCommand root) {
        super(root, true);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        removal.requireYes(session, output, cache, "all entries of cache '" + cache.name() + "'");
        OpenCache open = session.open(cache.name());
        return removal.tell(output, open, Map.of(), all -> removal.byPattern(session, output, all, "*"));
    }
}
