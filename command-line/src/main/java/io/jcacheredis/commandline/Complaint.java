package io.jcacheredis.commandline;

/** Why a command can't go on, in words for the person at the terminal, with what to do. Holds no secret. */
public final class Complaint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ExitStatus status;

    /** A complaint that ends the program with that status. */
    public Complaint(ExitStatus status, String message) {
        super(message);
        this.status = status;
    }

    /** How the program ends. */
    public ExitStatus status() {
        return status;
    }
}
