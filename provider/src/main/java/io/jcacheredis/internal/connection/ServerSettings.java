package io.jcacheredis.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * How one server is connected to.
 *
 * @param tls how it is verified; null for a connection without TLS
 */
record ServerSettings(Node node, @Nullable TlsSettings tls, Login login, int database, String clientName, Use use) {

    /** What a connection is for. */
    enum Use {
        /** Whatever the server is. */
        ANYTHING,
        /** What a master only can do: a server that does not say that it is one is of no use. */
        MASTER,
        /** Reads that may be a little old. */
        OLD_READS,
        /** The same in a cluster, whose replicas redirect reads unless they are told that it is meant. */
        OLD_READS_OF_CLUSTER;

        /** Whether nothing is changed by it, so that nothing is in doubt when it breaks. */
        boolean onlyReads() {
            return this == OLD_READS || this == OLD_READS_OF_CLUSTER;
        }
    }
}
