package io.jcacheredis.commandline.redis;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.KeyCodecs;
import io.jcacheredis.codec.ValueCodecs;
import io.jcacheredis.codec.ValueFormat;
import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.commandline.ExitStatus;
import io.jcacheredis.internal.configuration.CacheSettings;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.store.redis.ClaimRegistry.Held;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The caches under the key prefix: those that the configuration declares, and those that live JVMs have open, by the provider's own
 * registry in Redis. What JVMs say of a cache counts more than the configuration, which may be another one than theirs.
 */
public final class Catalog {

    /** What a user needs who is to read the registry. */
    public static final String RULES = "+eval +evalsha +time +zrange +zscore ~jcache-redis:*";

    /** As the provider describes a claim. */
    private static final Pattern FORM = Pattern.compile(
            "cache '(?<name>.*)' \\(keys as (?<keys>.*), on-failure (?<mode>degrade|strict)(?<durable>, events durable)?\\)",
            Pattern.DOTALL);

    private final Reading reading;
    private final Settings settings;
    private final Map<String, CacheFacts> caches = new TreeMap<>();
    private final boolean complete;

    /**
     * The catalog of what was read.
     *
     * @param claims of live JVMs; null if they can't be had
     */
    Catalog(Reading reading, @Nullable Collection<Held> claims) {
        this.reading = reading;
        this.settings = reading.settings();
        this.complete = claims != null;
        settings.caches().declared().forEach(name -> caches.put(name, configured(name, true)));
        if (claims != null) {
            claims.forEach(this::add);
        }
    }

    /** All caches that are known, by name. */
    public Collection<CacheFacts> all() {
        return caches.values();
    }

    /** Whether the registry could be read, so that caches which are open somewhere are here. */
    public boolean isComplete() {
        return complete;
    }

    /**
     * What is known of a cache of that name, be there one or not.
     *
     * @throws Complaint if it is not open, and a known cache has keys that begin with its name and a colon, or the other way round:
     *     what is done to one would be done to the other
     */
    public CacheFacts of(String name) {
        CacheFacts known = caches.get(name);
        if (known != null && !known.jvms().isEmpty()) {
            return known; // nobody else can have its keys
        }
        KeySpace space = space(name);
        for (CacheFacts other : caches.values()) {
            if (!other.name().equals(name) && other.space().overlaps(space)) {
                throw new Complaint(
                        ExitStatus.FAILED,
                        (known == null ? "There is no cache '" : "Nobody has the cache '") + name
                                + (known == null ? "', and its keys " : "' open, and its keys ") + space.start()
                                + "* would be those of the cache '" + other.name() + "', which has "
                                + other.space().start() + "*");
            }
        }
        return known == null ? configured(name, false) : known;
    }

    private KeySpace space(String name) {
        return KeySpace.of(settings.keyPrefix(), name);
    }

    private void add(Held held) {
        Matcher form = FORM.matcher(held.claim().form());
        String start = held.claim().space().start();
        if (!form.matches() || !start.equals(settings.keyPrefix() + form.group("name") + ":")) {
            return; // of another key prefix
        }
        String name = form.group("name");
        CacheFacts earlier = caches.get(name);
        List<String> jvms = new ArrayList<>();
        Set<String> formats = new TreeSet<>(held.claim().formats());
        if (earlier != null && !earlier.jvms().isEmpty()) {
            jvms.addAll(earlier.jvms());
            formats.addAll(earlier.formats());
        }
        jvms.add(held.jvm());
        caches.put(
                name,
                new CacheFacts(
                        name,
                        space(name),
                        earlier != null && earlier.declared(),
                        List.copyOf(jvms),
                        form.group("keys"),
                        formats,
                        OnFailure.valueOf(form.group("mode").toUpperCase(Locale.ROOT)),
                        form.group("durable") != null));
    }

    private CacheFacts configured(String name, boolean declared) {
        CacheSettings cache = settings.caches().settingsOf(name);
        CodecSettings codecs = cache.codecs(reading.standIns(), settings.limits());
        String keyFormat = reading.standIns().has(cache.keyType())
                ? "tagged"
                : KeyCodecs.choose(cache.keyType(), codecs).name();
        return new CacheFacts(
                name,
                space(name),
                declared,
                List.of(),
                keyFormat,
                formats(cache, codecs),
                cache.onFailure(),
                cache.events().delivery() == EventDelivery.DURABLE);
    }

    /** A program may have said more of a cache whose type is not configured. */
    private Set<String> formats(CacheSettings cache, CodecSettings codecs) {
        boolean open = cache.valueType() == Object.class || reading.standIns().has(cache.valueType());
        if (!open) {
            return new TreeSet<>(
                    ValueCodecs.choose(cache.valueType(), codecs).codec().reads());
        }
        Set<String> formats = new TreeSet<>();
        cache.migrateFrom().ifPresent(from -> formats.add(name(from)));
        if (cache.codec() == ValueFormat.AUTO) {
            return Set.of();
        }
        formats.add(name(cache.codec()));
        return formats;
    }

    private static String name(ValueFormat format) {
        return format.name().toLowerCase(Locale.ROOT);
    }
}
