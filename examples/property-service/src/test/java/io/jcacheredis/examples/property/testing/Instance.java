package io.jcacheredis.examples.property.testing;

import io.jcacheredis.examples.property.PropertyService;
import io.jcacheredis.examples.property.database.PropertyDatabase;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Duration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.cache.autoconfigure.JCachePropertiesCustomizer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.io.DefaultResourceLoader;

/**
 * The service on a port of its own, as it runs in production but for the database, which instances share as they would share a
 * real one. It has a class loader of its own, since JSR-107 gives all who have the same one the same manager of caches.
 */
public final class Instance implements AutoCloseable {

    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(300);

    private final ConfigurableApplicationContext context;
    private final TestTokens tokens;

    private Instance(ConfigurableApplicationContext context, TestTokens tokens) {
        this.context = context;
        this.tokens = tokens;
    }

    public static Instance start(URI redis, PropertyDatabase database, TestTokens tokens, Path publicKey) {
        ClassLoader loader = new URLClassLoader(new URL[0], Instance.class.getClassLoader());
        ConfigurableApplicationContext context = new SpringApplicationBuilder(PropertyService.class)
                .resourceLoader(new DefaultResourceLoader(loader))
                .initializers(starting -> {
                    GenericApplicationContext beans = (GenericApplicationContext) starting;
                    beans.registerBean(PropertyDatabase.class, () -> database);
                    beans.registerBean(
                            JCachePropertiesCustomizer.class,
                            () -> properties ->
                                    properties.setProperty("jcache.redis.timeout", REDIS_TIMEOUT.toString()));
                })
                .run(
                        "--server.port=0",
                        "--spring.main.banner-mode=off",
                        "--redis.url=" + redis,
                        "--spring.security.oauth2.resourceserver.jwt.public-key-location=" + publicKey.toUri());
        return new Instance(context, tokens);
    }

    public URI uri() {
        return URI.create("http://localhost:" + context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    /** A client of a tenant with a role. */
    public Client client(String tenant, String role) {
        return new Client(uri(), tokens.token(tenant, role));
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    @Override
    public void close() {
        context.close();
    }
}
