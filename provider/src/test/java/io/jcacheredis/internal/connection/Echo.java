package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.HandOver.Manner;
import java.io.IOException;
import redis.clients.jedis.args.Rawable;

/** What is sent to the server in memory, and is its own reply. It knows whether it was written. */
final class Echo implements Rawable {

    private final Manner manner;
    private boolean measured;
    private boolean written;
    private boolean neverSent;

    Echo(Manner manner) {
        this.manner = manner;
    }

    /** Its length is asked for when a call is made, and its bytes when it is written. */
    @Override
    public byte[] getRaw() {
        if (measured) {
            switch (manner) {
                case UNWRITABLE -> throw new Injected();
                case ILL_BEHAVED -> throw new InjectedException();
                default -> {}
            }
        }
        measured = true;
        return new byte[1];
    }

    /** The server gets it. */
    synchronized void send() {
        if (written || neverSent) {
            throw new IllegalStateException(written ? "written twice" : "written after it was given up");
        }
        written = true;
    }

    /** Its sender was told that it is not sent; whether that is so. */
    synchronized boolean neverSend() {
        neverSent = true;
        return !written;
    }

    /** The server's reply. */
    Echo reply() throws IOException {
        return switch (manner) {
            case UNREADABLE -> throw new Injected();
            case CUT, CUT_AND_STUCK -> throw new CutException();
            default -> this;
        };
    }

    boolean isStuck() {
        return manner == Manner.CUT_AND_STUCK;
    }

    static boolean isOnPurpose(Throwable failure) {
        return failure instanceof Injected || failure instanceof InjectedException || failure instanceof CutException;
    }

    static final class Injected extends OutOfMemoryError {
        private static final long serialVersionUID = 1L;
    }

    private static final class InjectedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class CutException extends IOException {
        private static final long serialVersionUID = 1L;
    }
}
