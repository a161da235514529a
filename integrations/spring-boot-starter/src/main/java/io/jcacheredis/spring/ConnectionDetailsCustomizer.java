package io.jcacheredis.spring;

import io.jcacheredis.RedisCachingProvider;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.cache.CacheException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Cluster;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Node;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Sentinel;
import org.springframework.boot.data.redis.autoconfigure.DataRedisConnectionDetails.Standalone;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Gives the manager the Redis that Spring Boot knows, if neither Spring's environment nor a
 * customizer of the program says a {@code jcache.redis.url}, whose server must not be sent the login of another one: of a container with {@code
 * @ServiceConnection}, of Docker Compose, of a bean of the program, or of {@code spring.data.redis.*}. Spring Boot's own default of
 * {@code localhost:6379} is nobody's word, and gives way to {@code REDIS_URL}.
 */
final class ConnectionDetailsCustomizer implements LastCustomizer {

    private static final String URL = "jcache.redis.url";
    private static final String USER = "jcache.redis.user";
    private static final String PASSWORD = "jcache.redis.password";

    /** Whoever says one of these means it, and not the bundle. */
    private static final Set<String> OF_TLS = Set.of(
            "jcache.redis.tls.ca",
            "jcache.redis.tls.certificate",
            "jcache.redis.tls.key",
            RedisCachingProvider.SSL_CONTEXT);

    private static final String OF_PROPERTIES =
            "org.springframework.boot.data.redis.autoconfigure.PropertiesDataRedisConnectionDetails";

    private final ObjectProvider<DataRedisConnectionDetails> details;
    private final Environment environment;

    ConnectionDetailsCustomizer(ObjectProvider<DataRedisConnectionDetails> details, Environment environment) {
        this.details = details;
        this.environment = environment;
    }

    @Override
    public void customize(Properties properties) {
        if (properties.containsKey(URL)) {
            return;
        }
        DataRedisConnectionDetails found = details.getIfAvailable();
        boolean isOfProperties = found != null && found.getClass().getName().equals(OF_PROPERTIES);
        if (found == null || (isOfProperties && !SpringRedis.isSaid(environment))) {
            return;
        }
        properties.setProperty(URL, url(found, found.getSslBundle() != null || (isOfProperties && isUrlSecure())));
        addLogin(found, properties);
        if (found.getSslBundle() != null && Collections.disjoint(properties.keySet(), OF_TLS)) {
            // Asked each time, so that a bundle that was reloaded counts for the next connection.
            Supplier<SSLContext> context = () -> sslBundle(found).createSslContext();
            properties.put(RedisCachingProvider.SSL_CONTEXT, context);
        }
    }

    private static SslBundle sslBundle(DataRedisConnectionDetails details) {
        return Objects.requireNonNull(details.getSslBundle(), "The SSL bundle of the Redis connection is gone");
    }

    /** Which is not among the details that Spring Boot makes of its properties. */
    private boolean isUrlSecure() {
        return environment
                .getProperty("spring.data.redis.url", "")
                .toLowerCase(Locale.ROOT)
                .startsWith("rediss:");
    }

    private static void addLogin(DataRedisConnectionDetails details, Properties properties) {
        boolean hasOwn = properties.containsKey(USER) || properties.containsKey(PASSWORD);
        if (!hasOwn) {
            set(properties, USER, PASSWORD, details.getUsername(), details.getPassword());
        }
        Sentinel sentinel = details.getSentinel();
        if (sentinel != null && !properties.containsKey("jcache.redis.sentinel.password")) {
            set(
                    properties,
                    "jcache.redis.sentinel.user",
                    "jcache.redis.sentinel.password",
                    sentinel.getUsername(),
                    sentinel.getPassword());
        }
    }

    /** A user without a password is none: Redis has no such login. */
    private static void set(
            Properties properties,
            String userName,
            String passwordName,
            @Nullable String user,
            @Nullable String password) {
        if (!StringUtils.hasLength(password)) {
            return;
        }
        properties.setProperty(passwordName, password);
        if (StringUtils.hasLength(user)) {
            properties.setProperty(userName, user);
        }
    }

    /** The address without user and password, which stand for themselves: then nothing has to be encoded. */
    private static String url(DataRedisConnectionDetails details, boolean secure) {
        String scheme = secure ? "rediss" : "redis";
        Sentinel sentinel = details.getSentinel();
        if (sentinel != null) {
            return scheme + "+sentinel://" + hosts(sentinel.getNodes()) + "/" + sentinel.getMaster() + "/"
                    + sentinel.getDatabase();
        }
        Cluster cluster = details.getCluster();
        if (cluster != null) {
            return scheme + "+cluster://" + hosts(cluster.getNodes());
        }
        if (details.getMasterReplica() != null) {
            throw new CacheException(
                    "A master with replicas (spring.data.redis.masterreplica) is known behind sentinels and in"
                            + " a cluster only. Set jcache.redis.url to the master, or jcache.redis.spring.connection-details to false");
        }
        Standalone standalone = details.getStandalone();
        if (standalone == null) {
            throw new CacheException(
                    "The bean " + details.getClass().getName() + " names no Redis. Set jcache.redis.url");
        }
        return scheme + "://" + place(standalone.getHost(), standalone.getPort()) + "/" + standalone.getDatabase();
    }

    private static String hosts(List<Node> nodes) {
        return nodes.stream().map(node -> place(node.host(), node.port())).collect(Collectors.joining(","));
    }

    /** Without a port where an URL had none, for the default of what it is. */
    private static String place(String host, int port) {
        String bracketed = host.indexOf(':') >= 0 && !host.startsWith("[") ? "[" + host + "]" : host;
        return port > 0 ? bracketed + ":" + port : bracketed;
    }
}
