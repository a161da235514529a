package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.jcacheredis.codec.CodecException;
import io.jcacheredis.codec.Codecs;
import io.jcacheredis.embedded.junit.RedisExtension;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.util.List;
import javax.cache.Cache;
import javax.cache.CacheException;
import javax.cache.configuration.MutableConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import redis.clients.jedis.RedisClient;

/** What the options of codecs do when they are set by configuration, while JVMs with other settings run. */
class RollingChangeIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final String OFFER = "jcache:offers:tea";

    /** A value of a cache that is changed. */
    record Offer(String article, int cents) implements Serializable {}

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

    private static Opened jvm(String... settings) {
        String[] named = new String[settings.length];
        for (int i = 0; i < settings.length; i += 2) {
            named[i] = "jcache.redis.caches[offers*]." + settings[i];
            named[i + 1] = settings[i + 1];
        }
        return Opened.at(redis.uri(), named);
    }

    private static Cache<String, Offer> offers(Opened jvm) {
        return jvm.cache("offers", String.class, Offer.class);
    }

    private byte[] bytes() {
        return client.get(OFFER.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void migration_readsBothAndWritesTheNewOne_besideJvmsOfEitherCodec() {
        try (Opened later = jvm("codec", "json", "migrate-from", "java")) {
            try (Opened former = jvm("codec", "java")) {
                Cache<String, Offer> old = offers(former);
                old.put("tea", new Offer("tea", 300));
                Cache<String, Offer> migrating = offers(later);

                assertThat(migrating.get("tea")).isEqualTo(new Offer("tea", 300));
                migrating.put("tea", new Offer("tea", 290));
                assertThat(new String(bytes(), StandardCharsets.UTF_8))
                        .isEqualTo("{\"article\":\"tea\",\"cents\":290}");
                assertThat(old.get("tea")).as("a miss for who can't read it").isNull();
                migrating.put("tea", new Offer("tea", 290));

                try (Opened last = jvm("codec", "json")) {
                    assertThatThrownBy(() -> offers(last))
                            .isInstanceOf(CacheException.class)
                            .hasMessageContaining("values as java")
                            .hasMessageContaining("values as json");
                }
            }
            try (Opened last = jvm("codec", "json")) {
                assertThat(offers(last).get("tea")).isEqualTo(new Offer("tea", 290));
            }
        }
    }

    @Test
    void migration_betweenCodecsThatLookAlike_isRefusedWithTheWayOut() {
        try (Opened jvm = jvm("codec", "json", "migrate-from", "string")) {
            assertThatThrownBy(() -> jvm.cache("offers", String.class, String.class))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("schema-version");
        }
    }

    @Test
    void schemaVersion_isAMissForTheOther() {
        try (Opened one = jvm("codec", "json");
                Opened two = jvm("codec", "json", "schema-version", "2")) {
            Cache<String, Offer> first = offers(one);
            Cache<String, Offer> second = offers(two);
            first.put("tea", new Offer("tea", 300));

            assertThat(second.get("tea")).isNull();
            second.put("tea", new Offer("tea", 290));
            assertThat(second.get("tea")).isEqualTo(new Offer("tea", 290));
            assertThat(first.get("tea")).isNull();
        }
    }

    @Test
    void compression_packsWhatIsLarge_andEachReadsTheOther() {
        String large = "tea ".repeat(1000);
        try (Opened plain = jvm("codec", "json");
                Opened packing = jvm("codec", "json", "compression", "deflate", "compression-threshold", "100B")) {
            Cache<String, Offer> one = offers(plain);
            Cache<String, Offer> two = offers(packing);
            two.put("tea", new Offer(large, 300));
            assertThat(bytes()).hasSizeLessThan(200);
            assertThat(one.get("tea")).isEqualTo(new Offer(large, 300));

            one.put("tea", new Offer(large, 290));
            assertThat(bytes()).hasSizeGreaterThan(4000);
            assertThat(two.get("tea")).isEqualTo(new Offer(large, 290));

            two.put("tea", new Offer("tea", 280));
            assertThat(new String(bytes(), StandardCharsets.UTF_8)).contains("tea");
        }
    }

    @Test
    void cbor_isASetting() {
        try (Opened jvm = jvm("codec", "cbor")) {
            offers(jvm).put("tea", new Offer("tea", 300));

            assertThat(bytes()).startsWith(0xd9, 0xd9, 0xf7);
            assertThat(jvm.manager.<String, Offer>getCache("offers").get("tea")).isEqualTo(new Offer("tea", 300));
        }
    }

    @Test
    void limits_areHeldOnPut_andOnReadingWhatOthersWrote() {
        try (Opened jvm = Opened.at(
                redis.uri(), "jcache.redis.limits.value-bytes", "1KB", "jcache.redis.limits.key-bytes", "20B")) {
            RedisConfiguration<String, String> strict = new RedisConfiguration<>(
                            new MutableConfiguration<String, String>().setTypes(String.class, String.class))
                    .setOnFailure(OnFailure.STRICT);
            Cache<String, String> cache = jvm.manager.createCache("offers", strict);
            String large = "x".repeat(1025);

            assertThatThrownBy(() -> cache.put("tea", large))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("limits.value-bytes");
            client.set(OFFER, large);
            assertThatThrownBy(() -> cache.get("tea"))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("limits.value-bytes")
                    .extracting(thrown -> ((CodecException) thrown).reason())
                    .isEqualTo(CodecException.Reason.TOO_LARGE);
            for (String key : List.of("x".repeat(21), "é".repeat(11))) {
                assertThatThrownBy(() -> cache.get(key))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("limits.key-bytes");
            }
            cache.put("é".repeat(10), "fits");

            Cache<String, String> ownCodec = jvm.manager.createCache(
                    "own",
                    new RedisConfiguration<String, String>()
                            .setTypes(String.class, String.class)
                            .setValueCodec(Codecs.string()));
            assertThatThrownBy(() -> ownCodec.put("tea", large)).isInstanceOf(CodecException.class);
        }
    }
}
