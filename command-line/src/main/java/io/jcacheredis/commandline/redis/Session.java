package io.jcacheredis.commandline.redis;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.commandline.Complaint;
import io.jcacheredis.internal.configuration.Settings;
import io.jcacheredis.internal.connection.RedisConnections;
import io.jcacheredis.internal.connection.ReplyLimits;
import io.jcacheredis.internal.connection.ServerTour;
import io.jcacheredis.internal.manager.Topologies;
import io.jcacheredis.internal.store.redis.ClaimRegistry;
import io.jcacheredis.internal.store.redis.ClaimRegistry.Held;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import io.jcacheredis.internal.store.redis.RedisEntryStore.Routes;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.cache.CacheManager;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.CommandObject;
import redis.clients.jedis.exceptions.JedisException;

/**
 * What a command has of Redis: the provider, and connections of the provider's own kind for what it has no method for. Used by one
 * thread. What Redis refuses, or does not answer, is a {@link javax.cache.CacheException} that says what to do.
 */
public final class Session implements AutoCloseable {

    /** With those of the codecs of the library and those that others claim, whoever opens a cache agrees on the values. */
    private static final Set<String> FORMATS = Set.of("bytes", "cbor", "java", "json", "string", "text");

    /** What Redis can hold. */
    private static final int LARGEST_VALUE = 512 << 20;

    private final Reading reading;
    private final ExecutorService threads;
    private final RedisConnections connections;
    private final RedisCachingProvider provider = new RedisCachingProvider();
    private final Thread atExit = new Thread(this::endBySignal, "jcache-redis-exit");
    private final Lock closing = new ReentrantLock();
    private volatile boolean ending;
    private @Nullable CacheManager manager;
    private @Nullable Catalog catalog;

    /** A session that has no connection yet. */
    public Session(Reading reading) {
        this.reading = reading;
        this.threads = Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "jcache-redis");
            thread.setDaemon(true);
            return thread;
        });
        this.connections = Topologies.connect(reading.settings().connection(), threads);
    }

    /** What was read of the settings. */
    public Reading reading() {
        return reading;
    }

    /** The settings. */
    public Settings settings() {
        return reading.settings();
    }

    /** Where Redis is, without user and password. */
    public String address() {
        return settings().connection().address().display();
    }

    /** The connections. Their exceptions are those of Jedis: {@link #ask(Supplier)} makes words of them. */
    public RedisConnections connections() {
        return connections;
    }

    /** Sends a command: one round trip. */
    public <T> T ask(CommandObject<T> command) {
        return ask(() -> connections.execute(command));
    }

    /** Sends commands together. A reply may be the {@link JedisException} that it is. */
    public <T> List<Object> askAll(List<CommandObject<T>> commands, ReplyLimits limits) {
        return commands.isEmpty() ? List.of() : ask(() -> connections.executeAll(commands, limits));
    }

    /** Does something that may end with an exception of Jedis. */
    public <T> T ask(Supplier<T> question) {
        try {
            return question.get();
        } catch (JedisException e) {
            throw failure(e);
        }
    }

    /** The same, and empty if Redis answers that it does not do it, for this user or at all. */
    public <T> Optional<T> askIfPermitted(Supplier<T> question) {
        try {
            return Optional.of(question.get());
        } catch (JedisException e) {
            return switch (connections.kindOf(e)) {
                case NOT_PERMITTED, COMMAND_REFUSED, REFUSED_NOW -> Optional.empty();
                case UNREACHABLE, NOT_LET_IN, NOT_REPLICATED -> throw failure(e);
            };
        }
    }

    /** The failure in words. */
    public RuntimeException failure(JedisException failure) {
        return connections.failure("the command could not be done", failure);
    }

    /** Goes to all servers that have keys. */
    public ServerTour tour() {
        return connections.tour();
    }

    /** The claims of live JVMs: one round trip. Empty if the user may not read them. */
    public Optional<List<Held>> claims() {
        return askIfPermitted(() -> new ClaimRegistry(connections).live());
    }

    /** The caches that are known: one round trip at the first call. */
    public Catalog catalog() {
        Catalog known = catalog;
        if (known == null) {
            known = new Catalog(
                    reading, claims().<Collection<Held>>map(claims -> claims).orElse(null));
            catalog = known;
        }
        return known;
    }

    /**
     * Opens a cache by the provider, in the form in which others have it, so that they agree: it is as one more JVM of theirs, which
     * knows keys and values as they lie in Redis.
     *
     * @throws Complaint if its keys would be those of another cache
     */
    public OpenCache open(String name) {
        CacheFacts facts = catalog().of(name);
        Set<String> formats = new TreeSet<>(FORMATS);
        formats.addAll(facts.formats());
        RedisConfiguration<String, byte[]> configuration = new RedisConfiguration<String, byte[]>()
                .setTypes(String.class, byte[].class)
                .setKeyCodec(new RawKeys(facts.keyFormat()))
                .setValueCodec(new RawValues(formats))
                .setOnFailure(facts.onFailure())
                .setEvents(facts.durableEvents() ? EventDelivery.DURABLE : EventDelivery.LOCAL);
        RedisCache<String, byte[]> cache =
                manager().createCache(name, configuration).unwrap(asRawCache());
        return new OpenCache(facts, cache, address());
    }

    /** What puts entries into an open cache without telling others but their near caches. */
    public EntryWriter writer(OpenCache cache) {
        return new EntryWriter(
                cache,
                new RedisEntryStore(
                        cache.facts().space(),
                        new Routes(connections),
                        settings().commands(),
                        LARGEST_VALUE,
                        settings().loadLease()));
    }

    @SuppressWarnings("unchecked") // the cache was just made with these types
    private static Class<RedisCache<String, byte[]>> asRawCache() {
        return (Class<RedisCache<String, byte[]>>) (Class<?>) RedisCache.class;
    }

    private CacheManager manager() {
        CacheManager opened = manager;
        if (opened == null) {
            Runtime.getRuntime().addShutdownHook(atExit);
            opened = provider.getCacheManager(Reading.NO_FILE, null, ManagerProperties.of(settings()));
            manager = opened;
        }
        return opened;
    }

    /** The user's word for an option, such as a codec: in small letters. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a signal ends the program, so that nobody waits for what is still done. */
    public boolean isEnding() {
        return ending;
    }

    /** Caches are closed, as else those who want them in another form would have to wait until their lease is over. */
    private void endBySignal() {
        ending = true;
        closeCaches();
    }

    private void closeCaches() {
        closing.lock(); // who comes second waits, as the JVM ends after it
        try {
            provider.close();
        } finally {
            closing.unlock();
        }
    }

    @Override
    public void close() {
        closeCaches();
        try {
            Runtime.getRuntime().removeShutdownHook(atExit);
        } catch (IllegalStateException e) {
            // The program is ending, and the hook runs.
        }
        connections.close();
        threads.shutdownNow();
    }
}
