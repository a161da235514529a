package io.jcacheredis.examples.property.domain;

/** There is no such thing, or it is somebody else's. */
public final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is not there: its kind and its identifier. */
    public NotFoundException(String kind, String id) {
        super("there is no " + kind + " " + id);
    }
}
