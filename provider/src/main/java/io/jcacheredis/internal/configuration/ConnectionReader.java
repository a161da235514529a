package io.jcacheredis.internal.configuration;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.internal.configuration.Block.Entry;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.Login;
import io.jcacheredis.internal.connection.ReadFrom;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.TlsSettings;
import io.jcacheredis.internal.connection.TlsSettings.Verification;
import io.jcacheredis.internal.connection.Topology;
import java.util.List;
import java.util.Properties;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Reads how Redis is connected to, from what was said of the manager. */
final class ConnectionReader {

    private static final List<Setting<?>> OF_TLS =
            List.of(ConnectionSchema.TLS_CA, ConnectionSchema.TLS_CERTIFICATE, ConnectionSchema.TLS_KEY);

    private final Block manager;
    private final ClassLoader classes;
    /** What a program gave to make TLS connections with; null if nothing. */
    private final @Nullable Object context;

    /**
     * A reader of one manager's connection.
     *
     * @param properties the manager's, of which only the {@link RedisCachingProvider#SSL_CONTEXT} is read: it is no text
     */
    ConnectionReader(Block manager, ClassLoader classes, Properties properties) {
        this.manager = manager;
        this.classes = classes;
        this.context = properties.get(RedisCachingProvider.SSL_CONTEXT);
    }

    /** Adds to the problems what is wrong with settings that fit each by itself. */
    void check(Problems problems) {
        RedisAddress address = required(Schema.URL);
        requireBoth(ConnectionSchema.USER, ConnectionSchema.PASSWORD, problems);
        requireBoth(ConnectionSchema.SENTINEL_USER, ConnectionSchema.SENTINEL_PASSWORD, problems);
        requireBoth(ConnectionSchema.TLS_CERTIFICATE, ConnectionSchema.TLS_KEY, problems);
        requireBoth(ConnectionSchema.TLS_KEY, ConnectionSchema.TLS_CERTIFICATE, problems);
        Integer database = value(ConnectionSchema.DATABASE);
        if (address.topology() == Topology.CLUSTER && database != null && database != 0) {
            add(ConnectionSchema.DATABASE, "can't be " + database + ", as a cluster has one database, 0", problems);
        }
        if (!address.tls()) {
            for (Setting<?> setting : OF_TLS) {
                add(setting, "has no effect on " + withoutTls(address), problems);
            }
        }
        if (context != null) {
            checkContext(address, problems);
        }
    }

    private static String withoutTls(RedisAddress address) {
        return address + ", which is spoken to without TLS";
    }

    private void checkContext(RedisAddress address, Problems problems) {
        String place = "property " + RedisCachingProvider.SSL_CONTEXT;
        if (!(context instanceof Supplier)) {
            problems.add(
                    place,
                    "must be a Supplier<SSLContext>, and is of "
                            + requireNonNull(context).getClass().getName());
        }
        if (!address.tls()) {
            problems.add(place, "has no effect on " + withoutTls(address) + "; its URL begins with rediss for TLS");
        }
        for (Setting<?> setting : OF_TLS) {
            add(
                    setting,
                    "can't be set beside the SSLContext that the program gives, which would be used in its place: leave"
                            + " out one of them",
                    problems);
        }
    }

    private void requireBoth(Setting<?> setting, Setting<?> needed, Problems problems) {
        if (!manager.entries().containsKey(needed.name())) {
            add(setting, "needs " + needed.fullName(), problems);
        }
    }

    /** Adds a problem with a setting, if it was said. */
    private void add(Setting<?> setting, String what, Problems problems) {
        Entry entry = manager.entries().get(setting.name());
        if (entry != null) {
            problems.add(entry.given().place(), entry.given().shownName() + " " + what);
        }
    }

    /** Warns of what is dangerous, and of what is in vain. */
    void warn(Warnings warnings) {
        RedisAddress address = required(Schema.URL);
        if (required(ConnectionSchema.READ_FROM) != ReadFrom.MASTER && address.topology() == Topology.SINGLE) {
            warnings.warn(ConnectionSchema.READ_FROM.fullName() + " has no effect on " + address
                    + ", which is one server: replicas are known behind sentinels (redis+sentinel://) and in a cluster"
                    + " (redis+cluster://) only");
        }
        if (value(ConnectionSchema.TLS_VERIFICATION) == Verification.NONE_INSECURE) {
            warnings.warn(
                    ConnectionSchema.TLS_VERIFICATION.fullName() + " is none-insecure: whoever is between here and "
                            + address + " can read and change everything, passwords too");
        }
    }

    ConnectionSettings read() {
        RedisAddress address = required(Schema.URL);
        String password = value(ConnectionSchema.PASSWORD);
        Integer database = value(ConnectionSchema.DATABASE);
        Login login = password == null ? address.login() : new Login(value(ConnectionSchema.USER), password);
        Integer lanes = value(ConnectionSchema.CONNECTIONS);
        return new ConnectionSettings(
                address.with(login, database == null ? address.database() : database),
                required(Schema.TIMEOUT),
                lanes == null ? ConnectionSettings.LANES : lanes,
                required(ConnectionSchema.CLIENT_NAME),
                new TlsSettings(
                        value(ConnectionSchema.TLS_CA),
                        value(ConnectionSchema.TLS_CERTIFICATE),
                        value(ConnectionSchema.TLS_KEY),
                        required(ConnectionSchema.TLS_VERIFICATION),
                        contextSupplier()),
                new Login(value(ConnectionSchema.SENTINEL_USER), value(ConnectionSchema.SENTINEL_PASSWORD)),
                required(ConnectionSchema.READ_FROM));
    }

    @SuppressWarnings("unchecked") // as it itself, managers with the same one are found to have equal settings
    private @Nullable Supplier<SSLContext> contextSupplier() {
        return (Supplier<SSLContext>) context;
    }

    private <T> @Nullable T value(Setting<T> setting) {
        return manager.value(setting, classes);
    }

    private <T> T required(Setting<T> setting) {
        return requireNonNull(value(setting), setting.name());
    }
}
