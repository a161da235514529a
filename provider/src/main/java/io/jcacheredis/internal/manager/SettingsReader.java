package io.jcacheredis.internal.manager;

import io.jcacheredis.codec.ValueFormat;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the settings of a manager. Of several sources the later wins: the default, the short environment variables
 * ({@code REDIS_URL}), the environment ({@code JCACHE_REDIS_URL}), the system properties ({@code jcache.redis.url}), the
 * manager's {@code Properties} (by the same names), and for the address a {@code redis://} URI of the manager. An empty
 * environment variable counts as not set; so an empty key prefix takes a property.
 */
final class SettingsReader {

    static final String URL = "jcache.redis.url";
    static final String TIMEOUT = "jcache.redis.timeout";
    static final String KEY_PREFIX = "jcache.redis.key-prefix";
    static final String COMMANDS = "jcache.redis.commands";
    static final String SERIALIZATION_ALLOW = "jcache.redis.serialization.allow";
    static final String STORE_BY_REFERENCE = "jcache.redis.store-by-reference";
    static final String CODEC = "jcache.redis.codec";
    private static final String DEFAULT_TTL = "CACHE_DEFAULT_TTL";

    private static final String DEFAULT_URL = "redis://localhost:6379";
    private static final String DEFAULT_TIMEOUT = "1s";
    private static final Duration SHORTEST_TIMEOUT = Duration.ofMillis(1);
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(24);
    private static final long LONGEST_TTL_SECONDS = Long.MAX_VALUE / 1000;
    private static final String DEFAULT_KEY_PREFIX = "jcache:";

    private final Function<String, @Nullable String> environment;
    private final Properties properties;

    SettingsReader(Function<String, @Nullable String> environment, Properties properties) {
        this.environment = environment;
        this.properties = properties;
    }

    /**
     * Reads the settings of the manager with this URI.
     *
     * @throws IllegalArgumentException if one of them makes no sense; the message names it
     */
    Settings read(URI managerUri) {
        return new Settings(
                new ConnectionSettings(address(managerUri), timeout()),
                lookup(KEY_PREFIX, "CACHE_KEY_PREFIX", DEFAULT_KEY_PREFIX),
                choice(COMMANDS, RedisEntryStore.Mode.NATIVE),
                lookup(SERIALIZATION_ALLOW, null, ""),
                choice(STORE_BY_REFERENCE, Settings.StoreByReference.WARN),
                choice(CODEC, ValueFormat.AUTO),
                defaultTimeToLive());
    }

    private RedisAddress address(URI managerUri) {
        boolean byUri = RedisAddress.isAddress(managerUri);
        String authority = managerUri.getRawAuthority();
        if (!byUri && authority != null && authority.contains("@")) {
            // As the name of a manager it would show in logs and JMX.
            throw new IllegalArgumentException(
                    "The cache manager's URI has a user or password, but does not begin with redis:// or rediss://");
        }
        try {
            return RedisAddress.parse(byUri ? managerUri.toString() : lookup(URL, "REDIS_URL", DEFAULT_URL));
        } catch (IllegalArgumentException e) {
            String source = byUri ? "The cache manager's URI" : URL + " (environment REDIS_URL)";
            throw new IllegalArgumentException(source + ": " + e.getMessage(), e);
        }
    }

    private Duration timeout() {
        Duration timeout = duration(TIMEOUT, lookup(TIMEOUT, null, DEFAULT_TIMEOUT));
        if (timeout.compareTo(SHORTEST_TIMEOUT) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
            throw new IllegalArgumentException(TIMEOUT + " must be between 1ms and 24d, and is " + timeout);
        }
        return timeout;
    }

    private static Duration duration(String name, String text) {
        try {
            return Durations.parse(text);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
        }
    }

    private @Nullable Duration defaultTimeToLive() {
        String seconds = variable(DEFAULT_TTL);
        if (seconds == null) {
            return null;
        }
        try {
            long value = Long.parseLong(seconds.trim());
            if (value > 0 && value <= LONGEST_TTL_SECONDS) {
                return Duration.ofSeconds(value);
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException("The environment variable " + DEFAULT_TTL
                + " must be a number of seconds above 0, and is '" + seconds + "'");
    }

    private <E extends Enum<E>> E choice(String name, E defaultChoice) {
        String text = lookup(name, null, spelling(defaultChoice));
        List<E> choices = Arrays.asList(defaultChoice.getDeclaringClass().getEnumConstants());
        return choices.stream()
                .filter(choice -> spelling(choice).equalsIgnoreCase(text.trim()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " must be one of "
                        + choices.stream().map(SettingsReader::spelling).collect(Collectors.joining(", "))
                        + ", and is '" + text + "'"));
    }

    private static String spelling(Enum<?> choice) {
        return choice.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private String lookup(String name, @Nullable String shortVariable, String defaultValue) {
        String value = properties.getProperty(name);
        if (value == null) {
            value = System.getProperty(name);
        }
        if (value == null) {
            value = variable(name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_'));
        }
        if (value == null && shortVariable != null) {
            value = variable(shortVariable);
        }
        return value == null ? defaultValue : value;
    }

    /** A variable that is blank counts as not set, as a deployment's template leaves it where it has no value. */
    private @Nullable String variable(String name) {
        String value = environment.apply(name);
        return value == null || value.isBlank() ? null : value;
    }
}
