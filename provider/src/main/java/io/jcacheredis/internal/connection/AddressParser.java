package io.jcacheredis.internal.connection;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the URL of a Redis. No message repeats it, as it may hold a password. */
final class AddressParser {

    private static final String LOGIN_FORM = "[[user]:password@]";
    private static final String HOSTS_FORM = "host[:port][,host[:port]]…";

    /** The forms, as messages and the documentation have them. */
    enum Form {
        SINGLE("redis[s]://" + LOGIN_FORM + "host[:port][/database]", 6379),
        SENTINEL("redis[s]+sentinel://" + LOGIN_FORM + HOSTS_FORM + "/master[/database]", 26379),
        CLUSTER("redis[s]+cluster://" + LOGIN_FORM + HOSTS_FORM, 6379),
        UNIX("unix://" + LOGIN_FORM + "/path", 0);

        private final String text;
        private final int defaultPort;

        Form(String text, int defaultPort) {
            this.text = text;
            this.defaultPort = defaultPort;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private record Scheme(Form form, boolean tls) {}

    private static final Map<String, Scheme> SCHEMES = schemes();

    /** java.net.URI finds no host where there are several, or one with an underscore, as names of containers often have. */
    private static final Pattern AUTHORITY = Pattern.compile("(?:(?<login>[^@]*)@)?(?<hosts>[^@]*)");

    private static final Pattern HOST =
            Pattern.compile("(?<host>\\[[0-9a-fA-F:.%]+\\]|[\\w.-]+)(?::(?<port>\\d{0,9}))?");
    /** What Sentinel allows in the name of a master. */
    private static final Pattern MASTER_NAME = Pattern.compile("[\\w.-]+");

    private static final int LAST_PORT = 65_535;

    private final Scheme scheme;
    private final URI uri;

    private AddressParser(Scheme scheme, URI uri) {
        this.scheme = scheme;
        this.uri = uri;
    }

    private static Map<String, Scheme> schemes() {
        Map<String, Scheme> schemes = new LinkedHashMap<>();
        for (boolean tls : new boolean[] {false, true}) {
            for (Topology topology : Topology.values()) {
                schemes.put(topology.scheme(tls), new Scheme(Form.valueOf(topology.name()), tls));
            }
        }
        schemes.put("unix", new Scheme(Form.UNIX, false));
        return schemes;
    }

    static boolean hasScheme(URI uri) {
        return uri.getScheme() != null && SCHEMES.containsKey(uri.getScheme().toLowerCase(Locale.ROOT));
    }

    static RedisAddress parse(String url) {
        URI uri;
        try {
            uri = URI.create(withoutBrackets(url.trim()));
        } catch (IllegalArgumentException e) {
            // The cause is left out: its message repeats the URL.
            throw malformed(Form.SINGLE, "it is not a URI");
        }
        Scheme scheme =
                uri.getScheme() == null ? null : SCHEMES.get(uri.getScheme().toLowerCase(Locale.ROOT));
        if (scheme == null) {
            // What stands before the first colon may be a user or a password.
            throw malformed(
                    Form.SINGLE,
                    url.isBlank()
                            ? "it is empty"
                            : "its scheme is not redis, rediss, or one of these with +sentinel or +cluster, or unix");
        }
        return new AddressParser(scheme, uri).address();
    }

    /** In a list of hosts java.net.URI does not take the brackets of IPv6 addresses as they are. */
    static String withoutBrackets(String url) {
        return url.indexOf(',') < 0 ? url : url.replace("[", "%5B").replace("]", "%5D");
    }

    private RedisAddress address() {
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw malformed("it has a query or a fragment");
        }
        Matcher authority = AUTHORITY.matcher(uri.getRawAuthority() == null ? "" : uri.getRawAuthority());
        if (!authority.matches()) {
            throw malformed("it has more than one @");
        }
        String hosts = authority.group("hosts");
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        return switch (scheme.form()) {
            case SINGLE -> single(hosts, path, login(authority));
            case SENTINEL -> sentinel(hosts, path, login(authority));
            case CLUSTER -> cluster(hosts, path, login(authority));
            case UNIX -> unix(hosts, decode(path), login(authority));
        };
    }

    private RedisAddress single(String hosts, String path, Login login) {
        List<Node> nodes = nodes(hosts);
        if (nodes.size() > 1) {
            throw malformed("it has no host, or more than one");
        }
        return address(Topology.SINGLE, nodes, null, login, database(path));
    }

    private RedisAddress sentinel(String hosts, String path, Login login) {
        String[] parts = path.split("/", 3);
        String name = parts.length < 2 ? "" : parts[1];
        if (!MASTER_NAME.matcher(name).matches()) {
            throw malformed("it does not name the master");
        }
        return address(Topology.SENTINEL, nodes(hosts), name, login, database(parts.length < 3 ? "" : parts[2]));
    }

    private RedisAddress cluster(String hosts, String path, Login login) {
        if (database(path) != 0) {
            throw malformed("a cluster has one database, 0");
        }
        return address(Topology.CLUSTER, nodes(hosts), null, login, 0);
    }

    private RedisAddress unix(String hosts, String path, Login login) {
        if (!hosts.isEmpty() || !isAbsolute(path)) {
            throw malformed("it has no absolute path, or a host");
        }
        return address(Topology.SINGLE, List.of(Node.atPath(path)), null, login, 0);
    }

    private RedisAddress address(
            Topology topology, List<Node> nodes, @Nullable String masterName, Login login, int database) {
        return new RedisAddress(topology, scheme.tls(), nodes, masterName, login, database);
    }

    private static boolean isAbsolute(String path) {
        try {
            return path.matches("(?s)/[^/].*") && Path.of(path).isAbsolute();
        } catch (InvalidPathException e) {
            return false;
        }
    }

    private List<Node> nodes(String hosts) {
        List<Node> nodes = new ArrayList<>();
        for (String part : hosts.replace("%5B", "[").replace("%5D", "]").split(",", -1)) {
            Matcher host = HOST.matcher(part);
            if (!host.matches()) {
                throw malformed("it has no host, or one that is none, or a port that is no number");
            }
            String name = host.group("host");
            Node node = new Node(
                    name.startsWith("[") ? name.substring(1, name.length() - 1) : name, port(host.group("port")));
            if (!nodes.contains(node)) {
                nodes.add(node);
            }
        }
        return List.copyOf(nodes);
    }

    private Login login(Matcher authority) {
        String userInfo = authority.group("login");
        if (userInfo == null || userInfo.isEmpty() || userInfo.equals(":")) {
            return Login.NONE;
        }
        int colon = userInfo.indexOf(':');
        if (colon < 0 || colon == userInfo.length() - 1) {
            throw malformed("it has a user without a password; a password alone is written :password@host");
        }
        String user = decode(userInfo.substring(0, colon));
        return new Login(user.isEmpty() ? null : user, decode(userInfo.substring(colon + 1)));
    }

    private static String decode(String text) {
        // URLDecoder is for forms, where + is a space; in a URI + is itself.
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private int port(@Nullable String digits) {
        int port = digits == null || digits.isEmpty() ? scheme.form().defaultPort : Integer.parseInt(digits);
        if (port == 0 || port > LAST_PORT) {
            throw malformed("its port is not one of 1 to " + LAST_PORT);
        }
        return port;
    }

    private int database(String path) {
        String number = path.replaceFirst("^/", "");
        if (number.isEmpty()) {
            return 0;
        }
        try {
            int database = Integer.parseInt(number);
            if (database >= 0) {
                return database;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw malformed("its database is not a number");
    }

    private IllegalArgumentException malformed(String why) {
        return malformed(scheme.form(), why);
    }

    private static IllegalArgumentException malformed(Form form, String why) {
        return new IllegalArgumentException("The Redis URL must have the form " + form
                + " (characters such as @ / # % in a password must be percent-encoded), but " + why);
    }
}
