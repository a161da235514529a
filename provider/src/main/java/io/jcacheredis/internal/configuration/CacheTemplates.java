package io.jcacheredis.internal.configuration;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.internal.configuration.Block.Entry;
import io.jcacheredis.internal.configuration.CacheSettings.RemoteEventSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.CacheException;
import javax.cache.configuration.Factory;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.expiry.TouchedExpiryPolicy;

/**
 * What a manager was told of caches: names, which are caches that it makes, and patterns, which hold for caches that
 * others make. A cache's settings are the defaults, under the patterns that match its name from the least to the most
 * specific one, under what is said of the name itself, merged setting by setting. Where a framework's cache must not lose
 * entries, only what is said of its name can give it an expiry, a near cache or another form.
 */
public final class CacheTemplates {

    private record Template(NamePattern pattern, Block block) {}

    private final Block manager;
    private final Block defaults;
    private final Map<String, Block> names = new LinkedHashMap<>();
    private final TreeMap<NamePattern, List<Template>> patterns = new TreeMap<>(NamePattern.BY_SPECIFICITY);
    private final ClassLoader classes;
    private final boolean compressesSome;

    /** What was said, each value of which has been read once and fits. */
    CacheTemplates(Layer layer, ClassLoader classes) {
        this.manager = layer.of(new Owner.Manager());
        this.defaults = layer.of(new Owner.Defaults());
        this.classes = classes;
        this.compressesSome = layer.blocks().values().stream()
                .anyMatch(block -> block.entries().containsKey(Schema.COMPRESSION.name()));
        layer.blocks().forEach((owner, block) -> {
            if (owner instanceof Owner.Named named && NamePattern.isPattern(named.name())) {
                NamePattern pattern = NamePattern.of(named.name());
                patterns.computeIfAbsent(pattern, equal -> new ArrayList<>()).add(new Template(pattern, block));
            } else if (owner instanceof Owner.Named named) {
                names.put(named.name(), block);
            }
        });
    }

    /** The names of the caches that the manager makes by itself. */
    public Set<String> declared() {
        return Set.copyOf(names.keySet());
    }

    /** The patterns that match none of these names, so that what they say is in vain; the most specific first. */
    public List<String> patternsBeside(Collection<String> cacheNames) {
        return patterns.descendingMap().values().stream()
                .flatMap(List::stream)
                .map(Template::pattern)
                .filter(pattern -> cacheNames.stream().noneMatch(pattern::matches))
                .map(NamePattern::text)
                .toList();
    }

    /**
     * The settings of the cache of that name.
     *
     * @throws CacheException if two patterns that match it, neither more specific than the other, say different things
     */
    public CacheSettings settingsOf(String cacheName) {
        return settings(merged(cacheName));
    }

    /**
     * What was said of how that cache's values are written, each with its place, for a message; empty if nothing was.
     */
    public String codecOf(String cacheName) {
        Map<String, Entry> entries = merged(cacheName).entries();
        return Stream.of(Schema.CODEC, Schema.MIGRATE_FROM, Schema.VALUE_TYPE)
                .map(setting -> entries.get(setting.name()))
                .filter(Objects::nonNull)
                .map(entry -> said(entry.given()))
                .collect(Collectors.joining(" and "));
    }

    /** Whether who said from which size on values are compressed must have thought that this cache's are. */
    public boolean expectsCompression(String cacheName) {
        Entry threshold = merged(cacheName).entries().get(Schema.COMPRESSION_THRESHOLD.name());
        boolean ofAll = threshold != null && defaults.entries().containsValue(threshold);
        return threshold != null && !(ofAll && compressesSome);
    }

    /** What gives a cache of that name a setting of the group, beside the defaults: the name itself or else a pattern. */
    Optional<String> giving(String group, String cacheName) {
        return Stream.concat(
                        names.containsKey(cacheName)
                                ? Stream.of(new Template(NamePattern.of(cacheName), names.get(cacheName)))
                                : Stream.empty(),
                        patterns.descendingMap().values().stream().flatMap(List::stream))
                .filter(template -> template.pattern().matches(cacheName))
                .filter(template -> template.block().groups().contains(group))
                .map(template -> template.pattern().text())
                .findFirst();
    }

    /** What is said of a group for that cache, each with its place. */
    Stream<String> places(String cacheName, String group) {
        return places(merged(cacheName), group);
    }

    private static String said(Given given) {
        return given.shownName() + " (" + given.place() + ")";
    }

    Block merged(String cacheName) {
        Block merged = defaults;
        Map<String, String> clashes = new LinkedHashMap<>();
        for (List<Template> equallySpecific : patterns.values()) {
            Block together = Block.EMPTY;
            List<Template> matching = equallySpecific.stream()
                    .filter(template -> template.pattern().matches(cacheName))
                    .toList();
            for (Template template : matching) {
                clashes.keySet().removeAll(template.block().groups());
            }
            for (Template template : matching) {
                clashes.putAll(clashes(together, template));
                together = template.block().over(together);
            }
            merged = together.over(merged);
        }
        Set<String> ownOnly = FrameworkCaches.ownOnly(cacheName);
        merged = merged.without(ownOnly);
        clashes.keySet().removeAll(ownOnly);
        Block own = names.getOrDefault(cacheName, Block.EMPTY);
        clashes.keySet().removeAll(own.groups());
        if (!clashes.isEmpty()) {
            String cache = Problems.cache(cacheName);
            throw new CacheException(Character.toUpperCase(cache.charAt(0)) + cache.substring(1)
                    + " matches patterns that are as specific as each other and say different things: "
                    + String.join("; ", clashes.values())
                    + ". Set it for the cache by its name, or for a more specific pattern");
        }
        return own.over(merged);
    }

    private static Map<String, String> clashes(Block others, Template template) {
        Map<String, String> clashes = new LinkedHashMap<>();
        for (String group : template.block().groups()) {
            Map<String, String> texts = others.texts(group);
            if (!texts.isEmpty() && !texts.equals(template.block().texts(group))) {
                clashes.put(
                        group,
                        Stream.concat(places(others, group), places(template.block(), group))
                                .collect(Collectors.joining(" and ")));
            }
        }
        return clashes;
    }

    private static Stream<String> places(Block block, String group) {
        return block.entries().values().stream()
                .filter(entry -> entry.group().equals(group))
                .map(Entry::given)
                .map(CacheTemplates::said);
    }

    CacheSettings settings(Block block) {
        return new CacheSettings(
                expiry(block),
                required(block, Schema.CODEC),
                required(block, Schema.KEY_TYPE),
                required(block, Schema.VALUE_TYPE),
                required(block, Schema.STATISTICS),
                required(block, Schema.MANAGEMENT),
                required(block, Schema.READ_THROUGH),
                required(block, Schema.WRITE_THROUGH),
                optional(block, Schema.LOADER),
                optional(block, Schema.WRITER),
                Listening.of(block, classes),
                optional(block, Schema.CACHE_ON_FAILURE).orElseGet(() -> required(manager, Schema.ON_FAILURE)),
                Stream.of(required(block, Schema.CACHE_ALLOW), required(manager, Schema.ALLOW))
                        .filter(patterns -> !patterns.isEmpty())
                        .collect(Collectors.joining(";")),
                required(block, Schema.SCHEMA_VERSION),
                required(block, Schema.COMPRESSION),
                block.entries().containsKey(Schema.COMPRESSION_THRESHOLD.name())
                        ? optional(block, Schema.COMPRESSION_THRESHOLD)
                        : Optional.empty(),
                optional(block, Schema.MIGRATE_FROM),
                NearSchema.read(block, classes),
                new RemoteEventSettings(
                        required(block, RemoteEventSchema.EVENTS),
                        required(block, RemoteEventSchema.EVENTS_KEPT),
                        required(block, RemoteEventSchema.EXPIRED_EVENTS)));
    }

    private <T> T required(Block block, Setting<T> setting) {
        return requireNonNull(block.value(setting, classes), setting.name());
    }

    private <T> Optional<T> optional(Block block, Setting<T> setting) {
        return Optional.ofNullable(block.value(setting, classes));
    }

    private Optional<Factory<? extends ExpiryPolicy>> expiry(Block block) {
        return Stream.<Optional<Factory<? extends ExpiryPolicy>>>of(
                        life(block, Schema.EXPIRY_CREATED).map(CreatedExpiryPolicy::factoryOf),
                        life(block, Schema.EXPIRY_MODIFIED).map(ModifiedExpiryPolicy::factoryOf),
                        life(block, Schema.EXPIRY_ACCESSED).map(AccessedExpiryPolicy::factoryOf),
                        life(block, Schema.EXPIRY_TOUCHED).map(TouchedExpiryPolicy::factoryOf),
                        optional(block, Schema.EXPIRY_ETERNAL).map(eternal -> EternalExpiryPolicy.factoryOf()))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<javax.cache.expiry.Duration> life(Block block, Setting<Duration> setting) {
        return optional(block, setting)
                .map(life -> new javax.cache.expiry.Duration(TimeUnit.MILLISECONDS, life.toMillis()));
    }
}
