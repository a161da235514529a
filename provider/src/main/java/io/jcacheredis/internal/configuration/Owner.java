package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Setting.Scope;

/** What a setting is of. */
sealed interface Owner {

    /** The manager itself. */
    record Manager() implements Owner {}

    /** All caches. */
    record Defaults() implements Owner {}

    /** A cache, or the caches whose names match a pattern. */
    record Named(String name) implements Owner {}

    default Scope scope() {
        return this instanceof Manager ? Scope.MANAGER : Scope.CACHE;
    }
}
