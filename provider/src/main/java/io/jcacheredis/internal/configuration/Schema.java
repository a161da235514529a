package io.jcacheredis.internal.configuration;

import io.jcacheredis.OnFailure;
import io.jcacheredis.codec.Compression;
import io.jcacheredis.codec.Limit;
import io.jcacheredis.codec.ValueFormat;
import io.jcacheredis.internal.configuration.Setting.Scope;
import io.jcacheredis.internal.connection.RedisAddress;
import io.jcacheredis.internal.store.redis.RedisEntryStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.cache.event.CacheEntryEventFilter;
import javax.cache.event.CacheEntryListener;
import javax.cache.integration.CacheLoader;
import javax.cache.integration.CacheWriter;
import org.jspecify.annotations.Nullable;

/** All settings there are. Parsing, the help on unknown names, the JSON schema and the tables of the documentation follow. */
final class Schema {

    static final String ROOT = "jcache.redis";

    private static final Duration SHORTEST = Duration.ofMillis(1);
    /** Redis counts in milliseconds since 1970, and refuses what overflows. Who wants more wants eternity. */
    private static final Duration LONGEST_LIFE = Duration.ofDays(36_500);
    /** What fits the int of milliseconds that sockets have. */
    private static final Duration LONGEST_TIMEOUT = Duration.ofDays(24);

    private static final long REDIS_LARGEST = 512L << 20;
    private static final int DEEPEST = 10_000;

    // The manager

    static final Setting<RedisAddress> URL = manager(
            "url",
            Kinds.address(),
            "redis://localhost:6379",
            "The Redis to use: one server, the sentinels that know the master of this name, some nodes of a cluster, or the"
                    + " socket of a server on this machine; with `rediss` by TLS. Characters such as `@ / # %` in a password"
                    + " are percent-encoded.");
    static final Setting<Duration> TIMEOUT = manager(
            "timeout",
            Kinds.duration(SHORTEST, LONGEST_TIMEOUT),
            "1s",
            "How long an operation waits, for a connection and for its answer. A cache that takes longer than what it"
                    + " caches is none.");
    static final Setting<String> KEY_PREFIX = manager(
            "key-prefix",
            Kinds.text("any text"),
            "jcache:",
            "What all Redis keys begin with. Not empty unless you say so: a `clear` of cache `session` would remove"
                    + " another application's `session:*`.");
    static final Setting<String> CONFIG = manager(
            "config",
            Kinds.text("a file, or a file:, jar: or classpath: URI, that ends in .yaml, .yml, .json or .properties"),
            null,
            "The configuration file, instead of `jcache-redis.yaml` on the class path. It can't be set in a file.");
    static final Setting<RedisEntryStore.Mode> COMMANDS = manager(
            "commands",
            Kinds.choice(RedisEntryStore.Mode.class),
            "native",
            "`native` commands where they mean the same as the script, as they are faster; or always the `script`.");
    static final Setting<Duration> WRITE_FENCE = manager(
            "write-fence",
            Kinds.duration(SHORTEST, LONGEST_TIMEOUT),
            "10s",
            "How long an entry may be older than the database after a JVM was killed while it wrote through; until then an"
                    + " entry that is being written lives no longer than this. A writer that takes longer finds its entry"
                    + " removed.");
    static final Setting<Duration> LOAD_LEASE = manager(
            "load-lease",
            Kinds.duration(Duration.ofMillis(100), LONGEST_TIMEOUT),
            "5s",
            "How long others wait for a JVM that was killed while it loaded an entry, before one of them loads it. One that lives"
                    + " may take as long as it needs.");
    static final Setting<Integer> WAIT_FOR_REPLICAS = manager(
            "wait-for-replicas",
            Kinds.number(0, 100),
            "0",
            "How many replicas must have a change of a strict cache when its method returns; if they are too few after half of the"
                    + " `timeout`, it throws, though the change is made. See [failovers](failures.md#failovers).");
    static final Setting<Settings.StoreByReference> STORE_BY_REFERENCE = manager(
            "store-by-reference",
            Kinds.choice(Settings.StoreByReference.class),
            "warn",
            "What a cache that asks for store by reference gets: store by value and a `warn`ing, as many programs ask"
                    + " without need, or a refusal (`reject`).");
    static final Setting<OnFailure> ON_FAILURE = manager(
            "on-failure",
            Kinds.choice(OnFailure.class),
            "degrade",
            "What a cache that says nothing itself does where Redis fails or an entry can't be read: `degrade` acts as if it"
                    + " were empty, `strict` throws. See [failures](failures.md).");
    static final Setting<String> ALLOW = manager(
            "serialization.allow",
            Kinds.classPatterns(),
            "",
            "Classes that Java serialization may read in every cache, beside the declared types: JEP 290 patterns,"
                    + " separated by `;`; in a file also as a list. Nothing by default, as what is read can run code.");

    // What bounds keys and values

    static final Setting<Long> VALUE_BYTES = manager(
            Limit.VALUE_BYTES.setting(),
            Kinds.size(1, REDIS_LARGEST),
            Sizes.spell(Limit.VALUE_BYTES.standard()),
            "The largest value, as it is before compression, written or read. A larger one is a mistake"
                    + " that holds up everybody on the connection; Redis itself ends at 512MB.");
    static final Setting<Long> KEY_BYTES = manager(
            Limit.KEY_BYTES.setting(),
            Kinds.size(1, REDIS_LARGEST),
            Sizes.spell(Limit.KEY_BYTES.standard()),
            "The longest key as it is written, without prefix and cache. It is sent with every command "
                    + "and compared at every look-up.");
    static final Setting<Integer> NESTING = manager(
            Limit.NESTING.setting(),
            Kinds.number(1, DEEPEST),
            String.valueOf(Limit.NESTING.standard()),
            "How deep a value may be nested. It is read by recursion: far deeper ones end in a "
                    + "StackOverflowError.");
    static final Setting<Integer> ELEMENTS = manager(
            Limit.ELEMENTS.setting(),
            Kinds.number(1, Integer.MAX_VALUE),
            String.valueOf(Limit.ELEMENTS.standard()),
            "The most elements of a value in JSON or CBOR: scalars and names count as one, arrays and objects as two and "
                    + "what they hold. It bounds the heap that a value takes, by some 80 bytes for each.");
    static final Setting<Integer> STRING_LENGTH = manager(
            Limit.STRING_LENGTH.setting(),
            Kinds.number(1, Integer.MAX_VALUE),
            null,
            "The longest string in JSON or CBOR, in characters. As many as `limits.value-bytes` unless " + "set.");
    static final Setting<Integer> NUMBER_LENGTH = manager(
            Limit.NUMBER_LENGTH.setting(),
            Kinds.number(1, Integer.MAX_VALUE),
            String.valueOf(Limit.NUMBER_LENGTH.standard()),
            "The most digits of a number in JSON or CBOR. To read one takes time by the square of them.");
    static final Setting<Integer> NAME_LENGTH = manager(
            Limit.NAME_LENGTH.setting(),
            Kinds.number(1, Integer.MAX_VALUE),
            String.valueOf(Limit.NAME_LENGTH.standard()),
            "The longest name of a property or key of a map in JSON or CBOR, in characters.");
    static final Setting<Integer> REFERENCES = manager(
            Limit.REFERENCES.setting(),
            Kinds.number(1, Integer.MAX_VALUE),
            String.valueOf(Limit.REFERENCES.standard()),
            "The most objects and class descriptions in a Java-serialized value. It bounds the heap, as "
                    + "`limits.elements` does.");
    static final Setting<Integer> ARRAY_LENGTH = manager(
            Limit.ARRAY_LENGTH.setting(),
            Kinds.number(1, Integer.MAX_VALUE),
            null,
            "The longest array in a Java-serialized value. As many as `limits.value-bytes` unless set.");
    static final Setting<Integer> HASH_STEPS = manager(
            Limit.HASH_STEPS.setting(),
            Kinds.number(1, Integer.MAX_VALUE),
            String.valueOf(Limit.HASH_STEPS.standard()),
            "How many steps it may take to hash what the hash sets and maps of a Java-serialized value "
                    + "hold: a hundred sets within each other can take for ever. 2147483647 is no limit.");

    static final Map<Limit, Setting<? extends Number>> LIMITS = Map.of(
            Limit.VALUE_BYTES,
            VALUE_BYTES,
            Limit.KEY_BYTES,
            KEY_BYTES,
            Limit.NESTING,
            NESTING,
            Limit.ELEMENTS,
            ELEMENTS,
            Limit.STRING_LENGTH,
            STRING_LENGTH,
            Limit.NUMBER_LENGTH,
            NUMBER_LENGTH,
            Limit.NAME_LENGTH,
            NAME_LENGTH,
            Limit.REFERENCES,
            REFERENCES,
            Limit.ARRAY_LENGTH,
            ARRAY_LENGTH,
            Limit.HASH_STEPS,
            HASH_STEPS);

    // A cache: how long its entries live

    static final Setting<Duration> EXPIRY_CREATED = expiry("created", "since they were created");
    static final Setting<Duration> EXPIRY_MODIFIED = expiry("modified", "since they were created or updated");
    static final Setting<Duration> EXPIRY_ACCESSED = expiry("accessed", "since they were created or read");
    static final Setting<Duration> EXPIRY_TOUCHED = expiry("touched", "since they were created, updated or read");
    static final Setting<Boolean> EXPIRY_ETERNAL = cache(
            "expiry.eternal",
            Kinds.onlyTrue(),
            null,
            "Entries live until they are removed, also where a pattern or the defaults say otherwise.");

    // A cache: what it holds

    static final Setting<ValueFormat> CODEC = cache(
            "codec",
            Kinds.choice(ValueFormat.class),
            "auto",
            "How values are written. `auto` takes the most readable format that certainly gives an equal value back.");
    static final Setting<Class<?>> KEY_TYPE = cache(
            "key-type",
            Kinds.type(),
            "Object",
            "The class of keys, in full, or a short name of the JDK's such as `String` or `UUID`.");
    static final Setting<Class<?>> VALUE_TYPE = cache("value-type", Kinds.type(), "Object", "The class of values.");
    static final Setting<Integer> SCHEMA_VERSION = cache(
            "schema-version",
            Kinds.number(1, Integer.MAX_VALUE),
            "1",
            "Counts the changes of the value's class that old entries don't fit: entries of another version count as ones"
                    + " that can't be read. From 2 on, values are marked with it.");
    static final Setting<Compression> COMPRESSION = cache(
            "compression",
            Kinds.choice(Compression.class),
            "none",
            "How values are packed. Packed ones can't be read by `redis-cli`; those that are not packed are still read.");
    static final Setting<Long> COMPRESSION_THRESHOLD = cache(
            "compression-threshold",
            Kinds.size(0, REDIS_LARGEST),
            "1KB",
            "Smaller values are left as they are: there is little to gain.");
    static final Setting<ValueFormat> MIGRATE_FROM = cache(
            "migrate-from",
            Kinds.choice(ValueFormat.class),
            null,
            "The codec that wrote the entries before, which are still to be read. Two codecs whose bytes look alike are"
                    + " refused.");
    static final Setting<String> CACHE_ALLOW = cache(
            "serialization.allow",
            Kinds.classPatterns(),
            "",
            "Classes that Java serialization may read in this cache, beside those of `jcache.redis.serialization.allow`."
                    + " Its patterns are looked at first.");

    // A cache: what it does

    static final Setting<Boolean> STATISTICS = cache(
            "statistics",
            Kinds.flag(),
            "false",
            "Whether operations are counted and shown by JMX. Entries that can't be read are always counted, and shown then"
                    + " (`CacheUnreadableEntries`).");
    static final Setting<Boolean> MANAGEMENT =
            cache("management", Kinds.flag(), "false", "Whether the configuration is shown by JMX.");
    static final Setting<Boolean> READ_THROUGH =
            cache("read-through", Kinds.flag(), "false", "Whether a miss asks the loader.");
    static final Setting<Boolean> WRITE_THROUGH =
            cache("write-through", Kinds.flag(), "false", "Whether changes go to the writer first.");
    static final Setting<Class<?>> LOADER = cache(
            "loader",
            Kinds.classOf(CacheLoader.class),
            null,
            "The class of the `CacheLoader`, or of a `Factory` of one, with a public constructor without arguments.");
    static final Setting<Class<?>> WRITER = cache(
            "writer",
            Kinds.classOf(CacheWriter.class),
            null,
            "The class of the `CacheWriter`, or of a `Factory` of one.");
    static final Setting<OnFailure> CACHE_ON_FAILURE = cache(
            "on-failure",
            Kinds.choice(OnFailure.class),
            null,
            "What this cache does where Redis fails or an entry can't be read, instead of `jcache.redis.on-failure`.");
    static final Setting<String> LISTENERS = cache(
            "listeners",
            Kinds.text("a list, each with a class"),
            null,
            "The listeners, as a list. It is one setting: a later source's list replaces an earlier one's.");

    static final Setting<Class<?>> LISTENER_CLASS = listener(
            "class",
            Kinds.classOf(CacheEntryListener.class),
            null,
            "The class of the `CacheEntryListener`, or of a `Factory` of one. Required.");
    static final Setting<Class<?>> LISTENER_FILTER = listener(
            "filter",
            Kinds.classOf(CacheEntryEventFilter.class),
            null,
            "The class of a `CacheEntryEventFilter`, or of a `Factory` of one: the events that the listener gets.");
    static final Setting<Boolean> LISTENER_SYNCHRONOUS = listener(
            "synchronous", Kinds.flag(), "false", "Whether the operation returns only after the listener has.");
    static final Setting<Boolean> LISTENER_OLD_VALUE = listener(
            "old-value-required",
            Kinds.flag(),
            "false",
            "Whether events have the value before, which costs reading it.");

    /** The table, in the order of the documentation. */
    static final List<Setting<?>> SETTINGS = List.of(
            URL,
            ConnectionSchema.USER,
            ConnectionSchema.PASSWORD,
            ConnectionSchema.DATABASE,
            ConnectionSchema.CONNECTIONS,
            ConnectionSchema.CLIENT_NAME,
            ConnectionSchema.SENTINEL_USER,
            ConnectionSchema.SENTINEL_PASSWORD,
            ConnectionSchema.READ_FROM,
            ConnectionSchema.TLS_CA,
            ConnectionSchema.TLS_CERTIFICATE,
            ConnectionSchema.TLS_KEY,
            ConnectionSchema.TLS_VERIFICATION,
            TIMEOUT,
            KEY_PREFIX,
            CONFIG,
            COMMANDS,
            WRITE_FENCE,
            LOAD_LEASE,
            WAIT_FOR_REPLICAS,
            STORE_BY_REFERENCE,
            ON_FAILURE,
            RemoteEventSchema.SUBSCRIBER,
            ALLOW,
            InvalidationSchema.INVALIDATION,
            SourceSchema.CHANNEL,
            SourceSchema.STREAM,
            SourceSchema.GROUP,
            SourceSchema.CONSUMER,
            SourceSchema.RETRY_AFTER,
            SourceSchema.LISTEN,
            VALUE_BYTES,
            KEY_BYTES,
            NESTING,
            ELEMENTS,
            STRING_LENGTH,
            NUMBER_LENGTH,
            NAME_LENGTH,
            REFERENCES,
            ARRAY_LENGTH,
            HASH_STEPS,
            EXPIRY_CREATED,
            EXPIRY_MODIFIED,
            EXPIRY_ACCESSED,
            EXPIRY_TOUCHED,
            EXPIRY_ETERNAL,
            CODEC,
            KEY_TYPE,
            VALUE_TYPE,
            SCHEMA_VERSION,
            COMPRESSION,
            COMPRESSION_THRESHOLD,
            MIGRATE_FROM,
            CACHE_ALLOW,
            STATISTICS,
            MANAGEMENT,
            READ_THROUGH,
            WRITE_THROUGH,
            LOADER,
            WRITER,
            CACHE_ON_FAILURE,
            NearSchema.SIZE,
            NearSchema.TTL,
            RemoteEventSchema.EVENTS,
            RemoteEventSchema.EVENTS_KEPT,
            RemoteEventSchema.EXPIRED_EVENTS,
            LISTENERS,
            LISTENER_CLASS,
            LISTENER_FILTER,
            LISTENER_SYNCHRONOUS,
            LISTENER_OLD_VALUE,
            InvalidationSchema.ON,
            InvalidationSchema.WHEN,
            InvalidationSchema.PURGE,
            InvalidationSchema.PURGE_TAGS);

    private Schema() {}

    static List<Setting<?>> of(Scope scope) {
        return SETTINGS.stream().filter(setting -> setting.scope() == scope).toList();
    }

    static Optional<Setting<?>> find(Scope scope, String name) {
        return SETTINGS.stream()
                .filter(setting -> setting.scope() == scope && setting.name().equals(name))
                .findFirst();
    }

    private static <T> Setting<T> manager(String name, Kind<T> kind, @Nullable String defaultText, String doc) {
        return new Setting<>(name, Scope.MANAGER, kind, defaultText, doc);
    }

    private static <T> Setting<T> cache(String name, Kind<T> kind, @Nullable String defaultText, String doc) {
        return new Setting<>(name, Scope.CACHE, kind, defaultText, doc);
    }

    private static <T> Setting<T> listener(String name, Kind<T> kind, @Nullable String defaultText, String doc) {
        return new Setting<>(name, Scope.LISTENER, kind, defaultText, doc);
    }

    private static Setting<Duration> expiry(String since, String meaning) {
        return cache(
                "expiry." + since,
                Kinds.duration(SHORTEST, LONGEST_LIFE),
                null,
                "How long entries live " + meaning + ". Without any, for ever, as JSR-107 has it.");
    }
}
