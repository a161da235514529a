package io.jcacheredis.internal.configuration;

import io.jcacheredis.internal.configuration.Setting.Scope;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.ReadFrom;
import io.jcacheredis.internal.connection.TlsSettings;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The rows of the {@link Schema} that say how servers are connected to, beside the URL. It needs nothing of the table. */
final class ConnectionSchema {

    static final Setting<String> USER = manager(
            "user",
            Kinds.text("any text"),
            null,
            "The user of Redis's ACL, instead of the URL's. It needs a `password`.");
    static final Setting<String> PASSWORD = manager(
            "password",
            Kinds.secret(),
            null,
            "The password, instead of the URL's; as it is, without percent-encoding.");
    static final Setting<Integer> DATABASE = manager(
            "database",
            Kinds.number(0, Integer.MAX_VALUE),
            null,
            "The number of the database, instead of the URL's. A cluster has 0 only.");
    static final Setting<Integer> CONNECTIONS = manager(
            "connections",
            Kinds.number(1, 100),
            null,
            "How many connections to each server all threads share, beside one for what is larger than 128 KiB. As many as there"
                    + " are cores unless you say so, but at least two and at most four. More seldom help: calls that meet go out"
                    + " together. See [speed](performance.md).");
    static final Setting<String> CLIENT_NAME = manager(
            "client-name",
            Kinds.word("printable ASCII characters without a space"),
            ConnectionSettings.CLIENT_NAME,
            "What `CLIENT LIST` shows of our connections.");
    static final Setting<String> SENTINEL_USER = manager(
            "sentinel.user", Kinds.text("any text"), null, "The user for the sentinels, where they have users.");
    static final Setting<String> SENTINEL_PASSWORD = manager(
            "sentinel.password",
            Kinds.secret(),
            null,
            "The password for the sentinels, where they have one; that of the URL is for the master.");
    static final Setting<ReadFrom> READ_FROM = manager(
            "read-from",
            Kinds.choice(ReadFrom.class),
            "master",
            "Who answers reads that may be a little old, behind sentinels and in a cluster: `replica-preferred` takes the load"
                    + " of `get`, `getAll`, `containsKey` and iterators off the master, and what was just written may not be"
                    + " seen, by the thread that wrote it either. See [reading from replicas](#reading-from-replicas).");
    static final Setting<Path> TLS_CA = manager(
            "tls.ca",
            Kinds.file(),
            null,
            "The certificates of those who may sign the servers' ones, instead of the JVM's trust store"
                    + " (`javax.net.ssl.trustStore`). Files are read whenever a connection is made.");
    static final Setting<Path> TLS_CERTIFICATE = manager(
            "tls.certificate",
            Kinds.file(),
            null,
            "Our own certificate, where the servers ask for one, followed by those that it is signed by. It needs a `tls.key`.");
    static final Setting<Path> TLS_KEY = manager(
            "tls.key", Kinds.file(), null, "The private key of `tls.certificate`, in PKCS #8 without a password.");
    static final Setting<TlsSettings.Verification> TLS_VERIFICATION = manager(
            "tls.verification",
            Kinds.choice(TlsSettings.Verification.class),
            "full",
            "`full` verifies a server's certificate, and that it is for the host of the URL. `none-insecure` lets anybody in"
                    + " between read and change everything, passwords too.");

    private ConnectionSchema() {}

    private static <T> Setting<T> manager(String name, Kind<T> kind, @Nullable String defaultText, String doc) {
        return new Setting<>(name, Scope.MANAGER, kind, defaultText, doc);
    }
}
