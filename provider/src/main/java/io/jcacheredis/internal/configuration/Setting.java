package io.jcacheredis.internal.configuration;

import org.jspecify.annotations.Nullable;

/**
 * A row of the schema.
 *
 * @param name its name below that of its scope: {@code expiry.created}
 * @param defaultText what holds if nobody says anything, spelled as users spell it; null for nothing
 * @param doc what it does, for people, in Markdown
 */
record Setting<T>(
        String name, Scope scope, Kind<T> kind, @Nullable String defaultText, String doc) {

    static final String EXPIRY = "expiry";

    /** Where a setting may stand. */
    enum Scope {
        /** Once: {@code jcache.redis.<name>}. */
        MANAGER,
        /** For caches: {@code jcache.redis.defaults.<name>}, {@code jcache.redis.caches[<name or pattern>].<name>}. */
        CACHE,
        /** In the list of a cache's listeners: {@code ….listeners[0].<name>}. */
        LISTENER,
        /** In the list of the manager's rules of invalidation: {@code jcache.redis.invalidation[0].<name>}. */
        RULE
    }

    /**
     * What counts as one setting where sources are merged: a later source that says one of a group replaces all that an
     * earlier one said of it. How long entries live is one, a list is one, any other stands for itself.
     */
    String group() {
        return ElementList.ofElements(scope)
                .map(list -> list.whole().name())
                .orElse(name.startsWith(EXPIRY + ".") ? EXPIRY : name);
    }

    /** The full name in the scope of the manager. */
    String fullName() {
        return Schema.ROOT + "." + name;
    }
}
