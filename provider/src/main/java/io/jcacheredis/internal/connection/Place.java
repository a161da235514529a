package io.jcacheredis.internal.connection;

/**
 * A server, with the part of the keys that it has where that matters.
 *
 * @param node where it listens
 * @param part equal as long as it has the same part
 */
public record Place(Node node, Object part) {

    private static final Object ALL = "all";
    private static final Object ANY = "any";

    /** A server that has all keys. */
    public static Place ofAll(Node node) {
        return new Place(node, ALL);
    }

    /** A server, whatever keys it has. */
    static Place ofAnyKeys(Node node) {
        return new Place(node, ANY);
    }

    /** Whether it is one {@linkplain #ofAnyKeys whatever keys it has}. */
    boolean isOfAnyKeys() {
        return part.equals(ANY);
    }
}
