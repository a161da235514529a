package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Patterns of classes that may be read, as a text or a list, of a cache and of its manager. */
class SerializationAllowTest {

    @TempDir
    Path folder;

    private final Reading reading = new Reading();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "allow: [com.acme.A, '!com.acme.B', ' com.acme.c.** ']",
                "allow: com.acme.A;!com.acme.B;com.acme.c.**",
                "allow: ' com.acme.A ; !com.acme.B;; com.acme.c.**;'",
                "allow:\n      - com.acme.A\n      - '!com.acme.B;com.acme.c.**'"
            })
    void allow_isATextOrAList(String yaml) {
        reading.file(folder, "jcache-redis.yaml", "jcache:\n  redis:\n    serialization:\n      " + yaml);

        assertThat(reading.cache("any").serializationAllow()).isEqualTo("com.acme.A;!com.acme.B;com.acme.c.**");
        assertThat(reading.warnings.said()).isEmpty();
    }

    @Test
    void allow_isAnEmptyList_orSeveralListsOfCaches() {
        reading.file(
                folder,
                "jcache-redis.yaml",
                "jcache: {redis: {serialization: {allow: []}, caches: {a: {serialization: {allow: [x.A, x.B]}},"
                        + " b: {serialization.allow: [y.A]}}}}");

        assertThat(reading.cache("a").serializationAllow()).isEqualTo("x.A;x.B");
        assertThat(reading.cache("b").serializationAllow()).isEqualTo("y.A");
        assertThat(reading.cache("c").serializationAllow()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"*, true", "!com.acme.Bad;*, true", "!*, false", "com.*, false", "com.acme.A, false"})
    void allowOfEverything_isWarnedOf(String patterns, boolean warned) {
        reading.property("jcache.redis.caches[a*].serialization.allow", patterns)
                .read();

        assertThat(reading.warnings.said())
                .hasSize(warned ? 1 : 0)
                .allMatch(
                        warning -> warning.startsWith(
                                "property jcache.redis.caches[a*].serialization.allow: jcache.redis.caches[a*].serialization.allow has *"));
    }
}
