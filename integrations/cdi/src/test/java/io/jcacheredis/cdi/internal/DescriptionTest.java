package io.jcacheredis.cdi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.Factory;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;

class DescriptionTest {

    @Test
    void types_areSaid_andExpiryAsSettingsSayIt() {
        Duration life = new Duration(TimeUnit.SECONDS, 90);
        Map<String, Factory<? extends ExpiryPolicy>> policies = Map.of(
                "never expire", EternalExpiryPolicy.factoryOf(),
                "expire 1m30s after they are created", CreatedExpiryPolicy.factoryOf(life),
                "expire 1m30s after they are created or read", AccessedExpiryPolicy.factoryOf(life),
                "expire 2d after they are created or changed or read",
                        TouchedExpiryPolicy.factoryOf(new Duration(TimeUnit.DAYS, 2)),
                "expire 1d2h after they are created", CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 26)));
        try (CacheManager manager = Caching.getCachingProvider(
                        "com.github.benmanes.caffeine.jcache.spi.CaffeineCachingProvider")
                .getCacheManager()) {
            policies.forEach((text, policy) -> {
                Cache<String, Long> cache = manager.createCache(
                        text,
                        new MutableConfiguration<String, Long>()
                                .setTypes(String.class, Long.class)
                                .setExpiryPolicyFactory(policy));
                assertThat(Description.of(cache))
                        .isEqualTo("keys of java.lang.String, values of java.lang.Long, entries that " + text);
            });
        }
    }
}
