package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.ValueFormat;
import io.jcacheredis.internal.configuration.Settings.StoreByReference;
import io.jcacheredis.internal.connection.Node;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import io.jcacheredis.invalidation.PurgeStrategy;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which source wins. */
class SettingsReaderTest {

    @TempDir
    Path folder;

    private final Reading reading = new Reading();

    @AfterEach
    void clearSystemProperties() {
        Reading.clearSystemProperties();
    }

    @Test
    void read_nothing_givesTheDefaults() {
        Settings settings = reading.read();

        assertThat(settings.connection().address().display()).isEqualTo("redis://localhost:6379");
        assertThat(settings.connection().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.keyPrefix()).isEqualTo("jcache:");
        assertThat(settings.commands()).isEqualTo(Mode.NATIVE);
        assertThat(settings.storeByReference()).isEqualTo(StoreByReference.WARN);
        assertThat(settings.limits()).isEmpty();
        assertThat(settings.caches().declared()).isEmpty();
        CacheSettings cache = settings.caches().settingsOf("any");
        assertThat(cache.expiry()).isEmpty();
        assertThat(cache.codec()).isEqualTo(ValueFormat.AUTO);
        assertThat(cache.keyType()).isEqualTo(Object.class);
        assertThat(cache.serializationAllow()).isEmpty();
        assertThat(cache.onFailure()).isEqualTo(OnFailure.DEGRADE);
        assertThat(cache.listeners()).isEmpty();
    }

    /** Where a setting may be said, from the first to the last, which wins. */
    private enum Source {
        FILE,
        SHORT_VARIABLE,
        VARIABLE,
        SYSTEM_PROPERTY,
        PROPERTY,
        URI
    }

    private void say(Source source, String name, String shortVariable, String text) {
        switch (source) {
            case FILE -> reading.file(folder, "jcache-redis.properties", name + "=" + text.replace("\\", "\\\\"));
            case SHORT_VARIABLE -> reading.variable(shortVariable, text);
            case VARIABLE -> reading.variable(Environment.variable(name), text);
            case SYSTEM_PROPERTY -> System.setProperty(name, text);
            case PROPERTY -> reading.property(name, text);
            case URI -> reading.uri = URI.create(text);
        }
    }

    static Stream<Arguments> pairsOfSources() {
        return Arrays.stream(Source.values())
                .flatMap(later -> Arrays.stream(Source.values())
                        .filter(earlier -> earlier.compareTo(later) < 0)
                        .map(earlier -> Arguments.of(earlier, later)));
    }

    @ParameterizedTest
    @MethodSource("pairsOfSources")
    void url_ofTwoSources_isTheLater(Source earlier, Source later) {
        say(later, "jcache.redis.url", "REDIS_URL", "redis://later");
        say(earlier, "jcache.redis.url", "REDIS_URL", "redis://earlier");

        assertThat(reading.read().connection().address().nodes()).containsExactly(new Node("later", 6379));
    }

    /** Each setting by its name has the same order: file, environment, system property, property of the manager. */
    @ParameterizedTest
    @CsvSource({
        "timeout,                    1s,     2s,     3s,     4s",
        "key-prefix,                 a:,     b:,     c:,     d:",
        "commands,                   script, native, script, native",
        "store-by-reference,         reject, warn,   reject, warn",
        "on-failure,                 strict, degrade, strict, degrade",
        "serialization.allow,        a.*,    b.*,    c.*,    d.*",
        "limits.value-bytes,         1KB,    2KB,    3KB,    4KB",
        "defaults.codec,             json,   java,   string, text",
        "defaults.expiry.accessed,   1s,     2s,     3s,     4s",
        "defaults.statistics,        true,   false,  true,   false"
    })
    void setting_ofSeveralSources_isTheLatest(
            String name, String file, String variable, String system, String property) {
        String fullName = "jcache.redis." + name;
        List<Source> sources = List.of(Source.FILE, Source.VARIABLE, Source.SYSTEM_PROPERTY, Source.PROPERTY);
        List<String> texts = List.of(file, variable, system, property);
        List<String> expected = texts.stream()
                .map(text -> Reading.view(new Reading().property(fullName, text).read(), "any")
                        .toString())
                .toList();

        for (int i = 0; i < sources.size(); i++) {
            say(sources.get(i), fullName, "", texts.get(i));

            assertThat(Reading.view(reading.read(), "any")).hasToString(expected.get(i));
        }
    }

    @Test
    void keyPrefix_byItsShortVariable_losesToTheLongOne() {
        reading.variable("CACHE_KEY_PREFIX", "short:");
        assertThat(reading.read().keyPrefix()).isEqualTo("short:");

        reading.variable("JCACHE_REDIS_KEY_PREFIX", "long:");
        assertThat(reading.read().keyPrefix()).isEqualTo("long:");
    }

    @Test
    void variableInTheFormOfSpring_counts() {
        reading.variable("JCACHE_REDIS_KEYPREFIX", "relaxed:");

        assertThat(reading.read().keyPrefix()).isEqualTo("relaxed:");
        assertThat(reading.warnings.first("JCACHE_REDIS_KEYPREFIX (did you mean JCACHE_REDIS_KEY_PREFIX?)"))
                .as("no warning was given")
                .isTrue();
    }

    @Test
    void twoFormsOfAVariable_areAProblem() {
        reading.variable("JCACHE_REDIS_KEYPREFIX", "relaxed:");
        reading.variable("JCACHE_REDIS_KEY_PREFIX", "long:");

        assertThat(reading.message())
                .contains("environment variable JCACHE_REDIS_KEY_PREFIX")
                .contains("stands twice, also at environment variable JCACHE_REDIS_KEYPREFIX");
    }

    @Test
    void keyPrefix_canBeEmptyByAPropertyOrAFile() {
        reading.variable("CACHE_KEY_PREFIX", "");
        assertThat(reading.read().keyPrefix()).isEqualTo("jcache:");

        reading.property("jcache.redis.key-prefix", "");
        assertThat(reading.read().keyPrefix()).isEmpty();

        reading.properties.clear();
        reading.file(folder, "jcache-redis.yaml", "jcache: {redis: {key-prefix: ''}}");
        assertThat(reading.read().keyPrefix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REDIS_URL",
                "JCACHE_REDIS_URL",
                "JCACHE_REDIS_TIMEOUT",
                "JCACHE_REDIS_CONFIG",
                "JCACHE_REDIS_DEFAULTS_CODEC",
                "CACHE_DEFAULT_TTL"
            })
    void blankVariable_countsAsNotSet(String variable) {
        String defaults = Reading.view(reading.read(), "any").toString();
        reading.variable(variable, " ");

        assertThat(Reading.view(reading.read(), "any")).hasToString(defaults);
    }

    private static Factory<? extends ExpiryPolicy> created(int minutes) {
        return CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MINUTES, minutes));
    }

    private static Factory<? extends ExpiryPolicy> modified(int minutes) {
        return ModifiedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MINUTES, minutes));
    }

    @Test
    void expiry_isOneSetting_ofWhichTheLaterSourceHasTheKind() {
        reading.file(folder, "jcache-redis.yaml", "jcache: {redis: {caches: {a: {expiry: {modified: 5m}}}}}");
        assertThat(reading.cache("a").expiry()).hasValue(modified(5));

        System.setProperty("jcache.redis.caches[a].expiry.created", "10m");
        assertThat(reading.cache("a").expiry()).hasValue(created(10));

        reading.property("jcache.redis.caches[a].expiry.eternal", "true");
        assertThat(reading.cache("a").expiry()).hasValue(EternalExpiryPolicy.factoryOf());
    }

    @Test
    void listeners_areOneSetting() {
        String listener = TestClasses.Listener.class.getName();
        reading.file(
                folder,
                "jcache-redis.properties",
                "jcache.redis.caches[a].listeners[0].class=" + listener + "\njcache.redis.caches[a].listeners[1].class="
                        + listener);
        assertThat(reading.cache("a").listeners()).hasSize(2);

        reading.property("jcache.redis.caches[a].listeners[0].class", listener);
        assertThat(reading.cache("a").listeners()).hasSize(1);

        reading.property("jcache.redis.caches[a].listeners", "");
        reading.properties.remove("jcache.redis.caches[a].listeners[0].class");
        assertThat(reading.cache("a").listeners()).isEmpty();
    }

    @Test
    void defaultTtl_isSecondsOfTheDefaultExpiry_andLosesToWhatIsSaidOfACache() {
        reading.file(
                folder,
                "jcache-redis.yaml",
                "jcache: {redis: {defaults: {expiry: {created: 1h}}, caches: {a: {expiry: {created: 10m}}, b*: {expiry: {eternal:"
                        + " true}}}}}");
        reading.variable("CACHE_DEFAULT_TTL", " 300 ");

        assertThat(reading.cache("any").expiry()).hasValue(modified(5));
        assertThat(reading.cache("a").expiry()).hasValue(created(10));
        assertThat(reading.cache("b1").expiry()).hasValue(EternalExpiryPolicy.factoryOf());

        reading.variable("JCACHE_REDIS_DEFAULTS_EXPIRY_CREATED", "20m");
        assertThat(reading.cache("any").expiry()).hasValue(created(20));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "000", "-1", "10m", "ten", "9223372036854775807", "9223372036854775808"})
    void badDefaultTtl_isRefusedAndNamed(String value) {
        reading.variable("CACHE_DEFAULT_TTL", value);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(reading::read)
                .withMessageContaining("CACHE_DEFAULT_TTL")
                .withMessageContaining("'" + value);
    }

    /** What Kubernetes gives every container beside a service that is called jcache-redis, and a typing error; not what the starter reads. */
    @Test
    void unknownVariables_areNoError() {
        for (String name : List.of(
                "PORT",
                "SERVICE_HOST",
                "SERVICE_PORT",
                "PORT_6379_TCP",
                "PORT_6379_TCP_ADDR",
                "TIMOUT",
                "SPRING_OBSERVATIONS",
                "CACHES",
                "INVALIDATION")) {
            reading.variable("JCACHE_REDIS_" + name, "tcp://10.0.0.1:6379");
        }

        assertThat(Reading.view(reading.read()))
                .hasToString(Reading.view(new Reading().read()).toString());
        assertThat(reading.warnings.first(
                        "JCACHE_REDIS_CACHES, JCACHE_REDIS_INVALIDATION, JCACHE_REDIS_PORT, JCACHE_REDIS_PORT_6379_TCP,"
                                + " JCACHE_REDIS_PORT_6379_TCP_ADDR, JCACHE_REDIS_SERVICE_HOST, JCACHE_REDIS_SERVICE_PORT,"
                                + " JCACHE_REDIS_TIMOUT (did you mean JCACHE_REDIS_TIMEOUT?)"))
                .as("it was said")
                .isFalse();
    }

    @Test
    void variables_haveTwoMeaningsNowhere() {
        assertThat(Environment.names()).hasSize((int) Schema.SETTINGS.stream()
                .filter(setting -> ElementList.ofElements(setting.scope()).isEmpty() && !ElementList.isList(setting))
                .count());
        assertThat(Environment.names().keySet())
                .noneMatch(name -> name.startsWith("JCACHE_REDIS_PORT") || name.startsWith("JCACHE_REDIS_SERVICE"));
    }

    /** As listeners of a cache do. */
    @Test
    void rulesOfALaterSource_replaceThoseOfAnEarlierOne() {
        reading.file(folder, "jcache-redis.yaml", """
                jcache:
                  redis:
                    invalidation:
                      - {on: a, purge: x}
                      - {on: b, purge: y}
                """);
        assertThat(reading.read().invalidation())
                .containsExactly(
                        PurgeStrategy.on("a").purging("x"),
                        PurgeStrategy.on("b").purging("y"));

        System.setProperty("jcache.redis.invalidation[3].on", "c");
        System.setProperty("jcache.redis.invalidation[3].purge-tags", "z");
        assertThat(reading.read().invalidation())
                .containsExactly(PurgeStrategy.on("c").purgingTags("z"));

        reading.property("jcache.redis.invalidation", "");
        assertThat(reading.read().invalidation()).isEmpty();
        assertThat(new Reading().read().invalidation()).hasSize(1);
    }

    @Test
    void commas_separateTexts_unlessABackslashIsBeforeThem() {
        reading.property("jcache.redis.invalidation[0].on", " a , b\\,c ")
                .property("jcache.redis.invalidation[0].purge", "x\\*y, \\\\,z\\,[,]");

        assertThat(reading.read().invalidation())
                .containsExactly(PurgeStrategy.on("a", "b,c").purging("x\\*y", "\\\\", "z,[", "]"));
    }

    @Test
    void foreignProperties_areNotLookedAt() {
        reading.property("hibernate.javax.cache.uri", "x")
                .property("jcache.redisson.url", "x")
                .property("jcache.rediss", "x");
        System.setProperty("jcache.redis.test.mine", "x");
        try {
            assertThat(reading.read().caches().declared()).isEmpty();
        } finally {
            System.clearProperty("jcache.redis.test.mine");
        }
    }

    @Test
    void onFailureAndAllow_ofACache_standOverAndBesideThoseOfTheManager() {
        reading.property("jcache.redis.on-failure", "strict")
                .property("jcache.redis.serialization.allow", "com.acme.**")
                .property("jcache.redis.caches[a].on-failure", "degrade")
                .property("jcache.redis.caches[a].serialization.allow", "!com.acme.Secret; org.*");

        assertThat(reading.cache("a").onFailure()).isEqualTo(OnFailure.DEGRADE);
        assertThat(reading.cache("a").serializationAllow()).isEqualTo("!com.acme.Secret;org.*;com.acme.**");
        assertThat(reading.cache("b").onFailure()).isEqualTo(OnFailure.STRICT);
        assertThat(reading.cache("b").serializationAllow()).isEqualTo("com.acme.**");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anything", "http://host/path", "a@b", "mailto:a@b", "urn:x:y", "file:/no/configuration"})
    void uriOfTheManager_thatIsNoAddressAndNoFile_isJustItsName(String uri) {
        reading.uri = URI.create(uri);

        assertThat(Reading.view(reading.read(), "any"))
                .hasToString(Reading.view(new Reading().read(), "any").toString());
    }
}
