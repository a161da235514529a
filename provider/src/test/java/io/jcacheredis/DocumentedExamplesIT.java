package io.jcacheredis;

import static org.assertj.core.api.Assertions.assertThat;

import io.jcacheredis.embedded.junit.RedisExtension;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The code in the documents compiles, as it is here too, and does what they say. */
class DocumentedExamplesIT {

    @RegisterExtension
    static final RedisExtension redis = RedisExtension.create();

    private static final Pattern BLOCK = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

    private final Repository repository = new Repository();
    private final Property property = new Property("prop-7", 70);
    private Opened opened;
    private RedisCache<String, Property> cache;

    record Property(String id, int price) {

        static final Property NONE = new Property("", 0);
    }

    private static final class Repository {

        private final AtomicInteger asked = new AtomicInteger();

        @Nullable
        Property find(String id) {
            return id.isEmpty() ? null : new Property(id, asked.incrementAndGet());
        }

        Property translated(Locale locale, String id) {
            return new Property(id + " in " + locale.getDisplayLanguage(Locale.ENGLISH), asked.incrementAndGet());
        }
    }

    @BeforeEach
    @SuppressWarnings("unchecked")
    void open() {
        opened = Opened.at(redis.uri());
        cache = opened.cache("examples", String.class, Property.class).unwrap(RedisCache.class);
        cache.clear();
    }

    @AfterEach
    void close() {
        opened.close();
    }

    @Test
    @SuppressWarnings("ReturnValueIgnored")
    void memoization() {
        Memoizer<Property> memoizer = Memoizer.of(cache).ttl(Duration.ofMinutes(10));
        Memoized.OfFunction<String, Property> details = memoizer.function("detail", repository::find);

        details.apply("prop-123");
        details.apply("prop-123");
        assertThat(repository.asked).hasValue(1);
        assertThat(cache.get("detail(prop-123)")).isEqualTo(new Property("prop-123", 1));
        details.clear();
        assertThat(cache).isEmpty();
        details.apply("prop-123");
        cache.remove(details.key("prop-123"));
        assertThat(cache).isEmpty();

        Memoized.OfBiFunction<Locale, String, Property> translated = memoizer.biFunction(
                "translated", repository::translated, (locale, id) -> locale.toLanguageTag() + ":" + id);
        assertThat(translated.apply(Locale.GERMANY, "prop-123")).isEqualTo(new Property("prop-123 in German", 3));
        assertThat(cache.containsKey("translated(de-DE:prop-123)")).isTrue();

        Memoizer<Property> keepingNull = memoizer.nullsAs(Property.NONE);
        assertThat(keepingNull.function("detail", repository::find).apply("")).isNull();
        assertThat(cache.get("detail(@str:)")).isEqualTo(Property.NONE);
    }

    @Test
    void asynchronous() throws Exception {
        AsyncRedisCache<String, Property> async = cache.async();

        CompletionStage<Property> offered = async.getOrLoad("prop-123", repository::find, Duration.ofMinutes(10));
        CompletionStage<Long> removed = async.put("prop-7", property, Duration.ofHours(1), "tenant:t1")
                .thenCompose(done -> async.purgeByTag("tenant:t2"));
        assertThat(offered.toCompletableFuture().get()).isEqualTo(new Property("prop-123", 1));
        assertThat(removed.toCompletableFuture().get()).isZero();
        assertThat(cache.get("prop-7")).isEqualTo(property);
    }

    @ParameterizedTest
    @ValueSource(strings = {"memoization.md", "asynchronous.md"})
    void everyLineOfTheDocument_isInThisTest(String document) throws Exception {
        String here = compact(Files.readString(Path.of("src/test/java/io/jcacheredis/DocumentedExamplesIT.java")));
        Matcher blocks = BLOCK.matcher(Files.readString(Path.of("../docs", document)));
        int lines = 0;
        while (blocks.find()) {
            for (String line : Arrays.asList(blocks.group(1).split("\n", -1))) {
                assertThat(here).contains(compact(line.replaceFirst("//.*", "")));
                lines++;
            }
        }
        assertThat(lines).isGreaterThan(3);
    }

    private static String compact(String code) {
        return code.replaceAll("\\s+", "");
    }
}
