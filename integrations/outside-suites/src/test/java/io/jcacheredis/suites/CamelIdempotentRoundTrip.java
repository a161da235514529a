package io.jcacheredis.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.TestRedis;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.apache.camel.component.jcache.processor.idempotent.JCacheIdempotentRepository;
import org.apache.camel.spi.IdempotentRepository;
import org.junit.jupiter.api.Test;

/** Camel's consumer that takes a message once, in contexts that share a cache: {@code putIfAbsent}, then {@code replace(k, old, new)}. */
class CamelIdempotentRoundTrip {

    private static final String ID = "id";

    private static RoutesBuilder takesOnce(IdempotentRepository seen) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from(CamelContexts.IN)
                        .idempotentConsumer(header(ID), seen)
                        .process(CamelIdempotentRoundTrip::failIfAsked)
                        .to(CamelContexts.OUT);
            }
        };
    }

    private static void failIfAsked(Exchange exchange) throws IOException {
        if (exchange.getMessage().getBody(String.class).equals("failing")) {
            throw new IOException("asked to fail");
        }
    }

    private static void send(CamelContext context, String id, String body) {
        try (var template = context.createProducerTemplate()) {
            template.sendBodyAndHeader(CamelContexts.IN, body, ID, id);
        } catch (IOException e) {
            throw new AssertionError("a template could not be closed", e);
        }
    }

    private static List<String> taken(CamelContext context) {
        return CamelContexts.out(context).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getHeader(ID, String.class))
                .toList();
    }

    private static Opened open() {
        return Opened.at(TestRedis.shared().uri(), "camel-idempotent");
    }

    private static JCacheIdempotentRepository repository(Opened opened, String name) {
        JCacheIdempotentRepository repository = new JCacheIdempotentRepository();
        repository.setConfiguration(new JCacheConfiguration(name));
        repository.setCache(opened.cache(name, String.class, Boolean.class));
        return repository;
    }

    @Test
    void messagesSentToBothAtOnce_areTakenOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Opened first = open();
                Opened second = open();
                CamelContexts contexts = new CamelContexts()) {
            CamelContext one = contexts.start(takesOnce(repository(first, "at-once")));
            CamelContext other = contexts.start(takesOnce(repository(second, "at-once")));
            List<String> ids = IntStream.range(0, 100).mapToObj(i -> "id " + i).toList();

            List<Callable<Void>> senders = new ArrayList<>();
            for (CamelContext context : List.of(one, other, one, other)) {
                senders.add(() -> {
                    ids.forEach(id -> send(context, id, "message"));
                    return null;
                });
            }
            for (Future<Void> sender : threads.invokeAll(senders)) {
                sender.get();
            }

            assertThat(Stream.concat(taken(one).stream(), taken(other).stream()))
                    .containsExactlyInAnyOrderElementsOf(ids);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void messageThatFailed_isTakenByTheOther() throws Exception {
        try (Opened first = open();
                Opened second = open();
                CamelContexts contexts = new CamelContexts()) {
            CamelContext one = contexts.start(takesOnce(repository(first, "failing")));
            CamelContext other = contexts.start(takesOnce(repository(second, "failing")));

            assertThatThrownBy(() -> send(one, "a", "failing")).hasRootCauseInstanceOf(IOException.class);
            send(other, "a", "message");
            send(one, "a", "message");

            assertThat(taken(one)).isEmpty();
            assertThat(taken(other)).containsExactly("a");
        }
    }

    @Test
    void repository_isConfirmedAndCleared() throws Exception {
        try (Opened opened = open();
                CamelContexts contexts = new CamelContexts()) {
            JCacheIdempotentRepository seen = repository(opened, "cleared");
            CamelContext context = contexts.start(takesOnce(seen));
            send(context, "a", "message");

            assertThat(seen.contains("a")).isTrue();
            assertThat(seen.getCache().get("a")).as("confirmed").isTrue();
            assertThat(seen.confirm("a")).as("confirmed a second time").isFalse();
            assertThat(seen.remove("a")).isTrue();
            assertThat(seen.remove("a")).isFalse();
            send(context, "a", "message");
            send(context, "b", "message");
            seen.clear();
            send(context, "b", "message");

            assertThat(taken(context)).containsExactly("a", "a", "b", "b");
        }
    }

    /** A context that is stopped closes the provider, all of it, and the one that comes next finds it open again. */
    @Test
    void contextThatMakesItsOwnCache_isStartedAgain_andKnowsWhatItTook() throws Exception {
        JCacheConfiguration configuration = new JCacheConfiguration("own");
        configuration.setCachingProvider(RedisCachingProvider.class.getName());
        configuration.setCacheConfigurationProperties(
                Opened.settings(TestRedis.shared().uri(), "camel-idempotent-own"));
        configuration.setCreateCacheIfNotExists(true);
        for (List<String> expected : List.of(List.of("a"), List.<String>of())) {
            try (CamelContexts contexts = new CamelContexts()) {
                JCacheIdempotentRepository seen = new JCacheIdempotentRepository();
                seen.setConfiguration(configuration);
                CamelContext context = contexts.start(takesOnce(seen));
                send(context, "a", "message");

                assertThat(taken(context)).isEqualTo(expected);
            }
        }
    }
}
