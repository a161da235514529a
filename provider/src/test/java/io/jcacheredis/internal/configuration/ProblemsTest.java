package io.jcacheredis.internal.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.jcacheredis.internal.configuration.ConfigurationFile.Form;
import java.net.MalformedURLException;
import java.nio.file.Path;
import javax.cache.CacheException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProblemsTest {

    @ParameterizedTest
    @ValueSource(strings = {"@", "@host", "user:password@host"})
    void whatMayHoldAPassword_isNotRepeated(String text) {
        assertThat(Problems.quote(text)).isEqualTo("not shown, as it may hold a password");
        assertThat(Problems.quoteName(text)).isEqualTo("a name that is not shown, as it may hold a password,");
    }

    @Test
    void text_isQuotedUpToALength() {
        String longest = "x".repeat(120);

        assertThat(Problems.quote(null)).isEqualTo("nothing");
        assertThat(Problems.quote("")).isEqualTo("''");
        assertThat(Problems.quote(longest)).isEqualTo("'" + longest + "'");
        assertThat(Problems.quote(longest + "x")).isEqualTo("'" + longest + "…'");
        assertThat(Problems.quoteName(longest)).isEqualTo(longest);
        assertThat(Problems.quoteName(longest + "x")).isEqualTo(longest + "…");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jcache.redis.timeout: is 'soon'", "jcache.redis.timeout is 'soon'", "is 'soon'"})
    void nameThatThePlaceEndsWith_isSaidOnce(String what) {
        Problems problems = new Problems();
        problems.add("property jcache.redis.timeout", what);

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> problems.throwIfAny(""))
                .withMessageEndingWith("- property jcache.redis.timeout: is 'soon'");
    }

    @Test
    void twentyFiveProblems_areShown_andMoreAreCounted() {
        Problems problems = new Problems();
        assertThatCode(() -> problems.throwIfAny("")).doesNotThrowAnyException();
        for (int i = 0; i < 25; i++) {
            problems.add("file:" + i, "is wrong");
            problems.add("file:" + i, "is wrong");
        }
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> problems.throwIfAny(" a"))
                .withMessageStartingWith(
                        "The configuration of the cache manager a has 25 problems:\n  - file:0: is wrong")
                .withMessageEndingWith("\n  - file:24: is wrong");
        problems.add("file:25", "is wrong");
        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> problems.throwIfAny(""))
                .withMessageContaining("has 26 problems")
                .withMessageEndingWith("\n  - file:24: is wrong\n  and 1 more");
    }

    @Test
    void fileThatCantBeRead_isAProblem(@TempDir Path folder) throws MalformedURLException {
        Problems problems = new Problems();
        ConfigurationFile gone =
                new ConfigurationFile("a.yaml", folder.resolve("a.yaml").toUri().toURL(), Form.YAML);

        assertThat(gone.read(problems)).isEmpty();

        assertThatExceptionOfType(CacheException.class)
                .isThrownBy(() -> problems.throwIfAny(""))
                .withMessageEndingWith(" has a problem:\n  - a.yaml: the file can't be read (FileNotFoundException)");
    }

    @Test
    void warning_isSaidOnce() {
        Warnings warnings = new Warnings();

        assertThat(warnings.first("a")).isTrue();
        assertThat(warnings.first("b")).isTrue();
        assertThat(warnings.first("a")).isFalse();
    }
}
