package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.Serializable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.CacheManager;
import javax.cache.Caching;
import javax.cache.configuration.MutableConfiguration;
import javax.cache.expiry.CreatedExpiryPolicy;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.RedisClient;

/** What each setting does, from whichever source it comes. Which source wins is {@code SettingsReaderTest}'s. */
class SettingsIT {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    /** Nobody listens there. */
    private static final String NOWHERE = "redis://127.0.0.1:1";

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private RedisClient client;

    @BeforeEach
    void open() {
        redis.server().flush();
        client = RedisClient.create(redis.uri());
    }

    @AfterEach
    void close() {
        client.close();
    }

    /** A program that knows nothing but javax.cache. */
    static final class Program {

        private static final class Visit implements Serializable {

            private static final long serialVersionUID = 1L;
        }

        private Program() {}

        public static void main(String[] arguments) {
            ChildJvm.endAfter(LIMIT);
            CacheManager manager = Caching.getCachingProvider().getCacheManager();
            Cache<String, Object> plain = manager.createCache("plain", new MutableConfiguration<>());
            plain.put("key", "value");
            Cache<String, Object> expiring = manager.createCache(
                    "expiring",
                    new MutableConfiguration<String, Object>()
                            .setExpiryPolicyFactory(
                                    CreatedExpiryPolicy.factoryOf(new javax.cache.expiry.Duration(TimeUnit.HOURS, 1))));
            expiring.put("key", "value");
            try {
                plain.put("visit", new Visit());
                System.out.println("visit=" + (plain.get("visit") instanceof Visit));
            } catch (CacheException e) {
                System.out.println("visit=refused");
            }
            Caching.getCachingProvider().close();
        }
    }

    private static ChildJvm run(Map<String, String> environment, String... options) {
        ChildJvm jvm = ChildJvm.of(Program.class)
                .environment(environment)
                .options(options)
                .start();
        try {
            jvm.awaitEnd(LIMIT);
        } catch (AssertionError e) {
            jvm.close();
            throw e;
        }
        return jvm;
    }

    @Test
    void environment_alone_configuresAProgramThatKnowsNothingOfUs() {
        try (ChildJvm jvm = run(Map.of(
                "REDIS_URL",
                redis.uri().toString(),
                "CACHE_KEY_PREFIX",
                "program:",
                "CACHE_DEFAULT_TTL",
                "300",
                "JCACHE_REDIS_SERIALIZATION_ALLOW",
                Program.class.getName() + "$*"))) {
            assertThat(Commands.keys(client))
                    .containsExactlyInAnyOrder("program:plain:key", "program:plain:visit", "program:expiring:key");
            assertThat(client.pttl("program:plain:key")).isBetween(200_000L, 300_000L);
            assertThat(client.pttl("program:expiring:key")).isBetween(3_500_000L, 3_600_000L);
            assertThat(jvm.value("visit")).isEqualTo("true");
        }
    }

    @Test
    void longVariables_winOverShortOnes_andNothingElseIsAllowedOrExpires() {
        try (ChildJvm jvm = run(Map.of(
                "REDIS_URL",
                NOWHERE,
                "JCACHE_REDIS_URL",
                redis.uri().toString(),
                "CACHE_KEY_PREFIX",
                "short:",
                "JCACHE_REDIS_KEY_PREFIX",
                "long:"))) {
            assertThat(Commands.keys(client)).containsExactlyInAnyOrder("long:plain:key", "long:expiring:key");
            assertThat(client.pttl("long:plain:key")).isEqualTo(-1);
            assertThat(jvm.value("visit")).isEqualTo("refused");
        }
    }

    @Test
    void systemProperties_winOverTheEnvironment() {
        try (ChildJvm jvm = run(
                Map.of("REDIS_URL", NOWHERE, "JCACHE_REDIS_KEY_PREFIX", "environment:"),
                "-Djcache.redis.url=" + redis.uri(),
                "-Djcache.redis.key-prefix=system:",
                "-Djcache.redis.serialization.allow=" + Program.class.getName() + "$*")) {
            assertThat(Commands.keys(client)).allMatch(key -> key.startsWith("system:"));
            assertThat(jvm.value("visit")).isEqualTo("true");
        }
    }

    @Test
    void uriOfTheManager_isTheRedisToUse() {
        Properties properties = Opened.settings(URI.create(NOWHERE));
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            CacheManager manager = provider.getCacheManager(redis.uri(), null, properties);
            manager.createCache("byUri", new MutableConfiguration<>()).put("key", "value");

            assertThat(client.exists("jcache:byUri:key")).isTrue();
        }
    }

    @Test
    void manager_isFoundByItsUri_andByTheOneThatItShows() {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            for (URI uri : List.of(redis.uri(), URI.create(redis.uri() + "/0"))) {
                CacheManager manager = provider.getCacheManager(uri, null);

                assertThat(provider.getCacheManager(uri, null)).isSameAs(manager);
                assertThat(provider.getCacheManager(manager.getURI(), null)).isSameAs(manager);
            }
            CacheManager withLogin = provider.getCacheManager(URI.create("redis://me:secret@127.0.0.1:1"), null);
            assertThat(provider.getCacheManager(withLogin.getURI(), null)).isSameAs(withLogin);

            provider.close(withLogin.getURI(), null);
            assertThat(withLogin.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "redis://localhost:1,            redis://:canary@localhost:1",
        "redis://:canary@localhost:1,    redis://:canary2@localhost:1",
        "redis://me:canary@localhost:1,  redis://me:canary2@localhost:1",
        "rediss://me:canary@localhost:1, rediss://me:canary%20@localhost:1"
    })
    void manager_ofAnotherPassword_isNotGiven(URI open, URI asked) {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            CacheManager manager = provider.getCacheManager(open, null);

            assertThatThrownBy(() -> provider.getCacheManager(asked, null))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("open with another user or password")
                    .hasMessageNotContaining("canary");
            assertThat(provider.getCacheManager(open, null)).isSameAs(manager);
            assertThat(provider.getCacheManager(manager.getURI(), null)).isSameAs(manager);

            manager.close();
            assertThat(provider.getCacheManager(asked, null).isClosed()).isFalse();
        }
    }

    @Test
    void commands_script_usesTheScript() {
        Commands.send(client, Command.CONFIG, "RESETSTAT");
        try (Opened opened = Opened.at(redis.uri(), "jcache.redis.commands", "script")) {
            opened.cache("scripted").put("key", "value");
        }

        assertThat(client.info("commandstats")).contains("cmdstat_evalsha");
    }

    @ParameterizedTest
    @CsvSource({"java, ¬í", "json, '\"value\"'", "string, value"})
    void codec_decidesHowValuesAreWritten(String codec, String start) {
        try (Opened opened = Opened.at(redis.uri(), "jcache.redis.defaults.codec", codec)) {
            opened.cache("coded").put("key", "value");
        }

        byte[] bytes = client.get("jcache:coded:key".getBytes(StandardCharsets.UTF_8));
        assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).startsWith(start);
    }

    /** A class that names its subclasses, by which it needs the allow-list. */
    @JsonTypeInfo(use = JsonTypeInfo.Id.CLASS)
    interface Outline {}

    record Circle(int radius) implements Outline {}

    @Test
    void codecObject_takesTheSettingsOfItsCache() {
        RedisConfiguration<String, Outline> configuration = new RedisConfiguration<String, Outline>()
                .setTypes(String.class, Outline.class)
                .setValueCodec(Codecs.compressed(Codecs.json(Outline.class)));
        try (Opened opened = Opened.at(
                redis.uri(),
                "jcache.redis.serialization.allow",
                SettingsIT.class.getName() + "$*",
                "jcache.redis.limits.value-bytes",
                "200B",
                "jcache.redis.defaults.schema-version",
                "7")) {
            Cache<String, Outline> outlines = opened.manager.createCache("outlines", configuration);
            outlines.put("key", new Circle(1));

            assertThat(outlines.get("key")).isEqualTo(new Circle(1));
            assertThat(client.get("jcache:outlines:key")).as("with a mark").contains("JCR");
            Cache<String, String> texts = opened.manager.createCache(
                    "texts",
                    new RedisConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .setValueCodec(Codecs.string()));
            assertThatThrownBy(() -> texts.put("key", "a".repeat(201))).hasMessageContaining("more than 200 bytes");
        }
    }

    @Test
    void onFailure_ofTheManagerAndOfACache_decidesOnWhatCanNotBeRead() {
        client.set("jcache:counts:key", "many");
        client.set("jcache:limits:key", "many");
        try (Opened opened = Opened.at(
                redis.uri(), "jcache.redis.on-failure", "strict", "jcache.redis.caches[c*].on-failure", "degrade")) {
            assertThat(opened.cache("counts", String.class, Integer.class).get("key"))
                    .isNull();
            Cache<String, Integer> limits = opened.cache("limits", String.class, Integer.class);
            assertThatThrownBy(() -> limits.get("key")).isInstanceOf(CacheException.class);
        }
    }

    @Test
    void codecThatCanNotBe_isAnErrorThatSaysWhereItIsSet() {
        try (Opened opened = Opened.at(
                redis.uri(),
                "jcache.redis.caches[a*].codec",
                "text",
                "jcache.redis.defaults.migrate-from",
                "bytes",
                "jcache.redis.caches[b*].codec",
                "json")) {
            assertThatThrownBy(() -> opened.cache("a1", String.class, byte[].class))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'a1'")
                    .hasMessageContaining("jcache.redis.caches[a*].codec (property jcache.redis.caches[a*].codec)");
            assertThatThrownBy(() -> opened.cache("b1", String.class, byte[].class))
                    .hasMessageContaining("defaults.migrate-from (property jcache.redis.defaults.migrate-from)");
        }
    }

    /** Each row has settings and the warning that a cache with them gets: what it would do is never done. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "read-through=true  | read through and has no loader",
                "write-through=true | write through and has no writer",
                "writer=io.jcacheredis.internal.configuration.TestClasses$Writer | has a writer and is not to write",
                "compression-threshold=1KB | compression-threshold and no compression",
                "compression-threshold=1KB,compression=deflate |",
                "read-through=true,loader=io.jcacheredis.internal.configuration.TestClasses$Loader |",
                "loader=io.jcacheredis.internal.configuration.TestClasses$Loader |",
                "write-through=true,writer=io.jcacheredis.internal.configuration.TestClasses$Writer |"
            })
    void settingInVain_isWarnedOf(String settings, String warning) {
        List<String> namesAndValues = new ArrayList<>();
        for (String setting : settings.split(",", -1)) {
            namesAndValues.add("jcache.redis.caches[v*]." + setting.split("=", -1)[0]);
            namesAndValues.add(setting.split("=", -1)[1]);
        }
        try (Opened opened = Opened.at(redis.uri(), namesAndValues.toArray(String[]::new));
                Logged log = Logged.of("io.jcacheredis.internal.manager.CacheAssembly");
                Logged logOfCodecs = Logged.of("io.jcacheredis.internal.manager.CacheCodecs")) {
            opened.cache("other");
            opened.cache("vain");

            assertThat((log.text() + logOfCodecs.text()).lines().filter(line -> line.contains(" WARN ")))
                    .hasSize(warning == null ? 0 : 1)
                    .allMatch(line -> line.contains("Cache 'vain'") && line.contains(warning));
        }
    }

    @Test
    void compressionThreshold_ofTheDefaults_isInVainOnlyIfNothingIsCompressed() {
        for (String pattern : List.of("none", "caches[x*]")) {
            try (Opened opened = Opened.at(
                            redis.uri(),
                            "jcache.redis.defaults.compression-threshold",
                            "2KB",
                            pattern.equals("none") ? "unset" : "jcache.redis." + pattern + ".compression",
                            "deflate");
                    Logged log = Logged.of("io.jcacheredis.internal.manager.CacheCodecs")) {
                opened.cache("plain");

                assertThat(log.text().contains("compression-threshold")).isEqualTo(pattern.equals("none"));
            }
        }
    }

    @Test
    void schemaVersionThatTheCodecObjectOverrules_isWarnedOf() {
        try (Opened opened = Opened.at(redis.uri(), "jcache.redis.defaults.schema-version", "7");
                Logged log = Logged.of("io.jcacheredis.internal.manager.CacheCodecs")) {
            opened.manager.createCache(
                    "versioned",
                    new RedisConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .setValueCodec(Codecs.versioned(Codecs.string(), 2)));

            assertThat(log.text()).contains("WARN").contains("'versioned'").contains("schema-version");
        }
    }

    @Test
    void nameWithHalfOfACharacter_isRefused() {
        try (Opened opened = Opened.at(redis.uri())) {
            assertThatThrownBy(() -> opened.cache("s\uD800"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("half of a character");
            opened.cache("s\uD83D\uDE00").put("key", "value");
            assertThat(client.exists("jcache:s\uD83D\uDE00:key")).isTrue();
        }
    }

    @Test
    void propertiesThatAreNoText_areGivenBack_andRefusedIfTheyAreOurs() {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            Properties given = Opened.settings(redis.uri());
            given.put("foreign", 1);
            assertThat(provider.getCacheManager(null, null, given).getProperties())
                    .isEqualTo(given);

            given.put("jcache.redis.timeout", 500);
            assertThatThrownBy(() -> provider.getCacheManager(URI.create("other"), null, given))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("has a value of java.lang.Integer");
        }
    }

    @Test
    void storeByReference_warn_makesACacheThatStoresByValue() {
        try (Opened opened = Opened.at(redis.uri())) {
            Cache<String, ArrayList<String>> cache = opened.manager.createCache(
                    "lists", new MutableConfiguration<String, ArrayList<String>>().setStoreByValue(false));
            ArrayList<String> list = new ArrayList<>(List.of("a"));
            cache.put("key", list);
            list.add("b");

            assertThat(cache.get("key")).containsExactly("a");
        }
    }

    @Test
    void storeByReference_reject_refusesTheCache() {
        try (Opened opened = Opened.at(redis.uri(), "jcache.redis.store-by-reference", "reject")) {
            assertThatThrownBy(() -> opened.manager.createCache(
                            "byReference", new MutableConfiguration<>().setStoreByValue(false)))
                    .isInstanceOf(UnsupportedOperationException.class)
                    .hasMessageContaining("byReference")
                    .hasMessageContaining("jcache.redis.store-by-reference");
            assertThat(opened.manager.getCacheNames()).isEmpty();
        }
    }

    @Test
    void timeout_boundsAnOperationOnARedisThatIsBusy() {
        try (Opened opened =
                Opened.at(redis.uri(), "jcache.redis.timeout", "200ms", "jcache.redis.on-failure", "strict")) {
            Cache<String, String> cache = opened.cache("slow");
            cache.put("key", "value");
            Commands.send(client, Command.CLIENT, "PAUSE", "2000");

            long start = System.nanoTime();
            assertThatThrownBy(() -> cache.get("key"))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining("'slow'")
                    .hasMessageContaining("jcache.redis.timeout");
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isBetween(Duration.ofMillis(150), Duration.ofMillis(1500));
            Awaitility.await().ignoreExceptions().until(() -> "value".equals(cache.get("key")));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "jcache.redis.url,                nonsense",
        "jcache.redis.timeout,            soon",
        "jcache.redis.commands,           lua",
        "jcache.redis.store-by-reference, maybe",
        "jcache.redis.defaults.codec,     xml",
        "jcache.redis.serialization.allow, maxdepth=deep",
        "jcache.redis.cahces[x].codec,    json"
    })
    void badValue_isACacheExceptionThatNamesTheSetting_andSpoilsNothing(String name, String value) {
        try (RedisCachingProvider provider = new RedisCachingProvider()) {
            Properties bad = Opened.settings(redis.uri(), name, value);
            assertThatThrownBy(() -> provider.getCacheManager(null, null, bad))
                    .isInstanceOf(CacheException.class)
                    .hasMessageContaining(name);

            assertThatCode(() -> provider.getCacheManager(null, null, Opened.settings(redis.uri()))
                            .createCache("after", new MutableConfiguration<>())
                            .put("key", "value"))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void getProperties_areACopyOfWhatWasGiven() {
        try (Opened opened = Opened.at(redis.uri(), "mine", "1")) {
            Properties given = Opened.settings(redis.uri(), "mine", "1");
            assertThat(opened.manager.getProperties()).isEqualTo(given);

            opened.manager.getProperties().setProperty("mine", "2");
            assertThat(opened.manager.getProperties()).isEqualTo(given);
        }
    }
}
