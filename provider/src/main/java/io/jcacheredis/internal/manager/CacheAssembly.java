package io.jcacheredis.internal.manager;

import io.jcacheredis.OnFailure;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.internal.cache.CacheFacade;
import io.jcacheredis.internal.cache.CacheParts;
import io.jcacheredis.internal.cache.CountedLoader;
import io.jcacheredis.internal.cache.EntryCodec;
import io.jcacheredis.internal.cache.HibernateEntries;
import io.jcacheredis.internal.cache.KeyTurns;
import io.jcacheredis.internal.cache.UserObjects;
import io.jcacheredis.internal.configuration.RegionWarnings;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.event.Listeners;
import io.jcacheredis.internal.expiry.ExpiringStore;
import io.jcacheredis.internal.expiry.Expiry;
import io.jcacheredis.internal.integration.Loading;
import io.jcacheredis.internal.integration.Writing;
import io.jcacheredis.internal.management.CacheStatistics;
import io.jcacheredis.internal.management.ManagerName;
import io.jcacheredis.internal.registry.KeySpaces.Holding;
import io.jcacheredis.internal.store.ClosingStore;
import io.jcacheredis.internal.store.EntryStore;
import io.jcacheredis.internal.store.KeptValues;
import io.jcacheredis.internal.store.TimeToLive;
import io.jcacheredis.internal.store.YieldingStore;
import io.jcacheredis.internal.store.redis.KeySpace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.cache.CacheManager;
import javax.cache.configuration.CacheEntryListenerConfiguration;
import javax.cache.configuration.Factory;
import javax.cache.expiry.EternalExpiryPolicy;
import javax.cache.expiry.ExpiryPolicy;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the parts of one cache together, and calls the factories that users gave. What they made is closed with the cache, or
 * at once if it can't be opened. Used once, by one thread.
 */
final class CacheAssembly<K, V> {

    private static final Logger log = LoggerFactory.getLogger(CacheAssembly.class);

    private final CacheManager manager;
    private final Settings settings;
    private final ProviderResources resources;
    private final KeySpace space;
    private final RedisConfiguration<K, V> configuration;
    private final EntryCodec<K, V> codec;
    private final Participation participation;
    private final ManagerName managerName;
    private final RegionWarnings regionWarnings;
    private final Listeners<K, V> listeners;
    private final List<Object> made = new ArrayList<>();

    /**
     * The assembly of the cache with that key space.
     *
     * @param configuration the cache's own copy
     * @param participation what it has to do with other JVMs
     * @param managerName what JMX calls the manager
     */
    CacheAssembly(
            CacheManager manager,
            Settings settings,
            ProviderResources resources,
            KeySpace space,
            RedisConfiguration<K, V> configuration,
            EntryCodec<K, V> codec,
            Participation participation,
            ManagerName managerName) {
        this.manager = manager;
        this.settings = settings;
        this.resources = resources;
        this.space = space;
        this.configuration = configuration;
        this.codec = codec;
        this.participation = participation;
        this.managerName = managerName;
        this.regionWarnings = new RegionWarnings(settings.caches());
        this.listeners = new Listeners<>(resources.threads(), participation.publishes());
    }

    /**
     * Opens the cache.
     *
     * @param entries where its entries lie
     * @param kept what the JVM keeps of them
     * @param statistics its own
     * @param holding its key space, which ends with it
     * @param onClose what else ends with the cache
     */
    ManagedCache open(
            EntryStore entries, KeptValues kept, CacheStatistics statistics, Holding holding, Runnable onClose) {
        try {
            warnOfWhatIsInVain();
            ClosingStore store = new ClosingStore(space.cacheName(), entries);
            CacheParts<K, V> parts = parts(store, kept, statistics);
            JmxPresence jmx = new JmxPresence(managerName, space.cacheName(), configuration, parts.statistics());
            List<Runnable> listening = new CopyOnWriteArrayList<>();
            CacheFacade<K, V> facade = new CacheFacade<>(manager, configuration, parts, () -> {
                listening.forEach(Runnable::run);
                store.close();
                jmx.end();
                onClose.run();
                holding.close();
                closeUserObjects();
            });
            listening.add(listen(facade, statistics));
            return new ManagedCache(facade, configuration, jmx, store, holding, participation.destroy());
        } catch (RuntimeException | Error e) {
            closeUserObjects();
            throw e;
        }
    }

    /** Listens to other JVMs, if the cache is to. What is returned ends that. */
    private Runnable listen(CacheFacade<K, V> facade, CacheStatistics statistics) {
        if (participation.sources().isEmpty()) {
            return () -> {};
        }
        Inbox inbox = new Inbox(space, facade, statistics, resources.threads());
        return new Listening(participation.sources(), listeners, inbox)::close;
    }

    private void closeUserObjects() {
        UserObjects.closeAll(made);
        UserObjects.closeAll(listeners.userObjects());
    }

    /** A program may still mean to set what is missing; so it is no error. */
    private void warnOfWhatIsInVain() {
        regionWarnings.losing(space.cacheName()).ifPresent(resources.warnings()::warn);
        if (configuration.isReadThrough() && configuration.getCacheLoaderFactory() == null) {
            log.warn("Cache '{}' is to read through and has no loader: a miss asks nobody", space.cacheName());
        }
        boolean hasWriter = configuration.getCacheWriterFactory() != null;
        if (configuration.isWriteThrough() && !hasWriter) {
            log.warn("Cache '{}' is to write through and has no writer: changes go to Redis only", space.cacheName());
        }
        if (hasWriter && !configuration.isWriteThrough()) {
            log.warn(
                    "Cache '{}' has a writer and is not to write through, so that the writer is not called",
                    space.cacheName());
        }
    }

    private CacheParts<K, V> parts(EntryStore store, KeptValues kept, CacheStatistics statistics) {
        ExpiryPolicy policy = configuration.getExpiryPolicyFactory().create();
        made.add(policy);
        Expiry expiry = new Expiry(policy);
        if (configuration.getNearCache() != null && expiry.plan().access() != TimeToLive.Special.UNCHANGED) {
            log.warn(
                    "Cache '{}' has an expiry policy that looks at accesses, of which Redis must hear: its near cache keeps nothing",
                    space.cacheName());
        }
        CacheLoader<K, V> loader = madeBy(configuration.getCacheLoaderFactory());
        CacheWriter<? super K, ? super V> writer =
                configuration.isWriteThrough() ? madeBy(configuration.getCacheWriterFactory()) : null;
        for (CacheEntryListenerConfiguration<K, V> listener : configuration.getCacheEntryListenerConfigurations()) {
            listeners.register(listener);
        }
        return new CacheParts<>(
                space.cacheName(),
                space.start(),
                codec,
                onFailure(configuration),
                hibernateEntries(),
                new ExpiringStore(writer == null ? store : new YieldingStore(store), expiry),
                kept,
                expiry,
                new Loading<>(
                        loader == null ? null : new CountedLoader<>(loader, statistics), configuration.isReadThrough()),
                writer == null ? null : new Writing<>(writer, settings.writeFence()),
                listeners,
                statistics,
                new KeyTurns(
                        resources.locks(), space.start(), settings.connection().timeout()),
                settings.writeFence(),
                settings.loadLease(),
                resources.threads(),
                resources.threads(),
                resources.threads().calls());
    }

    private HibernateEntries hibernateEntries() {
        boolean eternal = configuration.getExpiryPolicyFactory().equals(EternalExpiryPolicy.factoryOf());
        Optional<String> endless = eternal ? regionWarnings.endless(space.cacheName()) : Optional.empty();
        return new HibernateEntries(
                space.cacheName(),
                onFailure(configuration),
                resources.warnings()::warn,
                endless.or(() -> regionWarnings.misnamed(space.cacheName())).orElse(null));
    }

    private <T> @Nullable T madeBy(@Nullable Factory<T> factory) {
        T object = factory == null ? null : factory.create();
        if (object != null) {
            made.add(object);
        }
        return object;
    }

    static OnFailure onFailure(RedisConfiguration<?, ?> configuration) {
        OnFailure mode = configuration.getOnFailure();
        return mode == null ? OnFailure.DEGRADE : mode;
    }
}
