package io.jcacheredis.internal.connection;

import org.jspecify.annotations.Nullable;

/**
 * How one server is connected to.
 *
 * @param tls how it is verified; null for a connection without TLS
 * @param masterOnly whether it is of no use unless it says that it is a master
 */
record ServerSettings(
        Node node, @Nullable TlsSettings tls, Login login, int database, String clientName, boolean masterOnly) {}
