package io.jcacheredis.embedded;

/** The port belongs to another process; where the port was our choice, another one is tried. */
final class AddressInUseException extends EmbeddedRedisException {

    private static final long serialVersionUID = 1L;

    AddressInUseException(String message) {
        super(message);
    }
}
