package io.jcacheredis.internal.configuration;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.cache.expiry.EternalExpiryPolicy;

/** What to warn of where caches are regions of Hibernate's, and what a manager was told of them is not what regions need. */
public final class RegionWarnings {

    private final CacheTemplates caches;

    public RegionWarnings(CacheTemplates caches) {
        this.caches = caches;
    }

    /** For a cache that turns out to be a region: that nobody has said how long its entries live; empty if somebody has. */
    public Optional<String> endless(String cacheName) {
        return caches.settingsOf(cacheName).expiry().isPresent()
                ? Optional.empty()
                : Optional.of("Cache '" + cacheName
                        + "' is a region of Hibernate whose entries live for ever, as nothing says how"
                        + " long. Say it by " + setting(cacheName, "expiry.created") + ", for all regions by "
                        + setting("**", "expiry.created") + ", or that it is meant by "
                        + setting(cacheName, "expiry.eternal") + missedByPrefix(cacheName));
    }

    /** Hibernate puts a prefix and a dot before the names of regions, if it has one. */
    private String missedByPrefix(String cacheName) {
        return Stream.iterate(cacheName.indexOf('.'), dot -> dot >= 0, dot -> cacheName.indexOf('.', dot + 1))
                .flatMap(dot -> caches.giving(Setting.EXPIRY, cacheName.substring(dot + 1)).stream()
                        .map(said -> ". Names of regions begin with hibernate.cache.region_prefix: "
                                + setting(said, "expiry") + " has to be "
                                + setting(cacheName.substring(0, dot + 1) + said, "expiry")))
                .findFirst()
                .orElse("");
    }

    /** For a cache that turns out to be a region: that what was said of its name without a prefix is not for it; empty if nothing was. */
    public Optional<String> misnamed(String cacheName) {
        Set<String> declared = caches.declared();
        return Stream.iterate(cacheName.indexOf('.'), dot -> dot >= 0, dot -> cacheName.indexOf('.', dot + 1))
                .map(dot -> cacheName.substring(dot + 1))
                // A simple name may be that of any cache.
                .filter(name -> name.indexOf('.') > 0 || name.startsWith("default-"))
                .filter(name -> declared.contains(name) && !declared.contains(cacheName))
                .map(name -> "Cache '" + cacheName
                        + "' is a region of Hibernate, whose names begin with hibernate.cache.region_prefix. So what is said by "
                        + setting(name, "…") + " is not for it: it has to be " + setting(cacheName, "…"))
                .findFirst();
    }

    /** For a cache of that name: that it was told to lose what Hibernate must find there; empty if it was not. */
    public Optional<String> losing(String cacheName) {
        if (FrameworkCaches.ownOnly(cacheName).isEmpty()) {
            return Optional.empty();
        }
        CacheSettings settings = caches.settingsOf(cacheName);
        boolean expires = settings.expiry()
                .filter(policy -> !policy.equals(EternalExpiryPolicy.factoryOf()))
                .isPresent();
        String said = Stream.of(
                        expires ? Stream.of(Setting.EXPIRY) : Stream.<String>empty(),
                        settings.near().isPresent() ? Stream.of(NearSchema.SIZE.name()) : Stream.<String>empty())
                .flatMap(group -> group)
                .flatMap(group -> caches.places(cacheName, group))
                .collect(Collectors.joining(" and "));
        return said.isEmpty()
                ? Optional.empty()
                : Optional.of("Cache '" + cacheName + "' is where Hibernate keeps when tables were last written. With "
                        + said + " it misses writes, and takes old results of queries for new ones: take that out");
    }

    private static String setting(String cacheName, String name) {
        return "jcache.redis.caches[" + cacheName + "]." + name;
    }
}
