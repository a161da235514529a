package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionWarningsTest {

    private static final String TIMESTAMPS = "default-update-timestamps-region";

    private final Reading reading = new Reading();

    private void set(String cache, String setting, String text) {
        reading.property("jcache.redis.caches[" + cache + "]." + setting, text);
    }

    private Optional<String> endless(String cache) {
        return new RegionWarnings(reading.read().caches()).endless(cache);
    }

    private Optional<String> losing(String cache) {
        return new RegionWarnings(reading.read().caches()).losing(cache);
    }

    @Test
    void regionThatNothingGivesALife_isEndless_andTheWarningNamesTheSetting() {
        set("com.acme.*", "statistics", "true");

        assertThat(endless("com.acme.Book"))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains(
                                "jcache.redis.caches[com.acme.Book].expiry.created",
                                "jcache.redis.caches[**].expiry.created")
                        .doesNotContain("region_prefix"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"com.acme.*", "**", "com.acme.Book"})
    void regionWhoseLifeIsSaid_isNotEndless_alsoIfItIsSaidToBe(String name) {
        set(name, "expiry.eternal", "true");

        assertThat(endless("com.acme.Book")).isEmpty();
    }

    @Test
    void defaultsOfCaches_areALife() {
        reading.property("jcache.redis.defaults.expiry.created", "1h");

        assertThat(endless("com.acme.Book")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.**,   shop.com.acme.Book,      shop.com.acme.**",
        "com.acme.**,   eu.shop.com.acme.Book,   eu.shop.com.acme.**",
        "com.acme.Book, shop.com.acme.Book,      shop.com.acme.Book",
        "default-query-results-region, shop.default-query-results-region, shop.default-query-results-region"
    })
    void nameThatLacksThePrefixOfRegions_isToldWithIt(String name, String region, String needed) {
        set(name, "expiry.created", "30m");

        assertThat(endless(region))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains(
                                "jcache.redis.caches[" + name + "].expiry has to be",
                                "jcache.redis.caches[" + needed + "].expiry"));
    }

    private Optional<String> misnamed(String cache) {
        return new RegionWarnings(reading.read().caches()).misnamed(cache);
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Book, shop.com.acme.Book",
        "com.acme.Book, eu.shop.com.acme.Book",
        "default-query-results-region, shop.default-query-results-region"
    })
    void nameThatLacksThePrefixOfRegions_isToldWithIt_alsoWhereAPatternGivesALife(String name, String region) {
        set("**", "expiry.created", "30m");
        set(name, "expiry.created", "5m");

        assertThat(misnamed(region))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("jcache.redis.caches[" + name + "].", "jcache.redis.caches[" + region + "]."));
    }

    @ParameterizedTest
    @CsvSource({
        "com.acme.Book, com.acme.Book",
        "com.acme.Book, shop.com.acme.Author",
        "Book, com.acme.Book",
        "com.acme.*, shop.com.acme.Book"
    })
    void nameOfAnotherCache_isNotTold(String name, String region) {
        set(name, "expiry.created", "5m");

        assertThat(misnamed(region)).isEmpty();
    }

    @Test
    void regionThatHasItsOwnName_isNotTold() {
        set("com.acme.Book", "expiry.created", "5m");
        set("shop.com.acme.Book", "expiry.created", "10m");

        assertThat(misnamed("shop.com.acme.Book")).isEmpty();
    }

    @Test
    void timestampsThatAreToldByTheirNameToGo_areWarnedOf() {
        set(TIMESTAMPS, "expiry.created", "1h");
        set(TIMESTAMPS, "near.size", "10");

        assertThat(losing(TIMESTAMPS))
                .hasValueSatisfying(warning -> assertThat(warning)
                        .contains("[" + TIMESTAMPS + "].expiry.created", "[" + TIMESTAMPS + "].near.size"));
    }

    @ParameterizedTest
    @CsvSource({
        TIMESTAMPS + ", expiry.eternal, true",
        TIMESTAMPS + ", near.size, 0",
        TIMESTAMPS + ", statistics, true",
        "default-*, expiry.created, 1h",
        "**, near.size, 10",
        "com.acme.Book, expiry.created, 1h"
    })
    void timestampsThatStay_areNotWarnedOf(String name, String setting, String text) {
        set(name, setting, text);

        assertThat(losing(TIMESTAMPS)).isEmpty();
        assertThat(losing("com.acme.Book")).isEmpty();
    }
}
