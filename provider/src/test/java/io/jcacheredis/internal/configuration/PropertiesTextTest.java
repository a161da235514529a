package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.StringReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PropertiesTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jcache.redis.a=1",
                "jcache.redis.a : 1\njcache.redis.b 2\r\njcache.redis.c=3\rjcache.redis.d",
                "  jcache.redis.a=1\n\n\n\tjcache.redis.b=2",
                "#jcache.redis.a=1\\\njcache.redis.b=2\n!jcache.redis.c=3\n # jcache.redis.d=4",
                "jcache.redis.a=1\\",
                "jcache.redis.a=1\\\\",
                "jcache.redis.a=1\\\n  2\\\n3",
                "jcache.redis.a=1\\\\\njcache.redis.b=2",
                "jcache.redis.a=1\\\\\\\njcache.redis.b=2",
                "jcache.redis.a=\\\n\\\n 1",
                "jcache.redis.a=1\\\n#2",
                "\\\njcache.redis.a=1",
                "jcache.redis.a=1\n\\\\\\",
                "jcache.redis.\\\n  a=\\u0031"
            })
    void text_isReadAsPropertiesReadsIt(String text) throws IOException {
        Properties expected = new Properties();
        expected.load(new StringReader(text));

        List<Given> found = PropertiesText.read(text, "file", new Problems());

        Map<String, String> read = new HashMap<>();
        found.forEach(given -> read.put(given.name().toString(), given.text()));
        expected.keySet().removeIf(name -> !name.toString().startsWith("jcache.redis."));
        read.keySet().removeIf(name -> !name.startsWith("jcache.redis."));
        assertThat(read).isEqualTo(expected);
    }

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
