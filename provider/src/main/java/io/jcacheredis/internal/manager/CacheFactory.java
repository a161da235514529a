package io.jcacheredis.internal.manager;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.cache.EntryCodec;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.connection.Exchange;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplicatedExchange;
import io.jcacheredis.internal.near.redis.Tracking;
import io.jcacheredis.internal.registry.KeySpaces.Holding;
import io.jcacheredis.internal.store.Texts;
import io.jcacheredis.internal.store.redis.Claim;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.internal.store.redis.Permissions;
import io.jcacheredis.internal.store.redis.Publication;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Routes;
import java.util.Locale;
import java.util.Objects;
import javax.cache.CacheException;
import javax.cache.CacheManager;

/** Makes the caches of a manager: codecs first, as the claim to the key space tells of them, then the claim, then the rest. */
final class CacheFactory implements AutoCloseable {

    private final CacheManager manager;
    private final Settings settings;
    private final ProviderResources resources;
    private final RedisConnections connections;
    private final CacheCodecs codecs;
    private final Tracking tracking;
    private final RemoteEvents remoteEvents;
    private final Monitoring monitoring;

    CacheFactory(
            CacheManager manager,
            Settings settings,
            ProviderResources resources,
            RedisConnections connections,
            Monitoring monitoring) {
        this.manager = manager;
        this.settings = settings;
        this.resources = resources;
        this.connections = connections;
        this.monitoring = monitoring;
        this.codecs = new CacheCodecs(settings, Objects.requireNonNull(manager.getClassLoader()));
        this.tracking = new Tracking(connections, resources.warnings()::warn);
        this.remoteEvents = new RemoteEvents(settings, resources, connections);
    }

    /**
     * Where the entries of a cache lie. Names that are empty or begin with a colon are reserved: under them lies what the provider keeps for itself.
     *
     * @throws CacheException if no cache can have the name
     */
    KeySpace keySpace(String cacheName) {
        if (cacheName.isEmpty() || cacheName.startsWith(":")) {
            throw new CacheException("A cache's name must not be empty or begin with ':', as '" + cacheName + "' does");
        }
        if (!Texts.isWellFormed(cacheName)) {
            throw new CacheException("A cache's name must not have half of a character (an unpaired surrogate), as '"
                    + cacheName + "' does: it is lost in Redis, where other names would be the same");
        }
        return KeySpace.of(settings.keyPrefix(), cacheName);
    }

    /**
     * Makes an open cache: two round trips, to claim its key space and to find out what the user may do.
     *
     * @param configuration the cache's own copy
     * @param onClose what else ends with the cache
     */
    <K, V> ManagedCache create(KeySpace space, RedisConfiguration<K, V> configuration, Runnable onClose) {
        EntryCodec<K, V> codec = codecs.of(space.cacheName(), configuration);
        Claim claim = new Claim(space, form(space, codec, configuration), codec.formats());
        Participation participation = remoteEvents.of(space, configuration);
        Holding holding = resources.keySpaces().claim(settings.connection(), connections, claim);
        Permissions permissions = new Permissions(
                space, connections, waits(configuration), participation.publication(), resources.warnings()::warn);
        StoreLayers layers = layers(space, configuration, participation.publication(), () -> {
            holding.require();
            permissions.require();
        });
        try {
            if (holding.isCurrent()) { // else the first operation asks: a start does not wait for Redis twice
                permissions.require();
            }
            return new CacheAssembly<>(
                            manager, settings, resources, space, configuration, codec, participation, monitoring.name())
                    .open(
                            layers.store(),
                            layers.kept(),
                            layers.statistics(configuration.isStatisticsEnabled()),
                            holding,
                            () -> {
                                layers.close();
                                onClose.run();
                            });
        } catch (RuntimeException | Error e) {
            layers.close();
            holding.close();
            throw e;
        }
    }

    private StoreLayers layers(
            KeySpace space, RedisConfiguration<?, ?> configuration, Publication publication, Runnable claim) {
        RedisEntryStore redis = new RedisEntryStore(
                space,
                routes(isStrict(configuration), waits(configuration)),
                settings.commands(),
                codecs.longestValue(space.cacheName()),
                settings.loadLease(),
                publication);
        StoreLayers layers = new StoreLayers(space.cacheName(), redis, monitoring.observing())
                .near(configuration.getNearCache(), tracking.of(space))
                .claimed(claim);
        return isStrict(configuration) ? layers : layers.degrading(resources.threads(), connections);
    }

    private static boolean isStrict(RedisConfiguration<?, ?> configuration) {
        return CacheAssembly.onFailure(configuration) == OnFailure.STRICT;
    }

    private boolean waits(RedisConfiguration<?, ?> configuration) {
        return isStrict(configuration) && settings.waitForReplicas() > 0;
    }

    /** For a strict cache a wrong answer is worse than none, and an old value is one, be it that a failover brings it back. */
    private Routes routes(boolean strict, boolean waits) {
        if (!waits) {
            return new Routes(connections, strict ? connections : connections.reads(), connections);
        }
        Exchange changes = new ReplicatedExchange(
                connections, settings.waitForReplicas(), settings.connection().timeout());
        return new Routes(connections, connections, changes);
    }

    /** What all who share a key space must agree on, said for people. */
    private static String form(KeySpace space, EntryCodec<?, ?> codec, RedisConfiguration<?, ?> configuration) {
        String mode = CacheAssembly.onFailure(configuration).name().toLowerCase(Locale.ROOT);
        // A change of who does not keep events is missing for who relies on them.
        String events = configuration.getEvents() == EventDelivery.DURABLE ? ", events durable" : "";
        return "cache '" + space.cacheName() + "' (keys as " + codec.keyFormat() + ", on-failure " + mode + events
                + ")";
    }

    /** Ends what the caches share. */
    @Override
    public void close() {
        tracking.close();
    }
}
