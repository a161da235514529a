package io.jcacheredis.internal.connection;

/** Which servers answer reads that may be a little old. */
public enum ReadFrom {
    /** The master, as everything else. */
    MASTER,
    /** A replica, and the master where there is none that answers or none has the entry. */
    REPLICA_PREFERRED
}
