package io.jcacheredis.commandline.redis;

import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Login;
import io.jcacheredis.internal.connection.TlsSettings;
import java.nio.file.Path;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The same connection for a manager that knows nothing of the application's caches. */
final class ManagerProperties {

    private static final String ROOT = "jcache.redis.";
    private static final String ANY_SIZE = "512MB";

    private ManagerProperties() {}

    static Properties of(Settings settings) {
        ConnectionSettings connection = settings.connection();
        Properties properties = new Properties();
        set(properties, "url", connection.address().display());
        setLogin(properties, "", connection.address().login());
        setLogin(properties, "sentinel.", connection.sentinelLogin());
        TlsSettings tls = connection.tls();
        set(properties, "tls.ca", tls.ca());
        set(properties, "tls.certificate", tls.certificate());
        set(properties, "tls.key", tls.key());
        set(properties, "tls.verification", Session.word(tls.verification()));
        set(properties, "client-name", connection.clientName());
        set(properties, "timeout", connection.timeout());
        set(properties, "key-prefix", settings.keyPrefix());
        set(properties, "limits.value-bytes", ANY_SIZE);
        set(properties, "limits.key-bytes", ANY_SIZE);
        // What the environment may say of caches has no meaning for raw bytes.
        set(properties, "defaults.expiry.eternal", true);
        set(properties, "defaults.compression", "none");
        set(properties, "defaults.schema-version", 1);
        set(properties, "defaults.near.size", 0);
        set(properties, "defaults.expired-events", false);
        // An event that is handled here is handled by none of the JVMs that have rules for it.
        set(properties, "domain-events.listen", "when-told");
        return properties;
    }

    private static void setLogin(Properties properties, String of, Login login) {
        set(properties, of + "user", login.user());
        set(properties, of + "password", login.password());
    }

    private static void set(Properties properties, String name, @Nullable Object value) {
        if (value != null) {
            properties.setProperty(ROOT + name, value instanceof Path path ? path.toString() : value.toString());
        }
    }
}
