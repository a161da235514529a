package io.jcacheredis.internal.connection;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where a Redis is and how to log in there, as said by a URL. Its {@link #toString} holds no secret.
 *
 * @param nodes one server, some of the sentinels, or some of the nodes of a cluster
 * @param masterName by which sentinels know the master; null without sentinels
 */
public record RedisAddress(
        Topology topology,
        boolean tls,
        List<Node> nodes,
        @Nullable String masterName,
        Login login,
        int database) {

    /** What URLs may look like, for people. */
    public static final String FORMS = Stream.of(AddressParser.Form.values())
            .map(AddressParser.Form::toString)
            .collect(Collectors.joining(", "));

    /** Short enough for a name in JMX, long enough that no two users have the same. */
    private static final int DIGEST_BYTES = 8;

    /** One server. */
    public RedisAddress(
            boolean tls, String host, int port, @Nullable String user, @Nullable String password, int database) {
        this(Topology.SINGLE, tls, List.of(new Node(host, port)), null, new Login(user, password), database);
    }

    /** Whether a URI is meant as the address of a Redis. */
    public static boolean isAddress(URI uri) {
        return AddressParser.hasScheme(uri);
    }

    /**
     * Reads a URL.
     *
     * @throws IllegalArgumentException if it is not of one of the forms in {@link AddressParser}; the message does not repeat
     *     it, as it may hold a password
     */
    public static RedisAddress parse(String url) {
        return AddressParser.parse(url);
    }

    /** The same for somebody else, or another database. */
    public RedisAddress with(Login other, int otherDatabase) {
        return new RedisAddress(topology, tls, nodes, masterName, other, otherDatabase);
    }

    /** Whether user and password are the same. */
    public boolean hasLoginOf(RedisAddress other) {
        return login.equals(other.login);
    }

    /** The address as a short text without user and password, which is a URL of this address. */
    public String display() {
        if (isPath()) {
            return "unix://" + encoded(nodes.get(0).host());
        }
        String hosts = nodes.stream().map(Node::toString).collect(Collectors.joining(","));
        return topology.scheme(tls) + "://" + hosts
                + (masterName == null ? "" : "/" + masterName)
                + (database == 0 ? "" : "/" + database);
    }

    private static String encoded(String path) {
        try {
            return new URI(null, null, path, null).getRawPath();
        } catch (URISyntaxException e) {
            throw new IllegalStateException("an absolute path is a URI", e);
        }
    }

    private boolean isPath() {
        return nodes.get(0).isPath();
    }

    /** A URI for names and logs: without secrets, but another one for another user, as managers are told apart by it. */
    public URI alias() {
        return URI.create(
                AddressParser.withoutBrackets(display()) + (login.user() == null ? "" : "#" + digest(login.user())));
    }

    private static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return display();
    }
}
