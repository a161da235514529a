package io.jcacheredis.commandline.command;

import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.commandline.redis.OpenCache;
import io.jcacheredis.commandline.redis.Session;
import io.jcacheredis.commandline.terminal.Text;
import io.jcacheredis.commandline.value.EntryLine;
import io.jcacheredis.commandline.value.Json;
import io.jcacheredis.commandline.value.StoredValue;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.JsonNode;

/** Shows the value of an entry. It is not an access: the entry lives no longer for it. */
@Command(name = "get", description = "Show the value of an entry. It is not an access that prolongs its life.")
final class GetCommand extends SessionCommand {

    @Mixin
    private CacheArgument cache = new CacheArgument();

    @Parameters(index = "1", paramLabel = "KEY", description = "The key, as it is in Redis after the cache's name.")
    private String key = "";

    @Option(names = "--raw", description = "The bytes as they lie in Redis, and nothing else.")
    private boolean raw;

    GetCommand(RootCommand root) {
        super(root);
    }

    @Override
    ExitStatus run(Session session, Output output) {
        OpenCache open = session.open(cache.name());
        byte[] stored = open.cache().get(key);
        Optional<Duration> ttl = open.cache().timeToLive(key);
        open.requireAnswered();
        if (stored == null || ttl.isEmpty()) {
            return missing(open, output);
        }
        if (raw) {
            output.stream().write(stored, 0, stored.length);
            return ExitStatus.FINE;
        }
        StoredValue value = StoredValue.of(stored, open.facts().formats());
        if (output.isJson()) {
            Map<String, @Nullable Object> fields = entry(open, true);
            EntryLine.putValue(fields, value);
            fields.put(
                    "ttlMillis",
                    EntryLine.isEternal(ttl.get()) ? null : ttl.get().toMillis());
            fields.put("bytes", stored.length);
            output.json(fields);
        } else {
            show(value, output);
        }
        return ExitStatus.FINE;
    }

    private ExitStatus missing(OpenCache open, Output output) {
        if (output.isJson()) {
            output.json(entry(open, false));
        } else {
            output.note("Cache '" + cache.name() + "' has no entry "
                    + Text.harmless(open.cache().redisKey(key)));
        }
        return ExitStatus.FAILED;
    }

    private Map<String, @Nullable Object> entry(OpenCache open, boolean found) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("cache", cache.name());
        fields.put("key", key);
        fields.put("redisKey", open.cache().redisKey(key));
        fields.put("found", found);
        return fields;
    }

    private static void show(StoredValue value, Output output) {
        JsonNode tree = value.tree();
        if (tree == null) {
            output.note("written by the codec " + value.codec() + ", which is not readable; in base64:");
            output.line(Base64.getEncoder().encodeToString(value.content()));
        } else if (tree.isString()) {
            String text = tree.stringValue();
            output.line(output.terminal().showsOutput() ? Text.harmless(text) : text);
        } else {
            output.line(Json.pretty(tree));
        }
    }
}
