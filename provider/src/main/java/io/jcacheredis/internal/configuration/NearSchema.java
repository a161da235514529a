package io.jcacheredis.internal.configuration;

import io.jcacheredis.NearCache;
import io.jcacheredis.internal.configuration.Setting.Scope;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rows of the {@link Schema} that say what each JVM keeps of a cache. */
final class NearSchema {

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofDays(365);

    static final Setting<Integer> SIZE = cache(
            "near.size",
            Kinds.number(0, Integer.MAX_VALUE),
            "0",
            "How many entries each JVM keeps for itself after it has read them, so that it need not ask Redis again; 0 for none. Needs"
                    + " `+client|tracking`. See [near caches](near-cache.md).");
    static final Setting<Duration> TTL = cache(
            "near.ttl",
            Kinds.duration(SHORTEST, LONGEST),
            null,
            "For how long an entry is kept there at most. As long as it lives in Redis and is not changed, unless you say so.");

    private NearSchema() {}

    /** What was said, or empty for none. */
    static Optional<NearCache> read(Block block, ClassLoader classes) {
        Integer size = block.value(SIZE, classes);
        Duration ttl = block.value(TTL, classes);
        if (size == null || size == 0) {
            return Optional.empty();
        }
        NearCache near = NearCache.ofSize(size);
        return Optional.of(ttl == null ? near : near.withTimeToLive(ttl));
    }

    private static <T> Setting<T> cache(String name, Kind<T> kind, @Nullable String defaultText, String doc) {
        return new Setting<>(name, Scope.CACHE, kind, defaultText, doc);
    }
}
