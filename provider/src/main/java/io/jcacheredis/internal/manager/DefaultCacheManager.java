package io.jcacheredis.internal.manager;

import static java.util.Objects.requireNonNull;

import io.jcacheredis.CallObserver;
import io.jcacheredis.PurgeOptions;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.RedisConnectionsMXBean;
import io.jcacheredis.RedisDomainEventsMXBean;
import io.jcacheredis.RedisServer;
import io.jcacheredis.internal.configuration.CacheConfigurations;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.configuration.Settings.StoreByReference;
import io.jcacheredis.internal.configuration.SettingsReader;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ServerVersions;
import io.jcacheredis.internal.store.KeyPattern;
import io.jcacheredis.internal.store.Tags;
import io.jcacheredis.internal.store.redis.KeySpace;
import io.jcacheredis.invalidation.EventDrivenInvalidator;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.Configuration;
import javax.cache.spi.CachingProvider;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The caches of one URI and class loader. Looking one up takes no lock, so listeners may do it. */
public final class DefaultCacheManager implements RedisCacheManager {

    private static final Logger log = LoggerFactory.getLogger(DefaultCacheManager.class);

    /** Longer than any cache takes to be made whose factories don't wait for other threads. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CachingProvider provider;
    private final URI uri;
    private final ClassLoader classLoader;
    private final Properties properties;
    private final Settings settings;
    private final ProviderResources resources;
    private final CacheFactory factory;
    private final Invalidation invalidation;
    private final RedisConnections redis;
    private final Monitoring monitoring;
    private final Runnable onClose;

    private final Lifecycle lifecycle;

    private final OpenCaches caches = new OpenCaches();

    private boolean declaring;
    private volatile boolean ready;
    private volatile boolean closed;

    /**
     * An open manager, yet without the caches that its configuration declares. No connection is made yet.
     *
     * @param properties the manager's own copy
     * @param onClose what else ends with the manager; run once
     * @throws CacheException if settings make no sense
     */
    public DefaultCacheManager(
            CachingProvider provider,
            URI uri,
            ClassLoader classLoader,
            Properties properties,
            ProviderResources resources,
            Runnable onClose) {
        this.provider = provider;
        this.classLoader = classLoader;
        this.properties = properties;
        this.resources = resources;
        this.onClose = onClose;
        this.settings = new SettingsReader(System.getenv(), properties, classLoader, resources.warnings()).read(uri);
        this.uri = ManagerUri.shown(uri);
        this.lifecycle = new Lifecycle("the cache manager " + this.uri, PATIENCE);
        this.redis = resources.connections().borrow(settings.connection());
        this.monitoring = new Monitoring(this.uri.toString(), resources.statistics(redis));
        this.factory = new CacheFactory(this, settings, resources, redis, monitoring);
        this.invalidation = new Invalidation(this, settings, resources, redis, monitoring.domainEvents());
    }

    /**
     * Makes the declared caches at the first call; other threads wait for that. It calls what users wrote, so the caller
     * must hold no lock.
     *
     * @return whether they are there; not if the manager was closed meanwhile, as it is when another thread can't make them
     * @throws CacheException if one can't be made; the manager is closed then. Also if another thread makes them and does
     *     not get on
     */
    public boolean openDeclared() {
        if (ready) {
            return true;
        }
        lifecycle.begin();
        try {
            if (closed) {
                return false;
            }
            if (declaring) {
                return true; // what users wrote asks for the manager
            }
            declaring = true;
            settings.caches().declared().forEach(this::declare);
            ready = true;
            invalidation.open();
            return true;
        } catch (RuntimeException | Error e) {
            close();
            throw e;
        } finally {
            lifecycle.end();
        }
    }

    private void declare(String cacheName) {
        try {
            RedisConfiguration<Object, Object> configuration =
                    CacheConfigurations.of(settings.caches().settingsOf(cacheName));
            caches.noteUntouched(cacheName);
            open(factory.keySpace(cacheName), configuration);
        } catch (RuntimeException e) {
            throw new CacheException(
                    "Cache '" + cacheName + "', which the configuration declares, can't be made: " + e.getMessage(), e);
        }
    }

    /**
     * Goes on if somebody who asks for this manager by that URI means the same user and password, or names none.
     *
     * @throws CacheException otherwise: what he does would be done as another user
     */
    public void requireLogin(@Nullable URI asked) {
        if (asked == null || !RedisAddress.isAddress(asked) || asked.getRawFragment() != null) {
            return;
        }
        RedisAddress address = RedisAddress.parse(asked.toString());
        if (address.login().password() != null
                && !address.hasLoginOf(settings.connection().address())) {
            throw new CacheException("The cache manager " + uri
                    + " is open with another user or password than those of the URI; close it first");
        }
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException(
                    "the cache manager " + uri + " is closed, for all who have got it by this URI:"
                            + " by one of them, maybe, such as a session factory of Hibernate");
        }
    }

    @Override
    public CachingProvider getCachingProvider() {
        return provider;
    }

    @Override
    public URI getURI() {
        return uri;
    }

    @Override
    public ClassLoader getClassLoader() {
        return classLoader;
    }

    @Override
    public Properties getProperties() {
        Properties copy = new Properties();
        copy.putAll(properties);
        return copy;
    }

    @Override
    public String keyPrefix() {
        return settings.keyPrefix();
    }

    /**
     * Makes a cache, of what is given and of the settings for its name: see {@link CacheConfigurations}. A declared cache
     * that nobody has asked for yet can be created once: then it has the given configuration as well, as if it had not
     * been there.
     */
    @Override
    public <K, V, C extends Configuration<K, V>> Cache<K, V> createCache(String cacheName, C configuration) {
        requireOpen();
        requireNonNull(cacheName, "cacheName");
        RedisConfiguration<K, V> own = CacheConfigurations.merge(
                requireNonNull(configuration, "configuration"),
                settings.caches().settingsOf(cacheName));
        requireStoreByValue(cacheName, own);
        KeySpace space = factory.keySpace(cacheName);
        lifecycle.begin();
        try {
            requireOpen();
            ManagedCache existing = caches.get(cacheName);
            if (existing != null && !caches.touch(cacheName)) {
                throw new CacheException("A cache named '" + cacheName + "' exists already in " + uri);
            }
            if (existing != null && existing.configuration().equals(own)) {
                return OpenCaches.typed(existing);
            }
            return existing == null ? open(space, own) : replace(existing, space, own);
        } finally {
            lifecycle.end();
        }
    }

    private <K, V> Cache<K, V> open(KeySpace space, RedisConfiguration<K, V> configuration) {
        AtomicReference<ManagedCache> created = new AtomicReference<>();
        ManagedCache cache =
                factory.create(space, configuration, () -> caches.forget(space.cacheName(), created.get()));
        created.set(cache);
        caches.put(space.cacheName(), cache);
        lifecycle.gotOn();
        try {
            cache.jmx().show();
        } catch (RuntimeException | Error e) {
            cache.facade().close();
            throw e;
        }
        return OpenCaches.typed(cache);
    }

    /** Opens a cache in the place of a declared one that nobody has. Their forms may differ, so they can't both be open. */
    private <K, V> Cache<K, V> replace(ManagedCache declared, KeySpace space, RedisConfiguration<K, V> configuration) {
        declared.facade().close();
        try {
            return open(space, configuration);
        } catch (RuntimeException | Error e) {
            try {
                declare(space.cacheName());
            } catch (CacheException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
    }

    private void requireStoreByValue(String cacheName, Configuration<?, ?> configuration) {
        if (configuration.isStoreByValue()) {
            return;
        }
        if (settings.storeByReference() == StoreByReference.REJECT) {
            throw new UnsupportedOperationException("Cache '" + cacheName
                    + "' asks for store by reference, but its entries lie in another process. Set storeByValue, or "
                    + SettingsReader.STORE_BY_REFERENCE + " to warn");
        }
        log.warn(
                "Cache '{}' asks for store by reference and stores by value: its entries lie in another process",
                cacheName);
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName, Class<K> keyType, Class<V> valueType) {
        requireOpen();
        requireNonNull(keyType, "keyType");
        requireNonNull(valueType, "valueType");
        ManagedCache cache = caches.get(requireNonNull(cacheName, "cacheName"));
        if (cache == null) {
            return null;
        }
        Cache<K, V> typed = OpenCaches.typed(cacheName, cache, keyType, valueType);
        caches.touch(cacheName);
        return typed;
    }

    @Override
    public <K, V> @Nullable Cache<K, V> getCache(String cacheName) {
        requireOpen();
        ManagedCache cache = caches.get(requireNonNull(cacheName, "cacheName"));
        caches.touch(cacheName);
        return cache == null ? null : OpenCaches.typed(cache);
    }

    @Override
    public Iterable<String> getCacheNames() {
        requireOpen();
        return caches.names();
    }

    @Override
    public void destroyCache(String cacheName) {
        requireOpen();
        caches.with(requireNonNull(cacheName, "cacheName"), ManagedCache::destroy);
    }

    @Override
    public long purge(String globPattern, PurgeOptions options) {
        requireOpen();
        KeyPattern pattern = KeyPattern.of(requireNonNull(globPattern, "globPattern"));
        requireNonNull(options, "options");
        return caches.purge(cache -> cache.purge(pattern, options));
    }

    @Override
    public long purgeByTag(Set<String> tags, PurgeOptions options) {
        requireOpen();
        Tags any = Tags.ofAny(requireNonNull(tags, "tags"));
        requireNonNull(options, "options");
        return caches.purge(cache -> cache.purge(any, options));
    }

    @Override
    public List<RedisCache<?, ?>> caches() {
        requireOpen();
        return caches.all();
    }

    @Override
    public RedisConnectionsMXBean connections() {
        return monitoring.connections();
    }

    @Override
    public RedisDomainEventsMXBean domainEvents() {
        return monitoring.domainEvents();
    }

    @Override
    public List<RedisServer> servers() {
        requireOpen();
        return ServerVersions.of(redis);
    }

    @Override
    public void observe(@Nullable CallObserver observer) {
        monitoring.observing().observe(observer);
    }

    @Override
    public EventDrivenInvalidator invalidator() {
        requireOpen();
        return invalidation.invalidator();
    }

    @Override
    public void enableManagement(String cacheName, boolean enabled) {
        requireOpen();
        caches.with(requireNonNull(cacheName, "cacheName"), cache -> cache.jmx().enableManagement(enabled));
    }

    @Override
    public void enableStatistics(String cacheName, boolean enabled) {
        requireOpen();
        caches.with(requireNonNull(cacheName, "cacheName"), cache -> cache.jmx().enableStatistics(enabled));
    }

    @Override
    public void close() {
        lifecycle.begin();
        try {
            if (closed) {
                return;
            }
            closed = true;
        } finally {
            lifecycle.end();
        }
        invalidation.close();
        caches.closeAll();
        factory.close();
        monitoring.end();
        resources.connections().giveBack(settings.connection());
        onClose.run();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        throw new IllegalArgumentException("a cache manager can't be unwrapped as " + type.getName() + "; use "
                + RedisCacheManager.class.getName());
    }

    @Override
    public String toString() {
        return "RedisCacheManager " + uri + (closed ? " (closed)" : "");
    }
}
