package io.jcacheredis.suites;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.TestRedis;
import java.io.IOException;
import java.io.Serializable;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.cache.Cache;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.ExchangeBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.jcache.JCacheConfiguration;
import org.apache.camel.component.jcache.processor.aggregate.JCacheAggregationRepository;
import org.apache.camel.model.AggregateDefinition;
import org.apache.camel.processor.aggregate.OptimisticLockRetryPolicy;
import org.apache.camel.spi.OptimisticLockingAggregationRepository.OptimisticLockingException;
import org.apache.camel.support.DefaultExchangeHolder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * Camel's aggregator in contexts that share a cache: {@code getAndPut} and {@code remove}, and where it is optimistic {@code
 * replace(k, old, new)} and {@code remove(k, old)}, whose old values are serialized anew each time.
 */
class CamelAggregationRoundTrip {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String GROUP = "group";

    /** A body of the application's own. */
    record Order(String part) implements Serializable {}

    private static RoutesBuilder joinsBodies(JCacheAggregationRepository repository, int parts) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                AggregateDefinition aggregate = from(CamelContexts.IN)
                        .aggregate(header(GROUP), CamelAggregationRoundTrip::join)
                        .aggregationRepository(repository)
                        .completionSize(parts);
                if (repository.isOptimistic()) {
                    OptimisticLockRetryPolicy policy = new OptimisticLockRetryPolicy();
                    policy.setRetryDelay(1);
                    policy.setExponentialBackOff(false);
                    policy.setRandomBackOff(true);
                    policy.setMaximumRetryDelay(20);
                    aggregate.optimisticLocking().optimisticLockRetryPolicy(policy);
                }
                aggregate.to(CamelContexts.OUT);
            }
        };
    }

    /**
     * Into the new exchange, since the old one is compared with what the cache has: by {@code replace(k, old, new)} as this
     * leaves it, and by {@code remove(k, old)} after Camel has added the correlation key to it. So what is stored has that
     * key already, and has it once, as strings that are equal and those that are the same serialize differently.
     */
    private static Exchange join(@Nullable Exchange before, Exchange next) {
        Message message = next.getMessage();
        if (before != null) {
            message.setBody(before.getMessage().getBody(String.class) + "+" + message.getBody(String.class));
        }
        next.setProperty(Exchange.AGGREGATED_CORRELATION_KEY, message.removeHeader(GROUP));
        return next;
    }

    private static void send(CamelContext context, String group, Object body) {
        try (var template = context.createProducerTemplate()) {
            template.sendBodyAndHeader(CamelContexts.IN, body, GROUP, group);
        } catch (IOException e) {
            throw new AssertionError("a template could not be closed", e);
        }
    }

    /** Camel sends on what is complete by another thread. */
    private static String awaitJoined(CamelContext... contexts) {
        return await().atMost(PATIENCE)
                .until(
                        () -> Stream.of(contexts)
                                .flatMap(context -> joined(context).stream())
                                .toList(),
                        joined -> joined.size() == 1)
                .get(0);
    }

    private static List<String> joined(CamelContext context) {
        return CamelContexts.out(context).getExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(String.class))
                .toList();
    }

    private static Opened open(String... namesAndValues) {
        return Opened.at(TestRedis.shared().uri(), "camel-aggregation", namesAndValues);
    }

    private static JCacheAggregationRepository repository(Opened opened, String name) {
        return repository(opened.cache(name, String.class, DefaultExchangeHolder.class));
    }

    private static JCacheAggregationRepository repository(Cache<String, DefaultExchangeHolder> cache) {
        JCacheAggregationRepository repository = new JCacheAggregationRepository();
        repository.setConfiguration(new JCacheConfiguration(cache.getName()));
        repository.setCache(cache);
        return repository;
    }

    private static JCacheAggregationRepository optimistic(JCacheAggregationRepository repository) {
        repository.setOptimistic(true);
        return repository;
    }

    @Test
    void whatOneContextBegan_theOtherEnds() throws Exception {
        try (Opened first = open();
                Opened second = open();
                CamelContexts contexts = new CamelContexts()) {
            CamelContext one = contexts.start(joinsBodies(repository(first, "begun"), 4));
            send(one, "a", "1");
            send(one, "b", "5");
            send(one, "a", "2");
            one.stop();

            JCacheAggregationRepository repository = repository(second, "begun");
            CamelContext other = contexts.start(joinsBodies(repository, 4));
            assertThat(repository.getKeys()).containsExactlyInAnyOrder("a", "b");
            send(other, "a", "3");
            send(other, "a", "4");

            assertThat(awaitJoined(other)).isEqualTo("1+2+3+4");
            assertThat(repository.getKeys()).containsExactly("b");
        }
    }

    @Test
    void optimistic_whatOneContextBegan_theOtherEnds() throws Exception {
        try (Opened first = open();
                Opened second = open();
                CamelContexts contexts = new CamelContexts()) {
            CamelContext one = contexts.start(joinsBodies(optimistic(repository(first, "optimistic")), 4));
            JCacheAggregationRepository repository = optimistic(repository(second, "optimistic"));
            CamelContext other = contexts.start(joinsBodies(repository, 4));

            send(one, "a", "1");
            send(other, "a", "2");
            send(one, "a", "3");
            send(other, "a", "4");

            assertThat(awaitJoined(other)).isEqualTo("1+2+3+4");
            assertThat(joined(one)).isEmpty();
            assertThat(repository.getKeys()).isEmpty();
        }
    }

    @Test
    void optimistic_exchangeThatTheOtherHasReplaced_isRefused() throws Exception {
        try (Opened first = open();
                Opened second = open();
                CamelContexts contexts = new CamelContexts()) {
            JCacheAggregationRepository one = optimistic(repository(first, "stale"));
            JCacheAggregationRepository other = optimistic(repository(second, "stale"));
            CamelContext context = contexts.start(joinsBodies(one, 2));
            contexts.start(joinsBodies(other, 2));
            one.add(context, "a", null, exchange(context, "1"));
            Exchange stale = one.get(context, "a");
            other.add(context, "a", other.get(context, "a"), exchange(context, "2"));

            assertThatThrownBy(() -> one.add(context, "a", stale, exchange(context, "3")))
                    .isInstanceOf(OptimisticLockingException.class);
            assertThatThrownBy(() -> one.remove(context, "a", stale)).isInstanceOf(OptimisticLockingException.class);

            Exchange current = one.get(context, "a");
            assertThat(current.getMessage().getBody()).isEqualTo("2");
            one.remove(context, "a", current);
            assertThat(other.get(context, "a")).isNull();
        }
    }

    private static Exchange exchange(CamelContext context, String body) {
        return ExchangeBuilder.anExchange(context).withBody(body).build();
    }

    /** The first part is sent alone: Camel puts it without a condition, so of two at once it loses one, on any provider. */
    @Test
    void optimistic_partsSentToBothAtOnce_areAllThereOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Opened first = open();
                Opened second = open();
                CamelContexts contexts = new CamelContexts()) {
            List<String> parts =
                    IntStream.rangeClosed(1, 40).mapToObj(Integer::toString).toList();
            CamelContext one = contexts.start(joinsBodies(optimistic(repository(first, "at-once")), 41));
            CamelContext other = contexts.start(joinsBodies(optimistic(repository(second, "at-once")), 41));
            send(one, "a", "0");

            List<Callable<Void>> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                CamelContext context = i % 2 == 0 ? one : other;
                List<String> share = parts.subList(i * 10, i * 10 + 10);
                senders.add(() -> {
                    share.forEach(part -> send(context, "a", part));
                    return null;
                });
            }
            for (Future<Void> sender : threads.invokeAll(senders)) {
                sender.get();
            }

            String done = awaitJoined(one, other);
            assertThat(done).startsWith("0+");
            assertThat(done.substring(2).split("\\+", -1)).containsExactlyInAnyOrderElementsOf(parts);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void bodiesOfTheApplication_areRefusedUntilTheyAreAllowed() throws Exception {
        try (Opened closed = open();
                CamelContexts contexts = new CamelContexts()) {
            CamelContext context = contexts.start(joinsBodies(repository(closed, "refused"), 2));

            assertThatThrownBy(() -> send(context, "a", new Order("1")))
                    .rootCause()
                    .hasMessageContaining(Order.class.getName())
                    .hasMessageContaining("serialization.allow");
        }
        try (Opened open = open("jcache.redis.serialization.allow", Order.class.getName());
                CamelContexts contexts = new CamelContexts()) {
            CamelContext context = contexts.start(joinsBodies(optimistic(repository(open, "allowed")), 2));

            send(context, "a", new Order("1"));
            send(context, "a", "2");

            assertThat(awaitJoined(context)).isEqualTo("Order[part=1]+2");
        }
    }

    /** Camel's own cache declares no types, so its holders have to be allowed too. */
    @Test
    void contextThatMakesItsOwnCache_isStartedAgain_andGoesOn() throws Exception {
        URI redis = TestRedis.shared().uri();
        JCacheConfiguration configuration = new JCacheConfiguration("own");
        configuration.setCachingProvider(RedisCachingProvider.class.getName());
        configuration.setCacheConfigurationProperties(Opened.settings(
                redis,
                "camel-aggregation-own",
                "jcache.redis.serialization.allow",
                DefaultExchangeHolder.class.getName()));
        configuration.setCreateCacheIfNotExists(true);
        for (String part : List.of("begun", "ended")) {
            try (CamelContexts contexts = new CamelContexts()) {
                JCacheAggregationRepository repository = optimistic(new JCacheAggregationRepository());
                repository.setConfiguration(configuration);
                CamelContext context = contexts.start(joinsBodies(repository, 2));
                send(context, "a", part);

                if (part.equals("ended")) {
                    assertThat(awaitJoined(context)).isEqualTo("begun+ended");
                }
            }
        }
    }
}
