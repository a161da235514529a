package io.jcacheredis.cdi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.embedded.junit.RedisExtension;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.cache.annotation.CacheResult;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Results of classes that are neither records nor Serializable, by what the configuration says of them. */
class ResultTypesIT {

    private static final String CITY = City.class.getName();
    private static final String PROVIDER = "javax.cache.spi.CachingProvider";
    private static final String URL = "jcache.redis.url";
    private static final String CODEC = "jcache.redis.caches[cities:*].codec";
    private static final String TYPE = "jcache.redis.caches[cities:*].value-type";
    private static final String ARRAY_TYPE = "jcache.redis.caches[cities:all].value-type";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    @BeforeAll
    static void configure() {
        System.setProperty(PROVIDER, "io.jcacheredis.RedisCachingProvider");
        System.setProperty(URL, redis.uri().toString());
        System.setProperty(CODEC, "json");
        System.setProperty(TYPE, CITY);
        System.setProperty(ARRAY_TYPE, CITY + "[]");
    }

    @AfterAll
    static void forget() {
        List.of(PROVIDER, URL, CODEC, TYPE, ARRAY_TYPE).forEach(System::clearProperty);
    }

    public static class City {
        public String name = "";

        static City of(String name) {
            City city = new City();
            city.name = name;
            return city;
        }
    }

    @ApplicationScoped
    static class Cities {
        private final AtomicInteger calls = new AtomicInteger();

        int calls() {
            return calls.get();
        }

        @CacheResult(cacheName = "cities:one")
        City one(String name) {
            calls.incrementAndGet();
            return City.of(name);
        }

        @CacheResult(cacheName = "cities:all")
        City[] all() {
            calls.incrementAndGet();
            return new City[] {City.of("Lisbon"), City.of("Faro")};
        }

        @CacheResult(cacheName = "towns")
        City town(String name) {
            return City.of(name);
        }
    }

    @Test
    void classAndArray_areKeptAsJson_whereTheConfigurationSaysSo() {
        try (Deployment deployment = Deployment.withoutManager(Cities.class)) {
            Cities cities = deployment.get(Cities.class);
            for (int i = 0; i < 2; i++) {
                assertThat(cities.one("Lisbon").name).isEqualTo("Lisbon");
                assertThat(cities.all()).extracting(city -> city.name).containsExactly("Lisbon", "Faro");
            }
            assertThat(cities.calls()).isEqualTo(2);
        }
    }

    @Test
    void classThatNothingIsSaidOf_isRefused() {
        try (Deployment deployment = Deployment.withoutManager(Cities.class)) {
            assertThatThrownBy(() -> deployment.get(Cities.class).town("Faro"))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("jcache.redis.caches[towns].value-type");
        }
    }
}
