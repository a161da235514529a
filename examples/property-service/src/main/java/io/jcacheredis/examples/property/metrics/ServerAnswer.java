package io.jcacheredis.examples.property.metrics;

import java.util.Optional;

/**
 * What came of asking the server.
 *
 * @param info empty unless it told
 */
public record ServerAnswer(Kind kind, Optional<ServerInfo> info) {

    /** How it went. */
    public enum Kind {
        /** The server told of itself. */
        TOLD,
        /** It may not be asked by this user, or is not one server but many: that says nothing about the caches. */
        NOT_ASKED,
        /** It can't be reached, or is not ready. */
        UNREACHABLE
    }

    static ServerAnswer of(ServerInfo info) {
        return new ServerAnswer(Kind.TOLD, Optional.of(info));
    }

    static ServerAnswer without(Kind kind) {
        return new ServerAnswer(kind, Optional.empty());
    }
}
