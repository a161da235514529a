package io.jcacheredis.internal.connection;

/** What a failure says about Redis. */
public enum FailureKind {
    /** It can't be reached or is late: later it may answer. */
    UNREACHABLE,
    /** It is there and does not let us in, or is too old: somebody has to change something. */
    NOT_LET_IN,
    /** It answered, and refused this command. */
    COMMAND_REFUSED
}
