package io.jcacheredis.examples.property.cache;

/**
 * Where Redis is, for the caches and for those who look at the server itself.
 *
 * @param url in any form that the provider knows, which is who says what is wrong with it
 */
public record RedisAddress(String url) {

    /** Whether it is one server that can be asked for its memory, and not a cluster, sentinels or a socket. */
    public boolean isOneServer() {
        return url.startsWith("redis://") || url.startsWith("rediss://");
    }

    /** Without user and password. */
    @Override
    public String toString() {
        return url.replaceFirst("//[^/]*@", "//");
    }
}
