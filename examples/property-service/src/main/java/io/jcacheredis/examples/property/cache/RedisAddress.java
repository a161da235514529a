package io.jcacheredis.examples.property.cache;

import java.net.URI;

/** Where Redis is, for the caches and for those who look at the server itself. */
public record RedisAddress(URI uri) {

    /** Whether it is one server that can be asked for its memory, and not a cluster, sentinels or a socket. */
    public boolean isOneServer() {
        return "redis".equals(uri.getScheme()) || "rediss".equals(uri.getScheme());
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getAuthority().replaceFirst(".*@", "");
    }
}
