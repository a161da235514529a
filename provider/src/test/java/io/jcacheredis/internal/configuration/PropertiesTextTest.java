package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PropertiesTextTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a:b=c d         | a:b=c d",
                "a\\:b\\=c\\ d   | a:b=c d",
                "a\\\\:b         | a\\:b",
                "a\\\\\\:b       | a\\:b",
                "a\\\\\\\\=b     | a\\\\=b",
                "a::=b           | a::=b"
            })
    void nameOfACache_needsNoBackslashBeforeASeparator_butMayHaveOne(String written, String cache) {
        Problems problems = new Problems();
        List<Given> found = PropertiesText.read("jcache.redis.caches[" + written + "].codec=json", "file", problems);

        assertThatCode(() -> problems.throwIfAny("")).doesNotThrowAnyException();
        assertThat(found).hasSize(1);
        assertThat(found.get(0).name().step(3).text()).isEqualTo(cache);
        assertThat(found.get(0).text()).isEqualTo("json");
    }
}
