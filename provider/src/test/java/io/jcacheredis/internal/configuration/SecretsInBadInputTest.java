package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.cache.CacheException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be a password is in no message, wherever it got to. */
class SecretsInBadInputTest {

    @TempDir
    Path folder;

    private final Reading reading = new Reading();

    @AfterEach
    void clearSystemProperties() {
        Reading.clearSystemProperties();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis://:canary@host:port",
                "redis://user:canary@host/x",
                "http://:canary@host",
                ":canary@host",
                "canary@host",
                "redis://:can ary@host",
                "redis://:canary@a,b",
                "redis:canary@host",
                "canary",
                "canary:x@host"
            })
    void badUrl_isNotRepeated_asItMayHoldAPassword(String url) {
        reading.file(folder, "jcache-redis.yaml", "jcache:\n  redis:\n    url: \"" + url + "\"\n");
        assertThat(reading.message())
                .contains("jcache-redis.yaml:3: jcache.redis.url")
                .doesNotContain("canary", "can ary");

        reading.property("jcache.redis.url", url);
        assertThat(reading.message())
                .contains("The Redis URL must have the form")
                .doesNotContain("canary", "can ary");
    }

    /** A password that got to the wrong place, or stands beside a mistake. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jcache:\n  redis:\n    url: redis://:canary@host\n    timeout: redis://:canary@host\n",
                "jcache:\n  redis:\n    url: redis://:canary@host\n   timeout: 1s\n",
                "jcache:\n  redis:\n    url: 'redis://:canary@host\n",
                "jcache:\n  redis:\n    url: *redis://:canary@host\n",
                "jcache:\n  redis:\n    url: !redis://:canary@host x\n",
                "jcache:\n  redis:\n\turl: redis://:canary@host\n",
                "jcache:\n  redis:\n    \"redis://:canary@host\": x\n",
                "jcache:\n  redis:\n    url: [redis://:canary@host\n",
                "redis://:canary@host",
                "{jcache: {redis: {url: redis://:canary@host}}",
                "jcache:\n  redis:\n    urll: redis://:canary@host\n"
            })
    void secretsBesideMistakes_areNotRepeated(String yaml) {
        for (String ending : List.of("yaml", "json", "properties")) {
            Reading other = new Reading().file(folder.resolve(ending), "jcache-redis." + ending, yaml);

            assertThatExceptionOfType(CacheException.class)
                    .isThrownBy(other::read)
                    .withNoCause()
                    .withMessageNotContaining("canary");
        }
    }

    /** Which got into the name of a setting, whatever is wrong with what it names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[NAME].codec=jsm",
                "[NAME].codec=json",
                "[NAME].codec",
                "[NAME].codek=json",
                "[NAME].expiry.createt=1m",
                "[NAME].timeout=1s",
                "[NAME]=x",
                "[NAME].listeners=x",
                "[NAME].listeners[0].synchronous=true",
                "[NAME].expiry.created=1m\nCACHE[NAME].expiry.modified=1m",
                "[NAME]=\nCACHE[NAME:b]=",
                "[NAME*].codec=json\nCACHE[*NAME].codec=java\nCACHE[NAME]=",
            })
    void secretsInNames_areNotRepeated(String settings) {
        String properties =
                ("CACHE" + settings).replace("CACHE", "jcache.redis.caches").replace("NAME", "redis://:canary@host");

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> new Reading()
                        .file(folder, "jcache-redis.properties", properties)
                        .read())
                .withMessageNotContaining("canary");
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis://:canary@host", "redis://:canary@host.codec", "credis://:canary@odec"})
    void secretInTheNameOfACache_thatLacksItsBrackets_isNotRepeated(String name) {
        reading.file(folder, "jcache-redis.json", "{\"jcache.redis.caches." + name + "\": 1}");

        assertThat(reading.message())
                .contains("a name that is not shown", "as in jcache.redis.caches[property]")
                .doesNotContain("canary");
    }

    /** Whose first character says that it may hold something. */
    @ParameterizedTest
    @ValueSource(strings = {"@canary", "?canary", "a?b@canary"})
    void uriOfTheManager_withWhatMayBeASecret_isLeftOut(String uri) {
        reading.uri = URI.create(uri);
        reading.property("jcache.redis.timeout", "soon");

        assertThat(reading.message())
                .startsWith("The configuration of the cache manager has a problem")
                .doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://:canary@host",
                "redis+other://canary@a,b:1",
                "x://user:canary@host/path",
                "redis://:canary@host/x",
                "https://user:canary@host/caches.yaml"
            })
    void uriOfTheManager_withALogin_isNotRepeated(String uri) {
        reading.uri = URI.create(uri);

        assertThat(reading.message())
                .contains("cache manager's URI")
                .contains("redis")
                .doesNotContain("canary");
    }
}
