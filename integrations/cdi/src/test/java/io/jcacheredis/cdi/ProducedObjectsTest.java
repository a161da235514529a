package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.enterprise.inject.spi.InterceptionFactory;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.Test;

/** What producer methods return, of classes that are no beans themselves: nobody read their annotations at deployment. */
class ProducedObjectsTest {

    public static class Client {
        private final AtomicInteger calls = new AtomicInteger();

        @CacheResult(cacheName = "client")
        public int find(String id) {
            return calls.incrementAndGet();
        }
    }

    /** The annotation is that of its own class only. */
    public static class CachingClient extends PlainClient {
        @Override
        @CacheResult(cacheName = "caching")
        public int find(String id) {
            return super.find(id);
        }
    }

    public static class PlainClient {
        private final AtomicInteger calls = new AtomicInteger();

        public int find(String id) {
            return calls.incrementAndGet();
        }
    }

    @Dependent
    static class Clients {
        @Produces
        @ApplicationScoped
        Client client() {
            return new Client();
        }

        @Produces
        @ApplicationScoped
        CachingClient asIfItWereABean(InterceptionFactory<CachingClient> factory) {
            return factory.createInterceptedInstance(new CachingClient());
        }
    }

    /** Weld leaves it alone, as CDI has it; OpenWebBeans intercepts it. */
    @Test
    void produced_isCachedWhereItIsIntercepted_andWorksWhereItIsNot() {
        try (Deployment deployment = Deployment.of(Clients.class)) {
            Client client = deployment.get(Client.class);
            assertThat(client.find("a")).isEqualTo(1);
            assertThat(client.find("a")).isEqualTo(Deployment.isOpenWebBeans() ? 1 : 2);
        }
    }

    @Test
    void producedByAnInterceptionFactory_isCached() {
        try (Deployment deployment = Deployment.of(Clients.class)) {
            CachingClient client = deployment.get(CachingClient.class);
            assertThat(client.find("a")).isEqualTo(1);
            assertThat(client.find("a")).isEqualTo(1);
            assertThat(client.find("b")).isEqualTo(2);
            assertThat(deployment.cache("caching").get(ParameterKey.of("b"))).isEqualTo(2);
        }
    }
}
