package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import javax.cache.configuration.Configuration;
import javax.cache.configuration.Factory;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What a program says wins over the file, and the file over what the program leaves alone. */
class CacheConfigurationsTest {

    private static final String CLASSES = "io.jcacheredis.internal.configuration.TestClasses$";

    private static final Factory<Loads> LOADS = FactoryBuilder.factoryOf(new Loads());
    private static final Factory<Writes> WRITES = FactoryBuilder.factoryOf(new Writes());

    /** A configuration that says everything. */
    private static CacheSettings settings() {
        String cache = "jcache.redis.caches[a].";
        return new Reading()
                .property(cache + "key-type", "String")
                .property(cache + "value-type", "String")
                .property(cache + "expiry.created", "10m")
                .property(cache + "statistics", "true")
                .property(cache + "management", "true")
                .property(cache + "read-through", "true")
                .property(cache + "write-through", "true")
                .property(cache + "loader", CLASSES + "LoaderFactory")
                .property(cache + "writer", CLASSES + "Writer")
                .property(cache + "listeners[0].class", CLASSES + "Listener")
                .property(cache + "listeners[0].filter", CLASSES + "Filter")
                .property(cache + "listeners[0].synchronous", "true")
                .cache("a");
    }

    @Test
    void untouchedConfiguration_getsEverythingFromTheSettings() {
        RedisConfiguration<Object, Object> own = CacheConfigurations.merge(new MutableConfiguration<>(), settings());

        assertThat(own.getKeyType()).isEqualTo(String.class);
        assertThat(own.getValueType()).isEqualTo(String.class);
        assertThat(own.getExpiryPolicyFactory())
                .isEqualTo(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.MILLISECONDS, 600_000)));
        assertThat(own.isStatisticsEnabled()).isTrue();
        assertThat(own.isManagementEnabled()).isTrue();
        assertThat(own.isReadThrough()).isTrue();
        assertThat(own.isWriteThrough()).isTrue();
        assertThat(own.getCacheLoaderFactory().create()).isInstanceOf(TestClasses.Loader.class);
        assertThat(own.getCacheWriterFactory().create()).isInstanceOf(TestClasses.Writer.class);
        assertThat(own.getCacheEntryListenerConfigurations()).singleElement().satisfies(listener -> {
            assertThat(listener.isSynchronous()).isTrue();
            assertThat(listener.isOldValueRequired()).isFalse();
            assertThat(listener.getCacheEntryListenerFactory().create()).isInstanceOf(TestClasses.Listener.class);
            assertThat(listener.getCacheEntryEventFilterFactory().create()).isInstanceOf(TestClasses.Filter.class);
        });
        assertThat(own).isEqualTo(CacheConfigurations.of(settings()));
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "true, false, true", "false, true, true", "true, true, true"})
    void flag_isOnIfTheProgramOrTheSettingsSaySo(boolean program, boolean file, boolean expected) {
        MutableConfiguration<Object, Object> given = new MutableConfiguration<>()
                .setStatisticsEnabled(program)
                .setManagementEnabled(program)
                .setReadThrough(program)
                .setWriteThrough(program);
        Reading reading = new Reading();
        for (String flag : List.of("statistics", "management", "read-through", "write-through")) {
            reading.property("jcache.redis.defaults." + flag, Boolean.toString(file));
        }

        RedisConfiguration<Object, Object> own = CacheConfigurations.merge(given, reading.cache("a"));

        assertThat(List.of(
                        own.isStatisticsEnabled(),
                        own.isManagementEnabled(),
                        own.isReadThrough(),
                        own.isWriteThrough()))
                .containsOnly(expected);
    }

    /** Each row sets one thing; all else is the settings'. */
    static Stream<Arguments> whatAProgramSays() {
        return Stream.of(
                row("types", c -> c.setTypes(integers(), integers())),
                row("expiry", c -> c.setExpiryPolicyFactory(TouchedExpiryPolicy.factoryOf(Duration.ONE_DAY))),
                row("loader", c -> c.setCacheLoaderFactory(LOADS)),
                row("writer", c -> c.setCacheWriterFactory(WRITES)),
                row(
                        "listener",
                        c -> c.addCacheEntryListenerConfiguration(new MutableCacheEntryListenerConfiguration<>(
                                FactoryBuilder.factoryOf(TestClasses.Listener.class), null, true, false))),
                row("on failure", c -> c.setOnFailure(OnFailure.STRICT)),
                row("events", c -> c.setEvents(EventDelivery.LOCAL)),
                row("store by reference", c -> c.setStoreByValue(false)));
    }

    @SuppressWarnings("unchecked") // only carried
    private static Class<Object> integers() {
        return (Class<Object>) (Class<?>) Integer.class;
    }

    private static Arguments row(String name, Consumer<RedisConfiguration<Object, Object>> change) {
        return Arguments.of(name, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("whatAProgramSays")
    void explicitSetting_winsOverTheFile(String name, Consumer<RedisConfiguration<Object, Object>> change) {
        RedisConfiguration<Object, Object> given = new RedisConfiguration<>();
        change.accept(given);
        RedisConfiguration<Object, Object> expected = CacheConfigurations.of(settings());
        if (name.equals("listener")) {
            expected.getCacheEntryListenerConfigurations().forEach(expected::removeCacheEntryListenerConfiguration);
        }
        change.accept(expected);
        RedisConfiguration<Object, Object> copyOfGiven = new RedisConfiguration<>(given);

        assertThat(CacheConfigurations.merge(given, settings())).isEqualTo(expected);
        assertThat(given).isEqualTo(copyOfGiven);
    }

    @Test
    void events_areThoseOfTheFile_unlessTheProgramSaysMore() {
        Reading reading = new Reading()
                .property("jcache.redis.defaults.events", "Broadcast")
                .property("jcache.redis.caches[kept].events", "durable")
                .property("jcache.redis.caches[kept].events-kept", "7")
                .property("jcache.redis.caches[kept].expired-events", "true");

        assertThat(CacheConfigurations.of(reading.cache("a")).getEvents()).isEqualTo(EventDelivery.BROADCAST);
        assertThat(CacheConfigurations.of(reading.cache("a")).isExpiredEvents()).isFalse();
        assertThat(CacheConfigurations.of(reading.cache("kept")).getEvents()).isEqualTo(EventDelivery.DURABLE);
        assertThat(CacheConfigurations.of(reading.cache("kept")).isExpiredEvents())
                .isTrue();
        assertThat(reading.cache("kept").events().kept()).isEqualTo(7);
        assertThat(CacheConfigurations.merge(
                                new RedisConfiguration<>()
                                        .setExpiredEvents(true)
                                        .setEvents(EventDelivery.LOCAL),
                                reading.cache("a"))
                        .isExpiredEvents())
                .isTrue();
    }

    @Test
    void explicitEternalExpiry_canNotBeToldFromTheDefault() {
        MutableConfiguration<Object, Object> given =
                new MutableConfiguration<>().setExpiryPolicyFactory(EternalExpiryPolicy.factoryOf());

        assertThat(CacheConfigurations.merge(given, settings()).getExpiryPolicyFactory())
                .isEqualTo(settings().expiry().orElseThrow());
    }

    @Test
    void onlyOneTypeLeftOpen_isFilledIn() {
        MutableConfiguration<Long, Object> given =
                new MutableConfiguration<Long, Object>().setTypes(Long.class, Object.class);

        RedisConfiguration<Long, Object> own = CacheConfigurations.merge(given, settings());

        assertThat(own.getKeyType()).isEqualTo(Long.class);
        assertThat((Class<?>) own.getValueType()).isEqualTo(String.class);
    }

    @Test
    void plainConfiguration_hasTypesAndStoreByValueOnly() {
        Configuration<Long, Object> plain = new Plain();

        RedisConfiguration<Long, Object> own = CacheConfigurations.merge(plain, settings());

        assertThat(own.getKeyType()).isEqualTo(Long.class);
        assertThat(own.isStoreByValue()).isFalse();
        assertThat(own.isStatisticsEnabled()).isTrue();
    }

    @Test
    void noSettings_changeNothing() {
        MutableConfiguration<Object, Object> given = new MutableConfiguration<>();

        assertThat(CacheConfigurations.merge(given, new Reading().cache("a")))
                .isEqualTo(new RedisConfiguration<>(given)
                        .setOnFailure(OnFailure.DEGRADE)
                        .setEvents(EventDelivery.LOCAL));
    }

    private static final class Plain implements Configuration<Long, Object> {

        private static final long serialVersionUID = 1L;

        @Override
        public Class<Long> getKeyType() {
            return Long.class;
        }

        @Override
        public Class<Object> getValueType() {
            return Object.class;
        }

        @Override
        public boolean isStoreByValue() {
            return false;
        }
    }

    private static final class Loads
            implements javax.cache.integration.CacheLoader<Object, Object>, java.io.Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public Object load(Object key) {
            return key;
        }

        @Override
        public java.util.Map<Object, Object> loadAll(Iterable<?> keys) {
            return java.util.Map.of();
        }
    }

    private static final class Writes
            implements javax.cache.integration.CacheWriter<Object, Object>, java.io.Serializable {

        private static final long serialVersionUID = 1L;

        @Override
        public void write(javax.cache.Cache.Entry<? extends Object, ? extends Object> entry) {}

        @Override
        public void writeAll(
                java.util.Collection<javax.cache.Cache.Entry<? extends Object, ? extends Object>> entries) {}

        @Override
        public void delete(Object key) {}

        @Override
        public void deleteAll(java.util.Collection<?> keys) {}
    }
}
