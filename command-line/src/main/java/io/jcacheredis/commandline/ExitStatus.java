package io.jcacheredis.commandline;

import java.util.Locale;

/** How the program ends, as scripts see it. The codes never change. */
public enum ExitStatus {
    /** All is well. */
    FINE(0),
    /** There are findings, something is not there, or something failed. */
    FAILED(1),
    /** The command line or the configuration makes no sense. */
    USAGE(2),
    /** Redis can't be reached or does not answer in time. */
    UNREACHABLE(3),
    /** Redis does not let this user in, or not do this. */
    NOT_PERMITTED(4),
    /** Somebody was asked and did not say yes, nobody could be asked, or nobody knows the cache. Nothing was changed. */
    NOT_CONFIRMED(5);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    /** What the process ends with. */
    public int code() {
        return code;
    }

    /** How {@code --json} names it: {@code not-permitted}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
