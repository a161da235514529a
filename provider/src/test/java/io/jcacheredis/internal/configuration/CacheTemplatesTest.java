package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jcacheredis.codec.ValueFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.cache.CacheException;
import javax.cache.expiry.AccessedExpiryPolicy;
import javax.cache.expiry.CreatedExpiryPolicy;
import javax.cache.expiry.Duration;
import javax.cache.expiry.EternalExpiryPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Defaults, patterns and a name, merged setting by setting. */
class CacheTemplatesTest {

    private final Reading reading = new Reading();

    private void set(String owner, String setting, String text) {
        String path = owner.equals("defaults") ? owner : "caches[" + owner + "]";
        reading.property("jcache.redis." + path + "." + setting, text);
    }

    @BeforeEach
    void fill() {
        set("defaults", "codec", "string");
        set("defaults", "value-type", "String");
        set("defaults", "schema-version", "1");
        set("defaults", "expiry.modified", "1h");
        set("com.**", "schema-version", "2");
        set("com.**", "codec", "json");
        set("com.acme.**", "expiry.accessed", "2h");
        set("com.acme.**", "schema-version", "3");
        set("com.acme.*", "schema-version", "4");
        set("com.acme.U*", "schema-version", "5");
        set("com.acme.User", "expiry.created", "3h");
        set("com.acme.User", "statistics", "true");
    }

    /** Each row is a cache and what it gets: the winner of each setting. */
    @ParameterizedTest
    @CsvSource({
        "other,               STRING, 1",
        "com.other,           JSON,   2",
        "com.acme,            JSON,   2",
        "com.acme.model.Item, JSON,   3",
        "com.acme.Item,       JSON,   4",
        "com.acme.Unit,       JSON,   5",
        "com.acme.User,       JSON,   5"
    })
    void settingsOf_areMergedSettingBySetting(String cache, ValueFormat codec, int version) {
        assertThat(reading.cache(cache).codec()).isEqualTo(codec);
        assertThat(reading.cache(cache).schemaVersion()).isEqualTo(version);
    }

    @Test
    void expiry_isOfOneKind_alsoBetweenPatterns() {
        assertThat(reading.cache("com.acme.Item").expiry())
                .hasValue(AccessedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 2)));
        assertThat(reading.cache("com.acme.User").expiry())
                .hasValue(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 3)));

        set("com.acme.It*", "expiry.eternal", "true");
        assertThat(reading.cache("com.acme.Item").expiry()).hasValue(EternalExpiryPolicy.factoryOf());
    }

    /** Hibernate takes a table without a timestamp for one that nobody changed, and old results of queries for new ones. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "default-update-timestamps-region",
                "com.acme.default-update-timestamps-region",
                "org.hibernate.cache.spi.UpdateTimestampsCache"
            })
    void timestampsOfHibernate_areAsHibernateHasThem_unlessTheirNameSaysOtherwise(String cache) {
        set("*-region", "expiry.created", "1h");
        set("*-timestamps-*", "expiry.created", "2h");
        set("defaults", "near.size", "100");
        set("defaults", "statistics", "true");
        assertThat(reading.cache(cache).expiry()).isEmpty();
        assertThat(reading.cache(cache).near()).isEmpty();
        assertThat(reading.cache(cache).schemaVersion()).isOne();
        assertThat(reading.cache(cache).codec()).isEqualTo(ValueFormat.AUTO);
        assertThat(reading.cache(cache).statistics())
                .isEqualTo(reading.cache("com.acme.Item").statistics());

        set(cache, "expiry.created", "3h");
        set(cache, "schema-version", "7");
        assertThat(reading.cache(cache).expiry())
                .hasValue(CreatedExpiryPolicy.factoryOf(new Duration(TimeUnit.HOURS, 3)));
        assertThat(reading.cache(cache).schemaVersion()).isEqualTo(7);
    }

    @Test
    void patternsBeside_areThoseThatMatchNoneOfTheNames() {
        set("shop.**", "statistics", "true");

        assertThat(reading.read().caches().patternsBeside(List.of("com.acme.Item", "other")))
                .containsExactly("com.acme.U*", "shop.**");
        assertThat(reading.read().caches().patternsBeside(List.of("com.acme.Unit", "shop.x")))
                .isEmpty();
    }

    @Test
    void declared_areTheNamesThatAreNoPatterns() {
        assertThat(reading.read().caches().declared()).containsExactly("com.acme.User");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jcache.redis.caches[b]=\njcache.redis.caches[b].codec=java",
                "jcache.redis.caches[b].codec=java\njcache.redis.caches[b]="
            })
    void cacheThatIsDeclared_mayHaveSettingsBesides(String properties, @TempDir Path folder) {
        Reading other = new Reading().file(folder, "jcache-redis.properties", properties);

        assertThat(other.cache("b").codec()).isEqualTo(ValueFormat.JAVA);
        assertThat(other.read().caches().declared()).containsExactly("b");
    }

    @Test
    void listeners_areInTheOrderOfTheirNumbers() {
        for (int number : new int[] {10, 9, 100, 2}) {
            set("b", "listeners[" + number + "].class", TestClasses.Listener.class.getName());
            set("b", "listeners[" + number + "].synchronous", Boolean.toString(number < 10));
            set(
                    "b",
                    "listeners[" + number + "].old-value-required",
                    Boolean.toString(number % 10 == 0 && number < 100));
        }

        assertThat(reading.cache("b").listeners())
                .extracting(listener -> listener.synchronous() + " " + listener.oldValueRequired())
                .containsExactly("true false", "true false", "false true", "false false");
    }

    @Test
    void equallySpecificPatterns_thatDisagree_areAnErrorThatNamesBoth() {
        set("a:*", "codec", "json");
        set("*:b", "codec", "java");
        set("*:b", "management", "true");

        assertThat(reading.cache("a:x").codec()).isEqualTo(ValueFormat.JSON);
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> reading.cache("a:b"))
                .withMessageContaining("'a:b'")
                .withMessageContaining("jcache.redis.caches[a:*].codec")
                .withMessageContaining("jcache.redis.caches[*:b].codec")
                .withMessageNotContaining("management");
    }

    @Test
    void equallySpecificPatterns_thatAgreeOrSpeakOfOtherThings_areNone() {
        set("a:*", "codec", "json");
        set("a:*", "schema-version", "7");
        set("*:b", "codec", "json");
        set("*:b", "management", "true");

        CacheSettings cache = reading.cache("a:b");

        assertThat(cache.codec()).isEqualTo(ValueFormat.JSON);
        assertThat(cache.schemaVersion()).isEqualTo(7);
        assertThat(cache.management()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"a:b", "a:b*", "aa:*b"})
    void equallySpecificPatterns_thatDisagree_areSettledByWhatIsMoreSpecific(String decisive) {
        set("a*:*", "codec", "json");
        set("*:*b", "codec", "java");
        set(decisive, "codec", "cbor");

        assertThat(reading.cache(decisive.replace("*", "b")).codec()).isEqualTo(ValueFormat.CBOR);
    }

    @Test
    void types_areFoundByTheirShortNames() {
        set("a", "key-type", "UUID");
        set("a", "value-type", "BigDecimal[]");
        set("a", "codec", "java");

        assertThat(reading.cache("a").keyType()).isEqualTo(java.util.UUID.class);
        assertThat(reading.cache("a").valueType()).isEqualTo(java.math.BigDecimal[].class);
    }
}
