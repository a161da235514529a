package io.jcacheredis.embedded;

import java.net.URI;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import redis.clients.jedis.Jedis;

/** A server in a container. The only class that needs Testcontainers; it is loaded when a container is asked for. */
final class ContainerRedis implements TestRedis {

    private static final int PORT = 6379;

    private final GenericContainer<?> container;
    private final URI uri;
    private final String description;

    private ContainerRedis(GenericContainer<?> container, URI uri, String description) {
        this.container = container;
        this.uri = uri;
        this.description = description;
    }

    static ContainerRedis start(String image) {
        GenericContainer<?> container = new GenericContainer<>(DockerImageName.parse(image)).withExposedPorts(PORT);
        try {
            container.start();
            URI uri = URI.create("redis://" + container.getHost() + ":" + container.getMappedPort(PORT));
            String product = Clients.ask(uri, jedis -> Clients.product(Clients.info(jedis, "server")));
            return new ContainerRedis(container, uri, product + " (container " + image + ")");
        } catch (RuntimeException e) {
            container.stop();
            throw new EmbeddedRedisException("The container " + image + " does not start", e);
        }
    }

    @Override
    public URI uri() {
        return uri;
    }

    @Override
    public String description() {
        return description;
    }

    @Override
    public boolean flush() {
        Clients.ask(uri, Jedis::flushAll);
        return true;
    }

    @Override
    public void close() {
        container.stop();
    }
}
