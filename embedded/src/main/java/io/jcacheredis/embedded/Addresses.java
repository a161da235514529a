package io.jcacheredis.embedded;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The parts of the URIs by which clients find servers. */
final class Addresses {

    private Addresses() {}

    /** {@code :PASSWORD@}, or nothing where no password is needed. */
    static String user(@Nullable String password) {
        return password == null
                ? ""
                : ":" + URLEncoder.encode(password, StandardCharsets.UTF_8).replace("+", "%20") + "@";
    }

    /** {@code HOST:PORT,HOST:PORT}. */
    static String list(List<EmbeddedRedis> servers) {
        return servers.stream()
                .map(server -> server.host() + ":" + server.port())
                .collect(Collectors.joining(","));
    }
}
