package io.jcacheredis.internal.connection;

/**
 * Where one server listens.
 *
 * @param host a name, an IP address, or with port 0 the path of a Unix domain socket
 */
public record Node(String host, int port) {

    private static final int SOCKET_FILE = 0;

    /** A server that listens on a Unix domain socket. */
    static Node atPath(String path) {
        return new Node(path, SOCKET_FILE);
    }

    /** Whether it is a Unix domain socket. */
    boolean isPath() {
        return port == SOCKET_FILE;
    }

    /** As it stands in a URL. */
    @Override
    public String toString() {
        if (isPath()) {
            return host;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
