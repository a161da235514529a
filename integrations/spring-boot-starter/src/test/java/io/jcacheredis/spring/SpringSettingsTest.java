package io.jcacheredis.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class SpringSettingsTest {

    private final StandardEnvironment environment = new StandardEnvironment();

    SpringSettingsTest() {
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
        environment.getPropertySources().remove(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME);
    }

    /** The first one that is added wins. */
    private void source(String... namesAndTexts) {
        Map<String, Object> source = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            source.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        int number = environment.getPropertySources().size();
        environment.getPropertySources().addLast(new MapPropertySource("source" + number, source));
    }

    private void variable(String name, String text) {
        variables(Map.of(name, text));
    }

    private void variables(Map<String, Object> variables) {
        environment.getPropertySources().addLast(new SystemEnvironmentPropertySource("variables", variables));
    }

    private Map<String, String> read() {
        return new SpringSettings(environment)
                .read().entrySet().stream()
                        .collect(Collectors.toMap(
                                Map.Entry::getKey, entry -> entry.getValue().text()));
    }

    @ParameterizedTest
    @CsvSource({
        "jcache.redis.url,                                          jcache.redis.url",
        "jcache.redis.key-prefix,                                   jcache.redis.key-prefix",
        "jcache.redis.keyPrefix,                                    jcache.redis.key-prefix",
        "jcache.redis.key_prefix,                                   jcache.redis.key-prefix",
        "JCACHE.REDIS.KEY-PREFIX,                                   jcache.redis.key-prefix",
        "jcache.redis.domainEvents.retryAfter,                      jcache.redis.domain-events.retry-after",
        "jcache.redis.defaults.valueType,                           jcache.redis.defaults.value-type",
        "jcache.redis.caches[property:detail].expiry.created,       jcache.redis.caches[property:detail].expiry.created",
        "jcache.redis.caches[property:detail].valueType,            jcache.redis.caches[property:detail].value-type",
        "jcache.redis.caches.property:detail.expiry.created,        jcache.redis.caches[property:detail].expiry.created",
        "jcache.redis.caches.com.acme.entity.**.expiry.accessed,    jcache.redis.caches[com.acme.entity.**].expiry.accessed",
        "jcache.redis.caches.**.expiry.created,                     jcache.redis.caches[**].expiry.created",
        "jcache.redis.caches.near.near.size,                        jcache.redis.caches[near].near.size",
        "jcache.redis.caches[a.b].listeners[0].oldValueRequired,    jcache.redis.caches[a.b].listeners[0].old-value-required",
        "jcache.redis.caches.a.b.listeners[0].class,                jcache.redis.caches[a.b].listeners[0].class",
        "jcache.redis.caches[12].codec,                             jcache.redis.caches[12].codec",
        "jcache.redis.invalidation[0].purgeTags,                    jcache.redis.invalidation[0].purge-tags",
        "jcache.redis.invalidation[0].when.cacheName,               jcache.redis.invalidation[0].when.cacheName",
        "jcache.redis.invalidation[0].when[cache.name],             jcache.redis.invalidation[0].when[cache.name]",
        "jcache.redis.key-prefx,                                    jcache.redis.key-prefx",
        "jcache.redis.spring.observation,                           jcache.redis.spring.observation",
        "jcache.redis.caches.reports.exipry,                        jcache.redis.caches[reports].exipry",
    })
    void name_meansASetting(String name, String setting) {
        source(name, "x");

        assertThat(read()).containsExactly(Map.entry(setting, "x"));
    }

    @ParameterizedTest
    @CsvSource({
        "JCACHE_REDIS_URL,                       jcache.redis.url",
        "JCACHE_REDIS_KEYPREFIX,                 jcache.redis.key-prefix",
        "JCACHE_REDIS_KEY_PREFIX,                jcache.redis.key-prefix",
        "JCACHE_REDIS_DEFAULTS_EXPIRY_MODIFIED,  jcache.redis.defaults.expiry.modified",
        "JCACHE_REDIS_DEFAULTS_VALUETYPE,        jcache.redis.defaults.value-type",
        "JCACHE_REDIS_DOMAINEVENTS_RETRYAFTER,   jcache.redis.domain-events.retry-after",
    })
    void variable_meansASetting(String name, String setting) {
        variable(name, "x");

        assertThat(read()).containsExactly(Map.entry(setting, "x"));
    }

    /** Kubernetes makes the first one for a service; the second one is for the provider to warn of. */
    @ParameterizedTest
    @CsvSource({"JCACHE_REDIS_PORT", "JCACHE_REDIS_KEYPREFX"})
    void variableThatIsNoSetting_isLeftOut(String name) {
        variable(name, "x");

        assertThat(read()).isEmpty();
    }

    @Test
    void blankVariable_isNotSaid() {
        variable("JCACHE_REDIS_URL", " ");

        assertThat(read()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "jcache.redis.spring.enabled",
        "jcache.redis.spring.connectionDetails",
        "jcache.redis.test.server",
        "jcache.redisson.url",
        "spring.cache.type"
    })
    void whatIsOfOthers_isLeftOut(String name) {
        source(name, "x");

        assertThat(read()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"jcache.redis.caches.reports", "jcache.redis.caches[reports]"})
    void cacheWithoutSettings_isDeclared(String name) {
        source(name, "");

        assertThat(read()).containsExactly(Map.entry("jcache.redis.caches[reports]", ""));
    }

    @Test
    void cacheWithoutSettingsAndWithDots_isDeclared() {
        source("jcache.redis.caches.com.acme.Reports", "");

        assertThat(read()).containsExactly(Map.entry("jcache.redis.caches[com.acme.Reports]", ""));
    }

    @Test
    void earlierSource_wins() {
        source("jcache.redis.timeout", "2s");
        source("jcache.redis.timeout", "3s", "jcache.redis.commands", "script");

        assertThat(read())
                .containsOnly(Map.entry("jcache.redis.timeout", "2s"), Map.entry("jcache.redis.commands", "script"));
    }

    @Test
    void kindOfExpiryOfAnEarlierSource_replacesAnotherKind() {
        source("jcache.redis.caches[a].expiry.created", "1m");
        source("jcache.redis.caches[a].expiry.modified", "2m", "jcache.redis.caches[b].expiry.modified", "3m");

        assertThat(read())
                .containsOnly(
                        Map.entry("jcache.redis.caches[a].expiry.created", "1m"),
                        Map.entry("jcache.redis.caches[b].expiry.modified", "3m"));
    }

    @Test
    void listOfAnEarlierSource_replacesALongerOne() {
        source("jcache.redis.invalidation[0].on", "a", "jcache.redis.invalidation[0].purge", "x:*");
        source("jcache.redis.invalidation[1].on", "b", "jcache.redis.invalidation[1].purge", "y:*");

        assertThat(read()).containsOnlyKeys("jcache.redis.invalidation[0].on", "jcache.redis.invalidation[0].purge");
    }

    @Test
    void listOfPatterns_becomesOneText() {
        String[] namesAndTexts = new String[24];
        for (int i = 0; i < 12; i++) {
            namesAndTexts[2 * (11 - i)] = "jcache.redis.serialization.allow[" + i + "]";
            namesAndTexts[2 * (11 - i) + 1] = "p" + i + ".*";
        }
        source(namesAndTexts);

        assertThat(read())
                .containsExactly(Map.entry(
                        "jcache.redis.serialization.allow",
                        "p0.*;p1.*;p2.*;p3.*;p4.*;p5.*;p6.*;p7.*;p8.*;p9.*;p10.*;p11.*"));
    }

    @Test
    void listsWithinARule_becomeOneTextEach() {
        source("jcache.redis.invalidation[0].on[0]", "a", "jcache.redis.invalidation[0].on[1]", "b");

        assertThat(read()).containsExactly(Map.entry("jcache.redis.invalidation[0].on", "a,b"));
    }

    @Test
    void placeholders_areReplaced() {
        source("jcache.redis.url", "redis://${redis.host}:${redis.port:6379}", "redis.host", "cache.internal");

        assertThat(read()).containsExactly(Map.entry("jcache.redis.url", "redis://cache.internal:6379"));
    }

    /** As without the starter, where a variable wins over a file. */
    @Test
    void shortVariables_winOverLaterSources() {
        variables(Map.of("CACHE_KEY_PREFIX", "variable:", "CACHE_DEFAULT_TTL", " 300 ", "REDIS_URL", "redis://a"));
        source("jcache.redis.key-prefix", "yaml:", "jcache.redis.defaults.expiry.created", "1h");

        assertThat(read())
                .containsOnly(
                        Map.entry("jcache.redis.key-prefix", "variable:"),
                        Map.entry("jcache.redis.defaults.expiry.modified", "300s"));
    }

    @Test
    void longVariables_winOverShortOnes() {
        variables(Map.of(
                "CACHE_KEY_PREFIX", "short:",
                "JCACHE_REDIS_KEYPREFIX", "long:",
                "CACHE_DEFAULT_TTL", "300",
                "JCACHE_REDIS_DEFAULTS_EXPIRY_CREATED", "1h"));

        assertThat(read())
                .containsOnly(
                        Map.entry("jcache.redis.key-prefix", "long:"),
                        Map.entry("jcache.redis.defaults.expiry.created", "1h"));
    }

    /** The provider refuses the variable by its own name. */
    @ParameterizedTest
    @ValueSource(strings = {"", "0", "10m", "-1"})
    void shortVariableThatIsNoNumber_isLeftToTheProvider(String text) {
        variable("CACHE_DEFAULT_TTL", text);

        assertThat(read()).isEmpty();
    }
}
