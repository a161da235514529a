package io.jcacheredis.cdi.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The four rules of the annotations' javadoc. */
class ExceptionFilterTest {

    private final IOException io = new IOException();
    private final FileNotFoundException file = new FileNotFoundException();
    private final IllegalStateException state = new IllegalStateException();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void nothingGiven_isAsItIsWhenEmpty(boolean whenEmpty) {
        assertThat(new ExceptionFilter(List.of(), List.of(), whenEmpty).matches(io))
                .isEqualTo(whenEmpty);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void included_matchesThemAndTheirSubclasses(boolean whenEmpty) {
        ExceptionFilter filter = new ExceptionFilter(List.of(IOException.class), List.of(), whenEmpty);
        assertThat(filter.matches(io)).isTrue();
        assertThat(filter.matches(file)).isTrue();
        assertThat(filter.matches(state)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void excluded_matchesAllOthers(boolean whenEmpty) {
        ExceptionFilter filter = new ExceptionFilter(List.of(), List.of(IOException.class), whenEmpty);
        assertThat(filter.matches(io)).isFalse();
        assertThat(filter.matches(file)).isFalse();
        assertThat(filter.matches(state)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void both_matchesTheIncludedThatAreNotExcluded(boolean whenEmpty) {
        ExceptionFilter filter =
                new ExceptionFilter(List.of(IOException.class), List.of(FileNotFoundException.class), whenEmpty);
        assertThat(filter.matches(io)).isTrue();
        assertThat(filter.matches(file)).isFalse();
        assertThat(filter.matches(state)).isFalse();
    }
}
