package io.jcacheredis.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ObjectInputFilter.Status;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AllowPatternsTest {

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            com.acme.Foo,                  com.acme.Foo,     ALLOWED
            com.acme.Foo,                  com.acme.Foo$Bar, UNDECIDED
            com.acme.*,                    com.acme.Foo,     ALLOWED
            com.acme.*,                    com.acme.b.Foo,   UNDECIDED
            com.acme.*,                    com.acmex.Foo,    UNDECIDED
            com.acme.**,                   com.acme.Foo,     ALLOWED
            com.acme.**,                   com.acme.b.Foo,   ALLOWED
            com.acme.**,                   com.acmex.Foo,    UNDECIDED
            com.acme.Fo*,                  com.acme.Foo,     ALLOWED
            com.acme.Fo*,                  com.acme.Fx,      UNDECIDED
            *,                             com.acme.Foo,     ALLOWED
            !com.acme.Foo,                 com.acme.Foo,     REJECTED
            !com.acme.Foo;com.acme.*,      com.acme.Foo,     REJECTED
            com.acme.*;!com.acme.Foo,      com.acme.Foo,     ALLOWED
            ' com.acme.Foo ; !b.* ',       com.acme.Foo,     ALLOWED
            maxdepth=20,                   maxdepth=20,      UNDECIDED
            ;;,                            com.acme.Foo,     UNDECIDED
            '',                            com.acme.Foo,     UNDECIDED
            """)
    void firstPatternThatMatches_decides(String patterns, String className, Status expected) {
        assertThat(new AllowPatterns(patterns).decide(className)).isEqualTo(expected);
    }
}
