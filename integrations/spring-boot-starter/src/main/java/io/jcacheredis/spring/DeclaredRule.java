package io.jcacheredis.spring;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A rule of {@code jcache.redis.invalidation} as IDEs complete it: see {@link DeclaredCache}.
 */
public final class DeclaredRule {

    private @Nullable List<String> on;
    private @Nullable Map<String, String> when;
    private @Nullable List<String> purge;
    private @Nullable List<String> purgeTags;

    public @Nullable List<String> getOn() {
        return on;
    }

    public void setOn(@Nullable List<String> on) {
        this.on = on;
    }

    public @Nullable Map<String, String> getWhen() {
        return when;
    }

    public void setWhen(@Nullable Map<String, String> when) {
        this.when = when;
    }

    public @Nullable List<String> getPurge() {
        return purge;
    }

    public void setPurge(@Nullable List<String> purge) {
        this.purge = purge;
    }

    public @Nullable List<String> getPurgeTags() {
        return purgeTags;
    }

    public void setPurgeTags(@Nullable List<String> purgeTags) {
        this.purgeTags = purgeTags;
    }
}
