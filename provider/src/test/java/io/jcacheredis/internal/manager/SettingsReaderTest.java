package io.jcacheredis.internal.manager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.jcacheredis.codec.ValueFormat;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Mode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsReaderTest {

    private static final URI NO_ADDRESS = URI.create("jcache-redis:default");

    private final Map<String, String> environment = new HashMap<>();
    private final Properties properties = new Properties();

    private Settings read(URI uri) {
        return new SettingsReader(environment::get, properties).read(uri);
    }

    private Settings read() {
        return read(NO_ADDRESS);
    }

    @AfterEach
    void clearSystemProperties() {
        System.getProperties().stringPropertyNames().stream()
                .filter(name -> name.startsWith("jcache.redis.") && !name.startsWith("jcache.redis.test."))
                .forEach(System::clearProperty);
    }

    @Test
    void read_nothing_givesTheDefaults() {
        Settings settings = read();

        assertThat(settings.connection().address().display()).isEqualTo("redis://localhost:6379");
        assertThat(settings.connection().timeout()).isEqualTo(Duration.ofSeconds(1));
        assertThat(settings.keyPrefix()).isEqualTo("jcache:");
        assertThat(settings.commands()).isEqualTo(Mode.NATIVE);
        assertThat(settings.serializationAllow()).isEmpty();
        assertThat(settings.storeByReference()).isEqualTo(Settings.StoreByReference.WARN);
        assertThat(settings.valueFormat()).isEqualTo(ValueFormat.AUTO);
        assertThat(settings.defaultTimeToLive()).isNull();
    }

    /** Each row has the sources that are set (empty: not set), and which of them wins. */
    @ParameterizedTest
    @CsvSource({
        "short, long, system, property, uri,  uri",
        "short, long, system, property,    , property",
        "short, long, system,         ,    , system",
        "short, long,       ,         ,    , long",
        "short,     ,       ,         ,    , short",
        "     ,     ,       ,         ,    , localhost",
        "short,     , system,         ,    , system",
        "short,     ,       , property,    , property",
        "short,     ,       ,         , uri, uri",
    })
    void url_ofSeveralSources_isTheLatest(
            String variable, String longVariable, String system, String property, String uri, String expected) {
        setVariable("REDIS_URL", url(variable));
        setVariable("JCACHE_REDIS_URL", url(longVariable));
        if (system != null) {
            System.setProperty("jcache.redis.url", url(system));
        }
        if (property != null) {
            properties.setProperty("jcache.redis.url", url(property));
        }

        Settings settings = read(uri == null ? NO_ADDRESS : URI.create(url(uri)));

        assertThat(settings.connection().address().host()).isEqualTo(expected);
    }

    private static String url(String host) {
        return host == null ? null : "redis://" + host;
    }

    private void setVariable(String name, String value) {
        if (value != null) {
            environment.put(name, value);
        }
    }

    /** Every setting by its name has the same order: environment, system property, property of the manager. */
    @ParameterizedTest
    @CsvSource({
        "timeout,             1s,     2s,     3s",
        "key-prefix,          a:,     b:,     c:",
        "commands,            script, native, script",
        "serialization.allow, a.*,    b.*,    c.*",
        "store-by-reference,  reject, warn,   reject",
        "codec,               json,   java,   string"
    })
    void setting_ofSeveralSources_isTheLatest(String name, String variable, String system, String property) {
        String fullName = "jcache.redis." + name;
        environment.put(
                "JCACHE_REDIS_"
                        + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'),
                variable);
        String byVariable = text(name);
        System.setProperty(fullName, system);
        String bySystem = text(name);
        properties.setProperty(fullName, property);

        assertThat(byVariable).isEqualTo(variable);
        assertThat(bySystem).isEqualTo(system);
        assertThat(text(name)).isEqualTo(property);
    }

    private String text(String name) {
        Settings settings = read();
        return switch (name) {
            case "timeout" -> settings.connection().timeout().toSeconds() + "s";
            case "key-prefix" -> settings.keyPrefix();
            case "commands" -> settings.commands().name().toLowerCase(Locale.ROOT);
            case "serialization.allow" -> settings.serializationAllow();
            case "store-by-reference" -> settings.storeByReference().name().toLowerCase(Locale.ROOT);
            case "codec" -> settings.valueFormat().name().toLowerCase(Locale.ROOT);
            default -> throw new IllegalArgumentException(name);
        };
    }

    @Test
    void keyPrefix_byItsShortVariable_losesToTheLongOne() {
        environment.put("CACHE_KEY_PREFIX", "short:");
        assertThat(read().keyPrefix()).isEqualTo("short:");

        environment.put("JCACHE_REDIS_KEY_PREFIX", "long:");
        assertThat(read().keyPrefix()).isEqualTo("long:");
    }

    @Test
    void keyPrefix_canBeEmptyByAPropertyOnly() {
        environment.put("CACHE_KEY_PREFIX", "");
        assertThat(read().keyPrefix()).isEqualTo("jcache:");

        properties.setProperty("jcache.redis.key-prefix", "");
        assertThat(read().keyPrefix()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "REDIS_URL",
                "JCACHE_REDIS_URL",
                "JCACHE_REDIS_TIMEOUT",
                "JCACHE_REDIS_CODEC",
                "CACHE_DEFAULT_TTL"
            })
    void emptyVariable_countsAsNotSet(String variable) {
        Settings defaults = read();
        environment.put(variable, "");

        assertThat(read()).isEqualTo(defaults);
    }

    @Test
    void defaultTimeToLive_isInSeconds() {
        environment.put("CACHE_DEFAULT_TTL", " 300 ");

        assertThat(read().defaultTimeToLive()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "jcache.redis.url,                http://localhost",
        "jcache.redis.url,                ''",
        "jcache.redis.url,                localhost:6379",
        "jcache.redis.url,                redis://",
        "jcache.redis.url,                redis://a/b",
        "jcache.redis.url,                'redis://a,b'",
        "jcache.redis.url,                redis://a?x=y",
        "jcache.redis.timeout,            0s",
        "jcache.redis.timeout,            -1s",
        "jcache.redis.timeout,            PT-1S",
        "jcache.redis.timeout,            soon",
        "jcache.redis.timeout,            100",
        "jcache.redis.timeout,            25d",
        "jcache.redis.timeout,            99999999999999d",
        "jcache.redis.commands,           lua",
        "jcache.redis.store-by-reference, maybe",
        "jcache.redis.codec,              xml"
    })
    void badValue_isRefusedAndNamed(String name, String value) {
        properties.setProperty(name, value);

        assertThatIllegalArgumentException().isThrownBy(this::read).withMessageContaining(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "10m", "ten", "9223372036854775807", "9223372036854775808"})
    void badDefaultTimeToLive_isRefusedAndNamed(String value) {
        environment.put("CACHE_DEFAULT_TTL", value);

        assertThatIllegalArgumentException()
                .isThrownBy(this::read)
                .withMessageContaining("CACHE_DEFAULT_TTL")
                .withMessageContaining("'" + value + "'");
    }

    @Test
    void badUriOfTheManager_isRefusedAndNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(URI.create("redis://a/b")))
                .withMessageContaining("manager's URI");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://:canary@host", "redis+other://canary@a,b:1", "x://user:canary@host/path"})
    void uriOfTheManager_withALoginForWhatIsNoRedis_isRefusedAndNotRepeated(String uri) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(URI.create(uri)))
                .withMessageContaining("manager's URI")
                .withMessageContaining("redis://")
                .withMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"anything", "http://host/path", "classpath:caches.yaml", "a@b", "mailto:a@b"})
    void uriOfTheManager_thatIsNoAddress_isJustItsName(String uri) {
        assertThat(read(URI.create(uri))).isEqualTo(read());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:canary@host:port",
                "redis://user:canary@host/x",
                "http://:canary@host",
                ":canary@host",
                "canary@host",
                "redis://:can ary@host",
                "redis://:canary@a,b",
                "redis:canary@host",
                "canary",
                "canary:x@host"
            })
    void badUrl_isNotRepeated_asItMayHoldAPassword(String url) {
        properties.setProperty("jcache.redis.url", url);

        assertThatIllegalArgumentException().isThrownBy(this::read).satisfies(failure -> {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                assertThat(cause.toString()).doesNotContain("canary", "can ary");
            }
        });
    }
}
