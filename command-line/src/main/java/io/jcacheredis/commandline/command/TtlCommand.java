package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.OpenCache;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.commandline.value.EntryLine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Tells how long an entry lives on. */
@Command(name = "ttl", description = "Tell how long an entry lives on.")
final class TtlCommand extends SessionCommand {

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Parameters(index = "1", paramLabel = "KEY", description = "The key, as it is in Redis after the cache's name.")
    private String key = "";

    TtlCommand(RootCommand root) {
        super(root);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        OpenCache open = session.open(cache.name());
        Optional<Duration> ttl = open.cache().timeToLive(key);
        open.requireAnswered();
        boolean eternal = ttl.isPresent() && EntryLine.isEternal(ttl.get());
        if (output.isJson()) {
            Map<String, @Nullable Object> fields = new LinkedHashMap<>();
            fields.put("cache", cache.name());
            fields.put("key", key);
            fields.put("redisKey", open.cache().redisKey(key));
            fields.put("found", ttl.isPresent());
            fields.put("eternal", eternal);
            fields.put("ttlMillis", eternal ? null : ttl.map(Duration::toMillis).orElse(null));
            output.json(fields);
        } else if (ttl.isPresent()) {
            output.line(
                    eternal
                            ? "never expires"
                            : Text.duration(ttl.get()) + " (" + ttl.get().toMillis() + " ms)");
        } else {
            output.note("Cache '" + cache.name() + "' has no entry "
                    + Text.harmless(open.cache().redisKey(key)));
        }
        return ttl.isPresent() ? ExitStatus.FINE : ExitStatus.FAILED;
    }
}
