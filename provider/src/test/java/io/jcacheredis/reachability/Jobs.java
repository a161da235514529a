package io.jcacheredis.reachability;

import io.jcacheredis.EventDelivery;
import io.jcacheredis.Memoizer;
import io.jcacheredis.NearCache;
import io.jcacheredis.RedisCache;
import io.jcacheredis.RedisCacheManager;
import io.jcacheredis.RedisCacheStatisticsMXBean;
import io.jcacheredis.RedisCachingProvider;
import io.jcacheredis.RedisConfiguration;
import io.jcacheredis.RedisConnectionsMXBean;
import io.jcacheredis.RedisDomainEventsMXBean;
import io.jcacheredis.codec.Codec;
import io.jcacheredis.codec.CodecSettings;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.codec.Compression;
import io.jcacheredis.codec.FrameworkObjects;
import io.jcacheredis.codec.TypeRef;
import io.jcacheredis.invalidation.PurgeStrategy;
import io.jcacheredis.micrometer.RedisCacheMetrics;
import io.jcacheredis.micrometer.RedisCacheObservation;
import io.jcacheredis.micrometer.RedisConnectionMetrics;
import io.jcacheredis.reachability.Program.House;
import io.jcacheredis.reachability.Program.Place;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.Caching;
import javax.cache.configuration.FactoryBuilder;
import javax.cache.configuration.MutableCacheEntryListenerConfiguration;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.ModifiedExpiryPolicy;
import javax.cache.integration.CompletionListenerFuture;
import javax.cache.management.CacheMXBean;
import javax.cache.processor.EntryProcessor;
import javax.cache.processor.EntryProcessorException;
import javax.cache.spi.CachingProvider;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * What programs do with the provider, one job after the other, for the trace of {@link ReachabilityIT}. Its arguments are the URL of a
 * Redis, that of the same one by TLS, and the certificate of who signed its own. Prints the name of each job that is done.
 */
final class Jobs {

    private static final ClassLoader LOADER = Jobs.class.getClassLoader();

    private static final String ALLOWED = "io.jcacheredis.reachability.*";

    /** A part of what programs do. */
    private interface Job {
        void run() throws Exception;
    }

    private final URI redis;
    private final URI secure;
    private final String authority;
    private final RedisCachingProvider provider = new RedisCachingProvider();
    private final RedisCacheManager manager;

    private Jobs(String redis, String secure, String authority) {
        this.redis = URI.create(redis);
        this.secure = URI.create(secure);
        this.authority = authority;
        this.manager = open("jobs", this.redis, CodecSettings.ALLOW, ALLOWED);
    }

    public static void main(String[] arguments) throws Exception {
        Jobs jobs = new Jobs(arguments[0], arguments[1], arguments[2]);
        for (Map.Entry<String, Job> job : jobs.all()) {
            job.getValue().run();
            System.out.println("done=" + job.getKey());
        }
        jobs.provider.close();
        System.exit(0);
    }

    private List<Map.Entry<String, Job>> all() {
        return List.of(
                Map.entry("providers", this::providers),
                Map.entry("configuration", this::configuration),
                Map.entry("operations", this::operations),
                Map.entry("processors", this::processors),
                Map.entry("structured values", this::structuredValues),
                Map.entry("serialized values", this::serializedValues),
                Map.entry("keys", this::keys),
                Map.entry("near cache", this::nearCache),
                Map.entry("events", this::events),
                Map.entry("management", this::management),
                Map.entry("invalidation", this::invalidation),
                Map.entry("asynchronous", this::asynchronous),
                Map.entry("meters", this::meters),
                Map.entry("tls", this::tls),
                Map.entry("outage", this::outage));
    }

    private RedisCacheManager open(String name, URI url, String... namesAndValues) {
        Properties properties = new Properties();
        properties.setProperty("jcache.redis.url", url.toString());
        properties.setProperty("jcache.redis.timeout", "20s"); // however busy the machine is
        properties.setProperty("jcache.redis.on-failure", "strict");
        for (int i = 0; i < namesAndValues.length; i += 2) {
            properties.setProperty(namesAndValues[i], namesAndValues[i + 1]);
        }
        return provider.getCacheManager(URI.create(name), LOADER, properties).unwrap(RedisCacheManager.class);
    }

    private <K, V> RedisCache<K, V> cache(String name, Class<K> keys, Class<V> values) {
        return cache(name, new RedisConfiguration<K, V>().setTypes(keys, values));
    }

    @SuppressWarnings("unchecked")
    private <K, V> RedisCache<K, V> cache(String name, RedisConfiguration<K, V> configuration) {
        return manager.createCache(name, configuration).unwrap(RedisCache.class);
    }

    private static void require(boolean holds, Object what) {
        if (!holds) {
            throw new AssertionError(what);
        }
    }

    /** As {@code javax.cache} finds it: by the service file, and by the property that names it. */
    private void providers() {
        try (CachingProvider found = Caching.getCachingProvider();
                CachingProvider named = Caching.getCachingProvider(RedisCachingProvider.class.getName(), LOADER)) {
            require(found instanceof RedisCachingProvider && named instanceof RedisCachingProvider, found);
        }
    }

    private void configuration() {
        RedisCacheManager declared = open("yaml", redis, "jcache.redis.config", "classpath:reachability/declared.yaml");
        Cache<UUID, House> houses = declared.getCache("declared", UUID.class, House.class);
        UUID key = new UUID(1, 2);
        require(houses.get(key).equals(House.number(1)), "is loaded");
        houses.put(key, House.number(2));
        require(houses.get(key).equals(House.number(2)), "is read");
        require(declared.invalidator().handle(Program.SOLD).failures().isEmpty(), "rules work");
    }

    private void operations() throws Exception {
        Cache<String, House> houses = manager.createCache(
                "houses",
                new MutableConfiguration<String, House>()
                        .setTypes(String.class, House.class)
                        .setExpiryPolicyFactory(
                                ModifiedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.MINUTES, 5))));
        houses.put("1", House.number(1));
        houses.putAll(Map.of("2", House.number(2), "3", House.number(3)));
        require(houses.getAll(Set.of("1", "2")).size() == 2, houses);
        require(!houses.putIfAbsent("1", House.number(9)), houses);
        require(houses.replace("1", House.number(1), House.number(4)), houses);
        require(houses.getAndPut("2", House.number(5)).equals(House.number(2)), houses);
        require(houses.remove("1", House.number(4)), houses);
        houses.iterator().forEachRemaining(entry -> require(entry.getValue() != null, entry));
        CompletionListenerFuture loaded = new CompletionListenerFuture();
        houses.loadAll(Set.of("1"), true, loaded);
        loaded.get();
        houses.removeAll(Set.of("2"));
        houses.clear();
        manager.destroyCache("houses");
    }

    private void processors() {
        RedisCache<String, Integer> counts = cache("counts", String.class, Integer.class);
        counts.clear();
        EntryProcessor<String, Integer, Integer> add = (entry, arguments) -> {
            entry.setValue(entry.exists() ? entry.getValue() + 1 : 1);
            return entry.getValue();
        };
        require(counts.invoke("a", add) == 1, counts);
        require(counts.invokeAll(Set.of("a", "b"), add).get("a").get() == 2, counts);
        try {
            counts.invoke("a", (entry, arguments) -> {
                throw new IllegalStateException("as meant");
            });
            throw new AssertionError("an exception is lost");
        } catch (EntryProcessorException e) {
            require(e.getCause() instanceof IllegalStateException, e);
        }
    }

    private void structuredValues() {
        roundTrip(Codecs.json(House.class), House.number(1));
        roundTrip(Codecs.cbor(House.class), House.number(1));
        roundTrip(Codecs.json(new TypeRef<Map<String, List<House>>>() {}), Map.of("a", List.of(House.number(1))));
        roundTrip(Codecs.versioned(Codecs.compressed(Codecs.json(House.class)), 2), House.number(1));
        roundTrip(Codecs.migrating(Codecs.cbor(House.class), Codecs.json(House.class)), House.number(1));
        roundTrip(Codecs.string(), "text");
        roundTrip(Codecs.text(Program.Kind.class), Program.Kind.VILLA);
        require(Arrays.equals(Codecs.bytes().decode(Codecs.bytes().encode(new byte[] {1})), new byte[] {1}), "bytes");
        SerializedValues.scalars().forEach(value -> ofType(value.getClass(), value));
        SerializedValues.times().forEach(value -> ofType(value.getClass(), value));
    }

    private static <V> void ofType(Class<V> type, Object value) {
        roundTrip(Codecs.json(type), type.cast(value));
        roundTrip(Codecs.cbor(type), type.cast(value));
    }

    private static <V> void roundTrip(Codec<V> codec, V value) {
        V read = codec.decode(codec.encode(value));
        require(value.equals(read), value);
    }

    /** What any cache may hold by Java serialization. */
    private void serializedValues() throws Exception {
        RedisCache<String, Object> any = cache("any", String.class, Object.class);
        any.put("name", List.of("a"));
        require(List.of("a").equals(any.get("name")), "a list is read");
        Codec<Object> codec = Codecs.java(
                Object.class, CodecSettings.defaults(LOADER).withAllow(ALLOWED).withCompression(Compression.DEFLATE));
        for (Object value : SerializedValues.all()) {
            require(codec.decode(codec.encode(value)) != null, value);
        }
        for (Object value : FrameworkObjects.values()) {
            require(codec.decode(codec.encode(value)) != null, value);
        }
    }

    private void keys() throws Exception {
        RedisCache<Object, String> any = cache("keys", Object.class, String.class);
        List<Object> keys = new ArrayList<>(FrameworkObjects.keys());
        keys.addAll(SerializedValues.scalars());
        keys.addAll(SerializedValues.times());
        keys.addAll(List.of(new Place("x", 1), List.of("a", 1), Set.of("a"), Map.of("a", 1), Optional.of("a")));
        keys.addAll(List.of(new Object[] {"a", 1}, new String[] {"a"}, Program.Kind.FLAT));
        keys.addAll(List.of(new boolean[1], new byte[1], new char[1], new short[1], new int[1], new long[1]));
        keys.addAll(List.of(new float[1], new double[1]));
        for (Object key : keys) {
            any.put(key, "value");
        }
        any.iterator().forEachRemaining(entry -> require(entry.getKey() != null, entry));
        RedisCache<Place, String> places = cache("places", Place.class, String.class);
        places.clear();
        places.put(new Place("x", 1), "y");
        require(places.iterator().next().getKey().equals(new Place("x", 1)), places);
    }

    private void nearCache() {
        RedisCache<String, String> near = cache(
                "near",
                new RedisConfiguration<String, String>()
                        .setTypes(String.class, String.class)
                        .setNearCache(NearCache.ofSize(10)));
        for (int i = 0; i < 100; i++) {
            near.put("" + i, "v");
            String read = near.get("" + i);
            require(Objects.equals(read, near.get("" + i)), near);
        }
    }

    private void events() {
        for (EventDelivery delivery : EventDelivery.values()) {
            RedisCache<String, House> heard = cache(
                    "heard-" + delivery,
                    new RedisConfiguration<String, House>()
                            .setTypes(String.class, House.class)
                            .setEvents(delivery));
            heard.registerCacheEntryListener(new MutableCacheEntryListenerConfiguration<>(
                    FactoryBuilder.factoryOf(Program.Listener.class),
                    FactoryBuilder.factoryOf(Program.Filter.class),
                    true,
                    true));
            heard.put("a", House.number(1));
            heard.put("a", House.number(2));
            heard.remove("a");
        }
    }

    /** As consoles read it: every attribute of every bean, and by proxies of their interfaces. */
    private void management() throws Exception {
        RedisConfiguration<String, String> shown = new RedisConfiguration<String, String>()
                .setTypes(String.class, String.class)
                .setStatisticsEnabled(true)
                .setManagementEnabled(true);
        cache("shown", shown).put("a", "b");
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        read(server, "javax.cache:type=CacheConfiguration,*", CacheMXBean.class);
        read(server, "javax.cache:type=CacheStatistics,*", RedisCacheStatisticsMXBean.class);
        read(server, "io.jcacheredis:type=Connections,*", RedisConnectionsMXBean.class);
        read(server, "io.jcacheredis:type=DomainEvents,*", RedisDomainEventsMXBean.class);
    }

    private static void read(MBeanServer server, String pattern, Class<?> bean) throws Exception {
        Set<ObjectName> names = server.queryNames(new ObjectName(pattern), null);
        require(!names.isEmpty(), pattern);
        for (ObjectName name : names) {
            for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                require(server.getAttribute(name, attribute.getName()) != null, attribute);
            }
            require(bean.isInstance(JMX.newMXBeanProxy(server, name, bean)), name);
        }
    }

    private void invalidation() {
        RedisCache<String, String> reports = cache("reports", String.class, String.class);
        reports.clear();
        reports.put("1", "v", Duration.ofMinutes(5), "seller:s");
        reports.put("2", "v", Duration.ofMinutes(5));
        manager.invalidator()
                .add(PurgeStrategy.on("sold").purging("reports:{id}").purgingTags("seller:{seller}"));
        require(manager.invalidator().handle(Program.SOLD).removed() == 1, reports);
        require(reports.purge("*") == 1, reports);
        require(manager.purgeByTag("seller:s") == 0, reports);
    }

    private void asynchronous() throws Exception {
        RedisCache<String, House> houses = cache("async", String.class, House.class);
        houses.async().put("a", House.number(1)).toCompletableFuture().get();
        require(houses.async().get("a").toCompletableFuture().get().equals(House.number(1)), houses);
        houses.async()
                .getOrLoad("b", key -> House.number(2))
                .toCompletableFuture()
                .get();
        require(
                Memoizer.of(houses)
                        .function("f", key -> House.number(3))
                        .apply("c")
                        .equals(House.number(3)),
                houses);
    }

    private void meters() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        RedisCache<String, String> metered = cache("metered", String.class, String.class);
        RedisCacheMetrics.monitor(registry, metered, Tags.empty());
        RedisConnectionMetrics.monitor(registry, manager, Tags.empty());
        manager.observe(RedisCacheObservation.of(ObservationRegistry.create()));
        metered.put("a", "b");
        require(!registry.getMeters().isEmpty(), registry);
        manager.observe(null);
    }

    private void tls() {
        RedisCacheManager encrypted = open("tls", secure, "jcache.redis.tls.ca", authority);
        Cache<Object, Object> cache = encrypted.createCache("tls", new MutableConfiguration<>());
        cache.put("a", "b");
        require("b".equals(cache.get("a")), cache);
    }

    /** Nothing answers there: the first calls find out, and the next ones don't ask. */
    private void outage() {
        Cache<Object, Object> cache = open(
                        "outage", URI.create("redis://localhost:1"), "jcache.redis.on-failure", "degrade")
                .createCache("out", new MutableConfiguration<>());
        for (int i = 0; i < 100; i++) {
            require(cache.get("a") == null, cache);
        }
    }
}
