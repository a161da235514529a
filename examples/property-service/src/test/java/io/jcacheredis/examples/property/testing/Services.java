package io.jcacheredis.examples.property.testing;

import io.jcacheredis.embedded.TestRedis;
import io.jcacheredis.examples.property.database.PropertyDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import redis.clients.jedis.RedisClient;

/** Two instances of the service on one Redis and one database. */
public final class Services implements AutoCloseable {

    /** Gives tests the two instances that all classes share, on the Redis that all share. */
    public static final class Shared implements ParameterResolver {

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == Services.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(ExtensionContext.Namespace.GLOBAL)
                    .getOrComputeIfAbsent(
                            Services.class,
                            key -> Services.start(TestRedis.shared().uri()),
                            Services.class);
        }
    }

    private static final Duration LATENCY = Duration.ofMillis(5);

    private final PropertyDatabase database = new PropertyDatabase(LATENCY);
    private final TestTokens tokens = new TestTokens();
    private final RedisClient redis;
    private final Instance first;
    private final Instance second;

    private Services(URI redis) throws IOException {
        Path publicKey = tokens.writePublicKey(Files.createTempDirectory("property-service"));
        this.redis = RedisClient.create(redis);
        this.first = Instance.start(redis, database, tokens, publicKey);
        this.second = Instance.start(redis, database, tokens, publicKey);
        Files.delete(publicKey);
        Files.delete(publicKey.getParent());
    }

    public static Services start(URI redis) {
        try {
            return new Services(redis);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Instance first() {
        return first;
    }

    public Instance second() {
        return second;
    }

    public PropertyDatabase database() {
        return database;
    }

    public TestTokens tokens() {
        return tokens;
    }

    /** Redis as redis-cli sees it. */
    public RedisClient redis() {
        return redis;
    }

    /** A tenant that no other test has, nor one that ran on the same Redis before. */
    public String newTenant() {
        return "tenant-" + UUID.randomUUID();
    }

    /** How many queries the database gets by that. */
    public long queriesOf(Runnable work) {
        long before = database.queries();
        work.run();
        return database.queries() - before;
    }

    /** What it gives, without asking the database. */
    public <T> T withoutQuery(Supplier<T> work) {
        long before = database.queries();
        T result = work.get();
        if (database.queries() != before) {
            throw new AssertionError("the database was asked");
        }
        return result;
    }

    @Override
    public void close() {
        try (redis;
                first;
                second) {
            // All of them end, also if one can't.
        }
    }
}
