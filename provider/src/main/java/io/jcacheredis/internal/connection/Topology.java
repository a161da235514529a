package io.jcacheredis.internal.connection;

/** How the servers behind an address hang together. */
public enum Topology {
    /** One server. */
    SINGLE("redis"),
    /** A master with replicas, which sentinels watch over. */
    SENTINEL("redis+sentinel"),
    /** A Redis Cluster. */
    CLUSTER("redis+cluster");

    private final String scheme;

    Topology(String scheme) {
        this.scheme = scheme;
    }

    /** What its URLs begin with: {@code redis+cluster}, or {@code rediss+cluster} with TLS. */
    String scheme(boolean tls) {
        return tls ? scheme.replace("redis", "rediss") : scheme;
    }
}
