package io.jcacheredis.internal.connection;

/**
 * A server with the part of the keys that it has.
 *
 * @param node where it listens
 * @param part equal as long as it has the same part
 */
public record Place(Node node, Object part) {

    private static final Object ALL = "all";

    /** A server that has all keys. */
    public static Place ofAll(Node node) {
        return new Place(node, ALL);
    }
}
