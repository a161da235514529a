package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin.Location;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.ClassPathResource;

class SettingsFailureAnalyzerTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    private FailureAnalysis analyze(String message) {
        return new SettingsFailureAnalyzer(environment)
                .analyze(new IllegalStateException("a bean can't be made", new CacheException(message)));
    }

    private void source(String name, String text, int line) {
        TextResourceOrigin origin =
                new TextResourceOrigin(new ClassPathResource("application.yaml"), new Location(line, 4));
        environment
                .getPropertySources()
                .addFirst(new OriginTrackedMapPropertySource(
                        "document " + line, Map.of(name, OriginTrackedValue.of(text, origin))));
    }

    @Test
    void settingThatIsNamed_isShownWithItsPlaceAndNotItsText() {
        source("jcache.redis.Password", "s3cret", 11);
        source("jcache.redis.timeout", "2s", 20);

        FailureAnalysis analysis =
                analyze("The configuration has a problem:\n  - property jcache.redis.password: is wrong");

        assertThat(analysis.getDescription())
                .contains("has a problem", "jcache.redis.Password: class path resource [application.yaml] - 12:5")
                .doesNotContain("s3cret", "timeout");
        assertThat(analysis.getAction()).contains("docs/configuration.md");
    }

    @Test
    void settingOfAnotherSource_isShownAsTheProviderHasIt() {
        assertThat(analyze("system property jcache.redis.timeout: is wrong").getDescription())
                .isEqualTo("system property jcache.redis.timeout: is wrong");
    }

    @Test
    void redisOfSpringBoot_isSaidToBeThat() {
        source("spring.data.redis.password", "s3cret", 3);
        String refusal = "Redis refused: WRONGPASS. Check user, password and permissions in jcache.redis.url";

        assertThat(analyze(refusal).getDescription())
                .endsWith("The Redis is that of spring.data.redis.*, as no jcache.redis.url is set.")
                .doesNotContain("s3cret");

        source("jcache.redis.spring.connection-details", "false", 5);
        assertThat(analyze(refusal).getDescription()).isEqualTo(refusal);

        source("jcache.redis.spring.connection-details", "true", 6);
        source("jcache.redis.url", "redis://localhost", 4);
        assertThat(analyze(refusal).getDescription()).isEqualTo(refusal);
    }

    @Test
    void failureOfAnotherKind_isLeftToOthers() {
        assertThat(analyze("the cache is closed")).isNull();
    }
}
