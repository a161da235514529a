package io.jcacheredis.examples.property.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.embedded.TestRedis;
import io.jcacheredis.examples.property.cache.EntryKey;
import io.jcacheredis.examples.property.domain.Property;
import io.jcacheredis.examples.property.domain.PropertyFilter;
import io.jcacheredis.examples.property.domain.PropertyList;
import io.jcacheredis.examples.property.domain.PropertyScore;
import io.jcacheredis.examples.property.domain.PropertyState;
import io.jcacheredis.examples.property.domain.Timeline;
import io.jcacheredis.examples.property.testing.Services;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import io.jcacheredis.invalidation.InvalidationEvent;
import java.net.URI;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import javax.cache.Cache;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The three strategies, beside rules in a configuration that say the same. */
@ExtendWith(Services.Shared.class)
class RulesIT {

    private final Services services;
    private final RedisCachingProvider provider = new RedisCachingProvider();
    private EventDrivenInvalidator rules;
    private Runnable cacheEverything;

    RulesIT(Services services) {
        this.services = services;
    }

    @BeforeEach
    void open() {
        Properties address = new Properties();
        address.setProperty("jcache.redis.url", TestRedis.shared().uri().toString());
        RedisCacheManager manager = provider.getCacheManager(
                        URI.create("classpath:rules.yaml"), getClass().getClassLoader(), address)
                .unwrap(RedisCacheManager.class);
        rules = manager.invalidator();
        Cache<String, Property> details = create(manager, EntryKey.DETAIL, Property.class);
        Cache<String, PropertyScore> scores = create(manager, EntryKey.SCORE, PropertyScore.class);
        Cache<String, Timeline> timelines = create(manager, EntryKey.TIMELINE, Timeline.class);
        Cache<String, PropertyList> lists = create(manager, EntryKey.LIST, PropertyList.class);
        cacheEverything = () -> {
            for (String id : List.of("prop-123", "prop-1234")) {
                details.put(id, new Property(id, "tenant-4", "1 Street", "Lisbon", 5, PropertyState.LISTED));
                scores.put(id, new PropertyScore(id, 50, Instant.EPOCH));
                timelines.put(id, new Timeline(id, List.of()));
            }
            for (String tenant : List.of("tenant-456", "tenant-45")) {
                lists.put(EntryKey.propertyList(tenant, PropertyFilter.ALL).key(), new PropertyList(List.of()));
            }
        };
    }

    private static <V> Cache<String, V> create(RedisCacheManager manager, String name, Class<V> type) {
        return manager.createCache(name, new MutableConfiguration<String, V>().setTypes(String.class, type));
    }

    @AfterEach
    void close() {
        provider.close();
    }

    static Stream<InvalidationEvent> events() {
        Map<String, String> nothing = Map.of();
        Map<String, String> property = Map.of("property_id", "prop-123");
        Map<String, String> tenant = Map.of("tenant_id", "tenant-456");
        Map<String, String> both = Map.of("property_id", "prop-123", "tenant_id", "tenant-456");
        return Stream.concat(Arrays.stream(EventType.values()).map(EventType::text), Stream.of("custom.event"))
                .flatMap(type -> Stream.of(nothing, property, tenant, both)
                        .map(attributes -> InvalidationEvent.of(type, attributes)));
    }

    @ParameterizedTest
    @MethodSource("events")
    void rules_removeWhatTheStrategiesRemove(InvalidationEvent event) {
        cacheEverything.run();
        long byStrategies = services.second()
                .bean(EventDrivenInvalidator.class)
                .handle(event)
                .removed();
        Set<String> leftByStrategies = services.redis().keys("realestate:*");

        cacheEverything.run();
        long byRules = rules.handle(event).removed();

        assertThat(services.redis().keys("realestate:*")).isEqualTo(leftByStrategies);
        assertThat(byRules).isEqualTo(byStrategies);
    }
}
