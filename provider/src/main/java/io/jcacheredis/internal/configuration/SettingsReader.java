package io.jcacheredis.internal.configuration;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Limit;
import io.jcacheredis.internal.connection.ConnectionSettings;
import io.jcacheredis.internal.connection.RedisAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import javax.cache.CacheException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the settings of a manager. Of several sources the later wins, setting by setting: the defaults, the
 * {@linkplain ConfigurationFiles file}, the short environment variables ({@code REDIS_URL}), the environment
 * ({@code JCACHE_REDIS_URL}), the system properties, the manager's {@code Properties}, and for the address a
 * {@code redis://} URI of the manager.
 */
public final class SettingsReader {

    /** What the Redis keys of different applications differ in, for messages. */
    public static final String KEY_PREFIX = Schema.KEY_PREFIX.fullName();

    /** What decides on caches that ask for store by reference, for messages. */
    public static final String STORE_BY_REFERENCE = Schema.STORE_BY_REFERENCE.fullName();

    /**
     * System properties that are not settings of ours but of the Redis for tests, {@code jcache-redis-embedded}, which
     * lives in the same JVM.
     */
    private static final String OF_TESTS = Schema.ROOT + ".test.";

    private static final Logger log = LoggerFactory.getLogger(SettingsReader.class);

    private final Map<String, String> environment;
    private final Properties properties;
    private final ClassLoader classes;
    private final Warnings warnings;

    /**
     * A reader for one manager.
     *
     * @param properties those of the manager
     * @param classes the class loader of the manager
     * @param warnings what the provider has warned of already
     */
    public SettingsReader(
            Map<String, String> environment, Properties properties, ClassLoader classes, Warnings warnings) {
        this.environment = environment;
        this.properties = properties;
        this.classes = classes;
        this.warnings = warnings;
    }

    /**
     * Reads the settings of the manager with this URI.
     *
     * @throws CacheException if anything makes no sense; the message lists all that doesn't, and holds no secret
     */
    public Settings read(URI managerUri) {
        Problems problems = new Problems();
        requireNoStrangeLogin(managerUri);
        Layer layer = merged(managerUri, problems);
        Set<Given> wrong = layer.check(classes, problems);
        new Declarations(layer, classes, problems).check(wrong);
        ConnectionReader connection = new ConnectionReader(layer.of(new Owner.Manager()), classes, properties);
        if (wrong.isEmpty()) {
            connection.check(problems);
            new SourceReader(layer.of(new Owner.Manager()), classes).check(problems);
        }
        problems.throwIfAny(label(managerUri));
        connection.warn(warnings);
        layer.blocks().values().forEach(this::warnOfEverything);
        return settings(layer, connection.read());
    }

    private void warnOfEverything(Block block) {
        for (Block.Entry entry : block.entries().values()) {
            boolean patterns =
                    entry.setting().equals(Schema.ALLOW) || entry.setting().equals(Schema.CACHE_ALLOW);
            String text = entry.given().text();
            if (patterns
                    && text != null
                    && CodecSettings.defaults(classes).withAllow(text).allowsEverything()) {
                warnings.warn(entry.given().place() + ": " + entry.given().shownName()
                        + " has *, so that whoever can write to"
                        + " Redis can make objects of every class that there is. Name your own classes or packages");
            }
        }
    }

    /** As the name of a manager it would show in logs and JMX, and in the message on other problems. */
    private static void requireNoStrangeLogin(URI managerUri) {
        String authority = managerUri.getRawAuthority();
        if (!RedisAddress.isAddress(managerUri) && authority != null && authority.contains("@")) {
            throw new CacheException(
                    "The cache manager's URI has a user or password, but does not begin with redis:// or another scheme of Redis");
        }
    }

    /** The URI in a message, as far as it can't hold a secret. */
    private static String label(URI managerUri) {
        String text = managerUri.toString();
        boolean plain = !RedisAddress.isAddress(managerUri) && text.indexOf('@') < 0 && text.indexOf('?') < 0;
        return plain ? " " + text : "";
    }

    private Layer merged(URI managerUri, Problems problems) {
        Environment variables = new Environment(environment);
        variables.warnOfUnknown(warnings);
        List<Layer> layers = new ArrayList<>();
        layers.add(Layer.of(variables.readShort(problems), problems));
        layers.add(Layer.of(variables.readLong(), problems));
        layers.add(Layer.of(
                FlatNames.read(
                        System.getProperties(),
                        name -> !name.startsWith(OF_TESTS) && !name.startsWith(RelaxedNames.STARTER),
                        name -> "system property " + name,
                        problems),
                problems));
        layers.add(Layer.of(FlatNames.read(properties, name -> true, name -> "property " + name, problems), problems));
        if (RedisAddress.isAddress(managerUri)) {
            SettingName url = SettingName.parse(Schema.URL.fullName());
            Given address = new Given(url, managerUri.toString(), "the cache manager's URI");
            layers.add(Layer.of(List.of(address), problems));
        }
        Layer merged = layers.stream().reduce(Layer.EMPTY, (earlier, later) -> later.over(earlier));
        return merged.over(file(managerUri, config(merged), problems));
    }

    private static @Nullable Given config(Layer layer) {
        Block.Entry entry = layer.of(new Owner.Manager()).entries().get(Schema.CONFIG.name());
        return entry == null ? null : entry.given();
    }

    private Layer file(URI managerUri, @Nullable Given config, Problems problems) {
        ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
        Optional<ConfigurationFile> file =
                new ConfigurationFiles(classes, ofThread, problems, warnings).of(managerUri, config);
        log.info(
                "The cache manager{} reads {}",
                label(managerUri),
                file.map(found -> found.url().toExternalForm()).orElse("no configuration file"));
        Layer layer =
                file.map(found -> Layer.of(found.read(problems), problems)).orElse(Layer.EMPTY);
        Given inside = config(layer);
        if (inside != null) {
            problems.add(inside.place(), Schema.CONFIG.fullName() + " can't be set in a configuration file");
        }
        return layer;
    }

    private Settings settings(Layer layer, ConnectionSettings connection) {
        Block manager = layer.of(new Owner.Manager());
        return new Settings(
                connection,
                value(manager, Schema.KEY_PREFIX),
                value(manager, Schema.COMMANDS),
                value(manager, Schema.WRITE_FENCE),
                value(manager, Schema.LOAD_LEASE),
                value(manager, Schema.WAIT_FOR_REPLICAS).intValue(),
                value(manager, Schema.STORE_BY_REFERENCE),
                limits(manager),
                InvalidationRules.of(manager, classes),
                new SourceReader(manager, classes).read(connection, value(manager, Schema.KEY_PREFIX)),
                Optional.ofNullable(manager.value(RemoteEventSchema.SUBSCRIBER, classes)),
                new CacheTemplates(layer, classes));
    }

    /** Those that were said: some of the others follow from them. */
    private Map<Limit, Integer> limits(Block block) {
        Map<Limit, Integer> limits = new EnumMap<>(Limit.class);
        Schema.LIMITS.forEach((limit, setting) -> {
            if (block.entries().containsKey(setting.name())) {
                limits.put(limit, value(block, setting).intValue());
            }
        });
        return limits;
    }

    private <T> T value(Block block, Setting<T> setting) {
        return requireNonNull(block.value(setting, classes), setting.name());
    }
}
