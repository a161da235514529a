package io.jcacheredis.commandline.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jcacheredis.commandline.redis.Reading.Options;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReadingTest {

    @TempDir
    private Path folder;

    private Options file(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("caches.yaml"), text);
        return new Options(null, file.toString(), null, null);
    }

    @Test
    void of_classesOfTheApplication_areStoodIn() throws Exception {
        Reading reading = Reading.of(Map.of(), file("""
                        jcache.redis:
                          key-prefix: "acme:"
                          caches:
                            offers: {value-type: com.acme.Offer, codec: json, loader: com.acme.Loader, read-through: true}
                            colors: {key-type: "com.acme.Color", value-type: com.acme.Color, codec: text}
                            orders:
                              value-type: "com.acme.Order$Line[]"
                              listeners: [{class: com.acme.Listener}]
                        """));

        assertThat(reading.settings().keyPrefix()).isEqualTo("acme:");
        assertThat(reading.settings().caches().declared()).containsExactlyInAnyOrder("offers", "colors", "orders");
        assertThat(reading.missingClasses())
                .containsExactly(
                        "com.acme.Color",
                        "com.acme.Listener",
                        "com.acme.Loader",
                        "com.acme.Offer",
                        "com.acme.Order$Line");
    }

    @Test
    void of_realMistakes_areAllTold() throws Exception {
        Options options = file("""
                jcache.redis:
                  cahces: {}
                  caches:
                    names: {value-type: Strng}
                    offers: {value-type: com.acme.Offer, codec: string}
                """);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> Reading.of(Map.of(), options))
                .withMessageContaining("cahces")
                .withMessageContaining("did you mean String")
                .withMessageContaining("the string codec can't hold com.acme.Offer");
    }

    @Test
    void of_sources_winAsForTheProvider() throws Exception {
        Options options = file("jcache.redis: {url: 'redis://file:1', key-prefix: 'file:', timeout: 7s}");

        assertThat(address(Reading.of(Map.of(), options))).isEqualTo("redis://file:1");
        assertThat(address(Reading.of(Map.of("REDIS_URL", "redis://environment:2"), options)))
                .isEqualTo("redis://environment:2");
        Reading option = Reading.of(
                Map.of("REDIS_URL", "redis://environment:2"),
                new Options("redis://:secret@option:3/4", options.config(), "option:", null));
        assertThat(address(option)).isEqualTo("redis://option:3/4");
        assertThat(option.settings().keyPrefix()).isEqualTo("option:");
        assertThat(option.settings().connection().timeout()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void forLongWork_answersMayTakeLonger_unlessTheOptionsSayHowLong() throws Exception {
        Options options = file("jcache.redis: {url: 'redis://file:1', timeout: 7s}");

        Reading longer = Reading.forLongWork(Map.of(), options);
        assertThat(longer.settings().connection().timeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(address(longer)).isEqualTo("redis://file:1");
        assertThat(timeout("7s")).isEqualTo(Duration.ofSeconds(7));
        assertThat(Reading.forLongWork(Map.of("JCACHE_REDIS_TIMEOUT", "1m"), options)
                        .settings()
                        .connection()
                        .timeout())
                .isEqualTo(Duration.ofMinutes(1));
    }

    private static Duration timeout(String option) {
        return Reading.forLongWork(Map.of(), new Options(null, null, null, option))
                .settings()
                .connection()
                .timeout();
    }

    @ParameterizedTest
    @CsvSource({
        "property jcache.redis.url: x, --url: x",
        "within 1s (jcache.redis.timeout), within 1s (--timeout)",
        "system property jcache.redis.url: x, system property jcache.redis.url: x",
        "property jcache.redis.url.host: x, property jcache.redis.url.host: x"
    })
    void named_settingsOfOptions_areTheOptions(String message, String named) {
        assertThat(Options.named(message)).isEqualTo(named);
    }

    @Test
    void withoutFile_brokenFile_isNotRead() throws Exception {
        Options broken = file("jcache.redis: {nonsense: 1}");

        assertThat(address(Reading.withoutFile(Map.of("REDIS_URL", "redis://environment:2"), broken)))
                .isEqualTo("redis://environment:2");
    }

    private static String address(Reading reading) {
        return reading.settings().connection().address().display();
    }
}
