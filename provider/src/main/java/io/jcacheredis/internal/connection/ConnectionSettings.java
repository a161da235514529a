package io.jcacheredis.internal.connection;

import io.jcacheredis.internal.connection.ServerSettings.Use;
import java.time.Duration;

/**
 * What tells one set of connections from another: managers with equal settings share theirs.
 *
 * @param address where Redis is
 * @param timeout how long a single operation may take
 * @param lanes how many connections to each server all threads share, beside one for what is large
 * @param clientName what {@code CLIENT LIST} shows
 * @param tls how the servers are verified, where the address says that TLS is spoken
 * @param sentinelLogin for the sentinels, whose users are not those of the servers
 * @param readFrom who answers what may be a little old
 */
public record ConnectionSettings(
        RedisAddress address,
        Duration timeout,
        int lanes,
        String clientName,
        TlsSettings tls,
        Login sentinelLogin,
        ReadFrom readFrom) {

    /** What connections are called that nobody gave a name. */
    public static final String CLIENT_NAME = "jcache-redis";

    /** As many lanes as can be busy at a time, and two so that nobody waits behind one slow reply. More make smaller batches. */
    public static final int LANES = Math.max(2, Math.min(4, Runtime.getRuntime().availableProcessors()));

    /** All else as it is by default. */
    public ConnectionSettings(RedisAddress address, Duration timeout) {
        this(address, timeout, LANES, CLIENT_NAME, TlsSettings.DEFAULT, Login.NONE, ReadFrom.MASTER);
    }

    /** How a server with entries is connected to. */
    ServerSettings server(Node node, Use use) {
        return new ServerSettings(
                node, address.tls() ? tls : null, address.login(), address.database(), clientName, use);
    }

    /** How a sentinel is connected to. */
    ServerSettings sentinel(Node node) {
        return new ServerSettings(node, address.tls() ? tls : null, sentinelLogin, 0, clientName, Use.ANYTHING);
    }
}
