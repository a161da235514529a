package io.jcacheredis.spring;

import org.jspecify.annotations.Nullable;

/**
 * A listener of a cache as IDEs complete it: see {@link DeclaredCache}. Its {@code class}, which it must have, can't be a property of a Java bean.
 */
public final class DeclaredListener {

    private @Nullable String filter;
    private @Nullable Boolean synchronous;
    private @Nullable Boolean oldValueRequired;

    public @Nullable String getFilter() {
        return filter;
    }

    public void setFilter(@Nullable String filter) {
        this.filter = filter;
    }

    public @Nullable Boolean getSynchronous() {
        return synchronous;
    }

    public void setSynchronous(@Nullable Boolean synchronous) {
        this.synchronous = synchronous;
    }

    public @Nullable Boolean getOldValueRequired() {
        return oldValueRequired;
    }

    public void setOldValueRequired(@Nullable Boolean oldValueRequired) {
        this.oldValueRequired = oldValueRequired;
    }
}
